/// The turns of a session and the last one of the conversation as it stands.
/// Every turn names the one that it follows; what was rewound stays.
///
/// Invariant: the head is a turn of the tree, or nothing.
public struct SessionTree: Hashable, Sendable {
  /// Every turn, in the order in which they came.
  public private(set) var turns: [TurnRecord] = []
  /// The last turn of the conversation; `nil`: it is empty.
  public private(set) var head: TurnID?
  private var positions: [TurnID: Int] = [:]

  /// A tree without turns.
  public init() {}

  /// The tree of `turns`; a head that is none of them counts as none.
  public init(turns: [TurnRecord], head: TurnID?) {
    for turn in turns { add(turn) }
    if !move(to: head) { move(to: nil) }
  }

  /// Adds `turn` as the new head; it replaces one of the same id.
  public mutating func add(_ turn: TurnRecord) {
    head = turn.opening.id
    if let position = positions[turn.opening.id] {
      turns[position] = turn
    } else {
      positions[turn.opening.id] = turns.count
      turns.append(turn)
    }
  }

  /// Goes on behind `turn`; `false`, and nothing moves, where it is unknown.
  @discardableResult
  public mutating func move(to turn: TurnID?) -> Bool {
    if let turn, positions[turn] == nil { return false }
    head = turn
    return true
  }

  /// The turn of that id.
  public subscript(id: TurnID) -> TurnRecord? { positions[id].map { turns[$0] } }

  /// The turns from the first to `turn`, each the one that the next follows.
  ///
  /// A turn follows only what came before it: whatever a file says, there is
  /// no circle.
  public func path(to turn: TurnID?) -> [TurnRecord] {
    var path: [TurnRecord] = []
    var next = turn.flatMap { positions[$0] }
    while let position = next {
      path.append(turns[position])
      next = turns[position].opening.parent.flatMap { positions[$0] }
      if let parent = next, parent >= position { next = nil }
    }
    return path.reversed()
  }

  /// The turns that follow `turn`, in the order in which they came; `nil`:
  /// those with which a conversation begins.
  public func children(of turn: TurnID?) -> [TurnID] {
    turns.filter { $0.opening.parent == turn }.map(\.opening.id)
  }

  /// What was said up to `turn`, as it will be said again.
  func conversation(to turn: TurnID?) -> Conversation {
    var conversation = Conversation()
    for turn in path(to: turn) where !turn.isLeftOut { conversation.append(turn) }
    return conversation
  }
}

extension Conversation {
  /// Adds prompt and answer of `turn`, as they were added when it ran.
  mutating func append(_ turn: TurnRecord) {
    if let prompt = turn.opening.prompt {
      _ = appendPrompt(prompt, attachments: turn.opening.attachments)
    } else {
      _ = appendContinuation()
    }
    if let images = turn.refusedImages { leaveOutImages(images) }
    appendAnswer(turn.content, modelKey: turn.opening.modelKey, ending: turn.ending)
  }
}

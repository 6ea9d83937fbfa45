import Engine

/// The turns of the session as a tree, and what the screen showed of those
/// that are not on it: rewinding loses nothing.
///
/// Invariants: every turn but those that begin the conversation follows one of
/// the tree; the turns from a root to the head, and they alone, are in the
/// transcript.
struct TurnTree: Sendable {
  /// What is kept of a turn that is not on the screen.
  enum Kept: Sendable {
    /// It is on the screen.
    case shown
    /// As it stood there.
    case items([TranscriptItem])
    /// As it was recorded; nothing of it was shown yet.
    case recorded(ShownTurn)
  }

  private struct Entry: Sendable {
    var node: TurnNode
    var kept: Kept
  }

  /// Ids in the order in which the turns began.
  private var order: [TurnID] = []
  private var entries: [TurnID: Entry] = [:]
  /// The last turn of the conversation; `nil`: it is empty.
  private(set) var head: TurnID?
  /// Turns that answered the same prompt, each by the other one.
  private var compared: [TurnID: TurnID] = [:]

  init() {}

  /// The turns of a session that was opened; `shown` of them are on the
  /// screen, or will be.
  init(_ opened: OpenedSession) {
    let abandoned = Dictionary(
      opened.abandoned.map { ($0.opening.id, $0) }, uniquingKeysWith: { first, _ in first })
    for node in opened.tree where entries[node.id] == nil {
      order.append(node.id)
      let kept = abandoned[node.id].map(Kept.recorded) ?? .shown
      entries[node.id] = Entry(node: node, kept: kept)
    }
    head = opened.head
    for turn in opened.turns + opened.abandoned {
      if let other = turn.opening.comparedWith { compared[turn.opening.id] = other }
    }
  }

  var isEmpty: Bool { order.isEmpty }

  /// Every turn, in the order in which they began.
  var nodes: [TurnNode] { order.compactMap { entries[$0]?.node } }

  func node(_ id: TurnID) -> TurnNode? { entries[id]?.node }

  /// A turn begins behind the head and is the head now.
  mutating func begin(
    _ id: TurnID, prompt: String?, attachments: [Attachment] = [], modelKey: String,
    at milliseconds: Int
  ) {
    let node = TurnNode(
      id: id, parent: head, prompt: prompt, attachments: attachments, modelKey: modelKey,
      at: milliseconds)
    if entries[id] == nil { order.append(id) }
    entries[id] = Entry(node: node, kept: .shown)
    head = id
  }

  /// Two turns begin behind the head and answer one prompt; `first` is the head
  /// until one of them is chosen.
  mutating func begin(_ first: TurnNode, comparedWith second: TurnNode) {
    let parent = head
    for node in [second, first] {
      head = parent
      begin(
        node.id, prompt: node.prompt, attachments: node.attachments, modelKey: node.modelKey,
        at: node.at)
    }
    compared[first.id] = second.id
    compared[second.id] = first.id
  }

  /// The turn that answered the prompt of `id` too, if one did.
  func compared(with id: TurnID) -> TurnID? { compared[id] }

  /// What is kept of the answer of `id`, whose turn is not on the screen.
  func keptAnswer(of id: TurnID) -> TranscriptItem? {
    guard case .items(let items)? = entries[id]?.kept else { return nil }
    return items.last { $0.turn == id && $0.kind == .answer }
  }

  /// The last prompts of the conversation, oldest first, at most `count`; costs
  /// those alone.
  func lastPrompts(_ count: Int) -> [String] {
    var prompts: [String] = []
    var next = head
    var steps = 0
    while let id = next, let entry = entries[id], prompts.count < count, steps < order.count {
      if let prompt = entry.node.prompt { prompts.append(prompt) }
      next = entry.node.parent
      steps += 1
    }
    return prompts.reversed()
  }

  /// The turns from the beginning of the conversation to `id`.
  func path(to id: TurnID?) -> [TurnID] {
    var path: [TurnID] = []
    var next = id
    // A tree from a damaged file may have a loop.
    while let id = next, let entry = entries[id], path.count < order.count {
      path.append(id)
      next = entry.node.parent
    }
    return path.reversed()
  }

  /// Ends of the branches that the head is not on.
  var abandonedEnds: [TurnID] {
    let parents = Set(entries.values.compactMap(\.node.parent))
    return order.filter { $0 != head && !parents.contains($0) }
  }

  /// What is kept of `id`, which is on the screen from now on.
  mutating func show(_ id: TurnID) -> Kept {
    defer { entries[id]?.kept = .shown }
    return entries[id]?.kept ?? .shown
  }

  /// Keeps what the screen showed of `id`.
  mutating func keep(_ items: [TranscriptItem], of id: TurnID) { entries[id]?.kept = .items(items) }

  mutating func moveHead(to id: TurnID?) { head = id }
}

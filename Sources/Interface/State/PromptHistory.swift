import TextModel

/// A prompt that was written earlier.
public struct PastPrompt: Hashable, Sendable {
  /// What was written.
  public var text: String
  /// Root directory of the project in which it was written; `nil`: not known.
  public var project: String?

  /// A prompt.
  public init(_ text: String, project: String? = nil) {
    self.text = text
    self.project = project
  }
}

/// Earlier prompts, oldest first, with a cursor for Up and Down.
struct PromptHistory: Equatable, Sendable {
  /// Which prompts a search looks through.
  enum Scope: String, Hashable, Sendable, CaseIterable {
    case session, project, all

    /// The wider one; after the widest the narrowest.
    var next: Scope {
      switch self {
      case .session: .project
      case .project: .all
      case .all: .session
      }
    }

    /// For people.
    var title: String {
      switch self {
      case .session: "this session"
      case .project: "this project"
      case .all: "everything"
      }
    }
  }

  /// Prompts kept in memory; the file behind it may hold more.
  static let maximumEntries = 1_000

  /// Bytes kept in memory: two prompts of the largest size.
  static let maximumBytes = 16 << 20

  private struct Entry: Equatable {
    var text: String
    /// Long pastes in it, which come back folded.
    var pastes = EditBuffer.FoldedPastes()
    /// Written in this project, or nobody knows where.
    var isOfProject: Bool
    var isOfSession: Bool

    var byteCount: Int { text.utf8.count + pastes.byteCount }
  }

  private var stored: [Entry] = []
  private let project: String
  private var byteCount = 0
  /// The entry shown in the prompt; `nil`: the draft.
  private(set) var index: Int?
  /// What was written when the first Up left it, and where its caret stood.
  private(set) var draft: EditBuffer?
  /// What entries must begin with.
  private var prefix = ""

  init(entries: [PastPrompt] = [], project: String = "") {
    self.project = project
    _ = take(entries)
  }

  /// The long pastes of the entry shown.
  var shownPastes: EditBuffer.FoldedPastes { index.map { stored[$0].pastes } ?? .init() }

  /// The prompts, oldest first.
  var entries: [String] { stored.map(\.text) }

  /// Remembers `text`, unless it repeats the last entry.
  mutating func add(_ text: String, pastes: EditBuffer.FoldedPastes = .init()) {
    leave()
    guard !text.isEmpty, stored.last?.text != text else { return }
    append(Entry(text: text, pastes: pastes, isOfProject: true, isOfSession: true))
    bound()
  }

  /// Takes what other programs wrote meanwhile; places in the list that are
  /// held elsewhere move by the number given back.
  mutating func take(_ entries: [PastPrompt]) -> Int {
    for entry in entries where !entry.text.isEmpty && stored.last?.text != entry.text {
      append(
        Entry(
          text: entry.text, isOfProject: entry.project == nil || entry.project == project,
          isOfSession: false))
    }
    return bound()
  }

  private mutating func append(_ entry: Entry) {
    stored.append(entry)
    byteCount += entry.byteCount
  }

  @discardableResult
  private mutating func bound() -> Int {
    var dropped = 0
    while dropped < stored.count - 1,
      stored.count - dropped > Self.maximumEntries || byteCount > Self.maximumBytes
    {
      byteCount -= stored[dropped].byteCount
      dropped += 1
    }
    stored.removeFirst(dropped)
    index = index.map { max(0, $0 - dropped) }
    return dropped
  }

  /// The project's prompt before the one shown that begins with what stands
  /// before the caret of `current`, which is kept as the draft; if none does,
  /// the last one of all.
  mutating func older(than current: EditBuffer) -> String? {
    guard let index else {
      let written = current.text(of: 0..<current.caret)
      for prefix in written.isEmpty ? [written] : [written, ""] {
        guard let found = entry(before: stored.count, beginning: prefix, besides: written) else {
          continue
        }
        draft = current
        self.prefix = prefix
        self.index = found
        return stored[found].text
      }
      return nil
    }
    guard let found = entry(before: index, beginning: prefix, besides: stored[index].text) else {
      return nil
    }
    self.index = found
    return stored[found].text
  }

  private func entry(before end: Int, beginning prefix: String, besides shown: String) -> Int? {
    stored[..<end].lastIndex {
      $0.isOfProject && $0.text != shown && $0.text.hasPrefix(prefix)
    }
  }

  /// What comes after a step down.
  enum Newer: Equatable { case entry(String), draft(EditBuffer) }

  /// The entry after the one shown, at last the draft.
  mutating func newer() -> Newer? {
    guard let index else { return nil }
    let shown = stored[index].text
    let next = stored[(index + 1)...].firstIndex {
      $0.isOfProject && $0.text != shown && $0.text.hasPrefix(prefix)
    }
    self.index = next
    if let next { return .entry(stored[next].text) }
    defer { leave() }
    return draft.map(Newer.draft)
  }

  /// The prompt was changed or sent: the next Up starts at the end again.
  mutating func leave() {
    index = nil
    draft = nil
    prefix = ""
  }

  /// The newest entry of `scope` at or before `limit` that holds `query`,
  /// letter case aside; `besides`: not one with this text.
  func search(
    _ query: String, scope: Scope, atOrBefore limit: Int, besides shown: String? = nil
  ) -> Int? {
    guard !stored.isEmpty else { return nil }
    let wanted = FoldedText(query)
    return stride(from: min(limit, stored.count - 1), through: 0, by: -1).first {
      let entry = stored[$0]
      switch scope {
      case .session: guard entry.isOfSession else { return false }
      case .project: guard entry.isOfProject else { return false }
      case .all: break
      }
      return entry.text != shown && wanted.stands(in: entry.text)
    }
  }

  /// The text of an entry that a search found.
  func text(at index: Int) -> String { stored.indices.contains(index) ? stored[index].text : "" }
}

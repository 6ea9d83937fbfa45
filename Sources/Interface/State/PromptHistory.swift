/// Earlier prompts, oldest first, with a cursor for Up and Down.
struct PromptHistory: Hashable, Sendable {
  /// Prompts kept in memory; the file behind it may hold more.
  static let maximumEntries = 1_000

  /// Bytes kept in memory: two prompts of the largest size.
  static let maximumBytes = 16 << 20

  private(set) var entries: [String]
  private var byteCount = 0
  /// The entry shown in the prompt; `nil`: the draft.
  private(set) var index: Int?
  private var draft = ""

  init(entries: [String]) {
    self.entries = entries
    byteCount = entries.reduce(0) { $0 + $1.utf8.count }
    bound()
  }

  /// Remembers `text`, unless it repeats the last entry.
  mutating func add(_ text: String) {
    leave()
    guard !text.isEmpty, entries.last != text else { return }
    entries.append(text)
    byteCount += text.utf8.count
    bound()
  }

  private mutating func bound() {
    var dropped = 0
    while dropped < entries.count - 1,
      entries.count - dropped > Self.maximumEntries || byteCount > Self.maximumBytes
    {
      byteCount -= entries[dropped].utf8.count
      dropped += 1
    }
    entries.removeFirst(dropped)
  }

  /// The entry before the one shown; `current` is kept as the draft.
  mutating func older(than current: @autoclosure () -> String) -> String? {
    let next = (index ?? entries.count) - 1
    guard entries.indices.contains(next) else { return nil }
    if index == nil { draft = current() }
    index = next
    return entries[next]
  }

  /// The entry after the one shown, at last the draft.
  mutating func newer() -> String? {
    guard let index else { return nil }
    if index + 1 < entries.count {
      self.index = index + 1
      return entries[index + 1]
    }
    self.index = nil
    return draft
  }

  /// The prompt was changed or sent: the next Up starts at the end again.
  mutating func leave() {
    index = nil
    draft = ""
  }

  /// The newest entry at or before `limit` that holds `query`, letter case
  /// aside.
  func search(_ query: String, atOrBefore limit: Int) -> Int? {
    guard !entries.isEmpty else { return nil }
    let wanted = query.lowercased()
    return stride(from: min(limit, entries.count - 1), through: 0, by: -1).first {
      wanted.isEmpty || entries[$0].lowercased().contains(wanted)
    }
  }
}

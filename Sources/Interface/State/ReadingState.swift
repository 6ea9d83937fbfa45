/// What somebody who reads has under their hands: a count before a command,
/// bookmarks, and where they were before a jump.
struct ReadingState: Sendable {
  /// A bookmark: a place, and the item that must still be there.
  struct Bookmark: Hashable, Sendable {
    var place: Viewport.Anchor
    var serial: Int
  }

  /// The largest count: more rows than a frame scrolls are a slip.
  private static let maximumCount = 1_000_000

  /// What was typed before a command.
  private(set) var count: Int?
  /// Letters and digits, so there are never many.
  private(set) var bookmarks: [Character: Bookmark] = [:]
  /// Where one was before the last jump.
  var back: Viewport.Anchor?
  /// What the outline lists, while it is open.
  var outline: OutlineList?
  /// A filter that is being typed.
  var filterLine: FilterLine?
  /// What the filter's pattern leaves.
  var matches: FilterMatches?

  /// A digit of a count; a zero begins none.
  mutating func type(_ character: Character) {
    guard character.isASCII, let digit = character.wholeNumberValue else { return count = nil }
    guard digit > 0 || count != nil else { return }
    count = min(Self.maximumCount, (count ?? 0) * 10 + digit)
  }

  /// The count belongs to the command that follows, and to no other.
  mutating func takeCount() -> Int? {
    defer { count = nil }
    return count
  }

  mutating func setBookmark(_ name: Character, at place: Viewport.Anchor, serial: Int) {
    bookmarks[name] = Bookmark(place: place, serial: serial)
  }

  /// The text is another one.
  mutating func forgetPlaces() {
    bookmarks = [:]
    back = nil
    outline = nil
    filterLine = nil
    matches = nil
  }
}

extension AppState {
  /// The bookmarks whose place is still there, by name.
  var bookmarks: [(name: Character, place: Viewport.Anchor)] {
    reading.bookmarks
      .filter { isThere($0.value) }
      .map { ($0.key, $0.value.place) }
      .sorted { $0.name < $1.name }
  }

  func isThere(_ bookmark: ReadingState.Bookmark) -> Bool {
    transcript.items.indices.contains(bookmark.place.item)
      && transcript.items[bookmark.place.item].serial == bookmark.serial
  }

  /// Goes to a place, and remembers the one that is left.
  mutating func jump(to place: Viewport.Anchor) {
    reading.back = viewport.top
    viewport.scroll(.goTo(place))
  }

  /// The transcript is another one: no place in the old one means anything.
  mutating func showAnotherText() {
    viewport = Viewport()
    find.reset()
    reading.forgetPlaces()
    presentation.filter = nil
    presentation.folds = FoldState()
  }
}

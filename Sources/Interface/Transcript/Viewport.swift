/// What part of the transcript is on the screen.
///
/// Positions are anchors in the text, never row numbers, so a resize or text
/// that comes in elsewhere moves nothing. Scrolling is recorded as requests
/// that the next frame resolves, because only layout knows what a row is.
struct Viewport: Hashable, Sendable {
  /// A place in the text that stays the same at every width.
  struct Anchor: Hashable, Sendable {
    var item: Int
    /// See `TranscriptPosition.part`.
    var part: Int
    /// Where the block starts in its part's source, bytes.
    var byte: Int
    /// Logical line of the block, and glyphs into it.
    var line: Int, offset: Int
  }

  enum Request: Hashable, Sendable {
    case rows(Int)
    /// Half-pages up (negative) or down.
    case halfPages(Int)
    case pages(Int)
    case top
    case end
    case previousPrompt
    case nextPrompt
    /// To the nearest match behind or before the last one, else the top row.
    case match(SearchPattern, backward: Bool)
  }

  /// Requests kept between two frames; a held key sends far fewer.
  private static let maximumRequests = 64
  /// Rows that one frame scrolls at most: a frame lays out what it passes.
  private static let maximumRowsPerRequest = 2_000

  /// Whether the view stays at the end as text comes in.
  var isFollowing = true
  /// Whether the last row was in the last picture.
  var showsEnd = true
  /// The top row, while not following.
  var anchor: Anchor?
  private(set) var requests: [Request] = []
  /// Where the last search led.
  private(set) var match: Anchor?
  /// Whether the last search found nothing further.
  private(set) var isMatchMissing = false
  /// Lines that came in since following stopped.
  var newLines = 0

  mutating func scroll(_ request: Request) {
    if case .match = request {} else { forgetMatch() }
    switch request {
    case .top, .end:
      requests = [request]
    case .rows(let count):
      if case .rows(let pending) = requests.last {
        let sum = max(-Self.maximumRowsPerRequest, min(Self.maximumRowsPerRequest, pending + count))
        requests[requests.count - 1] = .rows(sum)
      } else {
        append(request)
      }
    case .halfPages, .pages, .previousPrompt, .nextPrompt, .match:
      append(request)
    }
  }

  private mutating func append(_ request: Request) {
    if requests.count >= Self.maximumRequests { requests.removeFirst() }
    requests.append(request)
  }

  /// A search led to `match`, or to nothing: then the last match stays.
  mutating func found(_ match: Anchor?) {
    isMatchMissing = match == nil
    self.match = match ?? self.match
  }

  /// The next search begins at what is in view.
  mutating func forgetMatch() {
    match = nil
    isMatchMissing = false
  }

  mutating func takeRequests() -> [Request] {
    defer { requests = [] }
    return requests
  }

  /// Back to the end, whatever was asked before.
  mutating func followEnd() {
    isFollowing = true
    anchor = nil
    newLines = 0
    requests = []
  }
}

/// What part of the transcript is on the screen.
///
/// Positions are anchors in the text, never row numbers, so a resize or text
/// that comes in elsewhere moves nothing. Scrolling is recorded as requests
/// that the next frame resolves, because only layout knows what a row is.
struct Viewport: Hashable, Sendable {
  enum Request: Hashable, Sendable {
    case rows(Int)
    /// Half-pages up (negative) or down.
    case halfPages(Int)
    case pages(Int)
    case top
    case end
    /// So many prompts up (negative) or down.
    case prompts(Int)
    /// To the prompt of that number, from 1 on.
    case prompt(Int)
    /// To so many per cent of everything.
    case percent(Int)
    /// So many blocks of code up (negative) or down.
    case code(Int)
    /// So many errors up (negative) or down.
    case errors(Int)
    /// Brings a place into view, with some text around it.
    case show(Anchor)
    /// No farther than until this place is in view.
    case reveal(Anchor)
    /// Puts a place at the top.
    case goTo(Anchor)
  }

  /// What a picture depends on beside the text.
  struct Geometry: Hashable, Sendable {
    var width: Int
    var height: Int
    var presentation: TranscriptPresentation
    /// How many blocks a filter's pattern is known to leave.
    var shownCount: Int?
  }

  /// The top row of the last picture, and what it was made for.
  struct Held: Hashable, Sendable {
    var geometry: Geometry
    var top: Anchor
  }

  /// Requests kept between two frames; a held key sends far fewer.
  private static let maximumRequests = 64
  /// Rows that keys between two frames scroll at most: far more than there are.
  private static let maximumRowsPerRequest = 1 << 40
  /// Columns of a pane that was never painted.
  private static let assumedWidth = 80

  /// Whether the view stays at the end as text comes in.
  var isFollowing = true
  /// Whether the last row was in the last picture.
  var showsEnd = true
  /// The top row, while not following, as it was chosen: a window that grows
  /// may show more, and goes back to it when it shrinks.
  var anchor: Anchor?
  /// The top row as it was shown: as long as the window stays as it is, this
  /// row stays there, whatever comes in below.
  var held: Held?
  /// The last row of the last picture.
  var bottom: Anchor?
  private(set) var requests: [Request] = []
  /// Whether the view is where a search led.
  private(set) var isAtMatch = false
  /// Lines that came in since following stopped.
  var newLines = 0

  /// Columns of the last picture.
  var width: Int { held?.geometry.width ?? Self.assumedWidth }
  /// The first row of the last picture.
  var top: Anchor? { held?.top }

  /// The row that was chosen, where a shorter text shows more above it.
  var chosenTop: Anchor? {
    guard !isFollowing, let top, let anchor else { return top }
    return max(top, anchor)
  }

  mutating func scroll(_ request: Request) {
    isAtMatch = false
    switch request {
    case .top, .end:
      requests = [request]
    case .rows(let count):
      if case .rows(let pending) = requests.last {
        let sum = max(-Self.maximumRowsPerRequest, min(Self.maximumRowsPerRequest, pending + count))
        requests[requests.count - 1] = .rows(sum)
      } else {
        let limit = Self.maximumRowsPerRequest
        append(.rows(max(-limit, min(limit, count))))
      }
    case .halfPages, .pages, .prompts, .prompt, .percent, .code, .errors, .goTo, .reveal:
      append(request)
    case .show:
      append(request)
      isAtMatch = true
    }
  }

  private mutating func append(_ request: Request) {
    if requests.count >= Self.maximumRequests { requests.removeFirst() }
    requests.append(request)
  }

  mutating func takeRequests() -> [Request] {
    defer { requests = [] }
    return requests
  }

  /// Stays where it is, also at the end.
  mutating func stay() {
    guard isFollowing, let top else { return }
    isFollowing = false
    anchor = top
  }

  /// Back to the end, whatever was asked before.
  mutating func followEnd() {
    isFollowing = true
    anchor = nil
    newLines = 0
    requests = []
    isAtMatch = false
  }
}

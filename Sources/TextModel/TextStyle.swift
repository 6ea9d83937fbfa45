/// What a stretch of text *is*; a theme says how that looks.
public enum StyleRole: UInt8, Hashable, Sendable, CaseIterable {
  case text
  /// Secondary text: hints, times, thinking.
  case dim
  case accent
  case user
  case assistant
  case tool
  case heading
  case code
  case codeBlock
  case link
  case quote
  case listMarker
  case rule
  case tableBorder
  /// A visible picture of a character that must not reach the terminal.
  case control
  case ok
  case warning
  case error
  case header
  case status
  case statusStrong
  case prompt
  case selection
  case match
  case diffAdded
  case diffRemoved
  /// What changed within a changed line.
  case diffAddedWord
  case diffRemovedWord
  /// Headers and hunk lines of a diff.
  case diffHeader
  case codeKeyword
  case codeType
  case codeString
  case codeNumber
  case codeComment
  case codeFunction
  /// Attributes, preprocessor lines, tags, keys of data.
  case codeAttribute
  /// The match that a search is at, among the others.
  case matchCurrent
  /// What is selected to be copied.
  case marked
}

/// Attributes beside the colour.
public struct Emphasis: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// A set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Bold.
  public static let bold = Emphasis(rawValue: 1)
  /// Italic.
  public static let italic = Emphasis(rawValue: 2)
  /// Underline.
  public static let underline = Emphasis(rawValue: 4)
  /// Faint.
  public static let dim = Emphasis(rawValue: 8)
  /// Foreground and background exchanged.
  public static let reverse = Emphasis(rawValue: 16)
}

/// Role and attributes of a run of text.
public struct TextStyle: Hashable, Sendable {
  /// What the text is.
  public var role: StyleRole
  /// Attributes added to what the theme gives the role.
  public var emphasis: Emphasis

  /// A style.
  public init(_ role: StyleRole, _ emphasis: Emphasis = []) {
    self.role = role
    self.emphasis = emphasis
  }

  /// Plain text.
  public static let plain = TextStyle(.text)
}

/// A stretch of text in one style.
public struct StyledRun: Hashable, Sendable {
  /// The text, as it came: not yet sanitized, without line ends.
  public var text: String
  /// Its style.
  public var style: TextStyle

  /// A run.
  public init(_ text: String, _ style: TextStyle = .plain) {
    self.text = text
    self.style = style
  }
}

/// One logical line: wrapping makes rows of it.
public struct StyledLine: Hashable, Sendable {
  /// The runs, left to right.
  public var runs: [StyledRun]
  /// Runs put before every row after the first when the line wraps (list
  /// indents, quote bars).
  public var continuation: [StyledRun]
  /// Whether the line may wrap at words (`false`: at the last column, as code
  /// does).
  public var wrapsAtWords: Bool
  /// Bytes of its block's source that the line shows, whole source lines;
  /// `nil`: it shows none, or nobody knows.
  public var source: Range<Int>?
  /// Whether it only tells about the lines below it, as the language of a code
  /// block does: copies leave it out.
  public var isLabel = false

  /// A line of runs.
  public init(
    _ runs: [StyledRun], continuation: [StyledRun] = [], wrapsAtWords: Bool = true,
    source: Range<Int>? = nil
  ) {
    self.runs = runs
    self.continuation = continuation
    self.wrapsAtWords = wrapsAtWords
    self.source = source
  }

  /// A line of one run.
  public init(_ text: String, _ style: TextStyle = .plain) {
    self.init([StyledRun(text, style)])
  }
}

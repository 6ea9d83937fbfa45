/// A file that a prompt names: `@path`, `@path:10-40`, or a picture that was
/// pasted by its path.
public struct MentionedFile: Hashable, Sendable {
  /// Stands for the last line of a file, however many it has.
  public static let lastLine = 1_000_000_000

  /// The path as it was written, without quotation marks.
  public var path: String
  /// Lines that are asked for, from 1; `nil`: the whole file.
  public var lines: ClosedRange<Int>?
  /// Whether it must be a file: a word behind `@` may be something else, and
  /// then stays what it is.
  public var isCertain: Bool

  /// A file that is named.
  public init(path: String, lines: ClosedRange<Int>? = nil, isCertain: Bool = false) {
    self.path = path
    self.lines = lines
    self.isCertain = isCertain
  }
}

/// What came of reading a file that a prompt names.
public enum ReadMention: Hashable, Sendable {
  /// It goes with the prompt.
  case attached(Attachment)
  /// There is no such file: the word stays a word.
  case unknown(MentionedFile)
  /// It cannot go with the prompt; a sentence that says why, and what to do.
  case refused(MentionedFile, String)
}

/// What a file that a prompt names would add to it.
public struct SurveyedMention: Hashable, Sendable {
  /// What is known of it.
  public enum Finding: Hashable, Sendable {
    /// Its text, or the lines of it that are asked for: how many, of how many
    /// bytes of the file, how many bytes of it are read.
    case text(lines: Int, bytes: Int, fileBytes: Int, isPartial: Bool)
    /// A directory.
    case listing(entries: Int, bytes: Int, isWhole: Bool)
    /// A picture.
    case image(AttachedImage.Format, width: Int, height: Int, bytes: Int)
    /// A PDF.
    case document(pages: Int?, bytes: Int)
    /// There is no such file.
    case unknown
    /// It cannot go with the prompt; a sentence.
    case refused(String)
  }

  /// Which file.
  public var mention: MentionedFile
  /// What it holds.
  public var finding: Finding

  /// What a file would add.
  public init(mention: MentionedFile, finding: Finding) {
    self.mention = mention
    self.finding = finding
  }
}

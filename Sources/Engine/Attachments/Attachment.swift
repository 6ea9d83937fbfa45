/// A file that goes with a prompt, as it was when it was read: what becomes of
/// the file afterwards changes nothing.
///
/// Values share their bytes: copying an attachment copies a reference.
public struct Attachment: Hashable, Sendable {
  /// What the file holds.
  public enum Content: Hashable, Sendable {
    /// Lines of a text file.
    case text(AttachedText)
    /// What a directory holds.
    case listing(AttachedListing)
    /// A picture.
    case image(AttachedImage)
    /// A PDF.
    case document(AttachedDocument)
  }

  /// The path, as the user named it.
  public var name: String
  /// What the file holds.
  public var content: Content

  /// A file.
  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}

/// Lines of a text file.
public struct AttachedText: Hashable, Sendable {
  /// The lines as they stand in the file, joined by line feeds.
  public var text: String
  /// Number of the first line, from 1.
  public var firstLine: Int
  /// How many lines there are.
  public var lineCount: Int
  /// Lines of the whole file; `nil`: not all of it was looked at.
  public var totalLines: Int?
  /// Bytes of the whole file.
  public var fileBytes: Int
  /// Whether the user asked for these lines, and not for the whole file.
  public var isRange: Bool
  /// Whether less is here than was asked for.
  public var isPartial: Bool

  /// Lines.
  public init(
    text: String, firstLine: Int = 1, lineCount: Int, totalLines: Int?, fileBytes: Int,
    isRange: Bool = false, isPartial: Bool = false
  ) {
    self.text = text
    self.firstLine = firstLine
    self.lineCount = lineCount
    self.totalLines = totalLines
    self.fileBytes = fileBytes
    self.isRange = isRange
    self.isPartial = isPartial
  }

  /// Number of the last line; one less than the first where there is none.
  public var lastLine: Int { firstLine.addingSaturated(lineCount) - 1 }
}

/// What a directory holds.
public struct AttachedListing: Hashable, Sendable {
  /// Names in order, directories with a slash at their end.
  public var entries: [String]
  /// How many there are; `nil`: they were not all counted.
  public var totalEntries: Int?

  /// A listing.
  public init(entries: [String], totalEntries: Int?) {
    self.entries = entries
    self.totalEntries = totalEntries
  }

  /// Whether every entry is here.
  public var isWhole: Bool { totalEntries == entries.count }
}

/// Bytes in the form in which requests and the store take them, made once.
public struct EncodedBytes: Hashable, Sendable {
  /// The bytes in base64, with padding; empty where they were only counted.
  public let base64: String
  /// How many bytes there are.
  public let count: Int

  /// Bytes in base64.
  public init(base64: String) {
    self.base64 = base64
    let padding = base64.utf8.suffix(2).reduce(0) { $0 + ($1 == UInt8(ascii: "=") ? 1 : 0) }
    count = max(0, base64.utf8.count / 4 * 3 - padding)
  }

  /// Bytes that are only counted.
  public init(count: Int) {
    base64 = ""
    self.count = max(0, count)
  }

  /// Characters of the base64.
  public var encodedCount: Int { count.addingSaturated(2) / 3 * 4 }
}

/// A picture.
public struct AttachedImage: Hashable, Sendable {
  /// The formats that the service reads.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case png, jpeg, gif, webp

    /// For people: `PNG`, `WebP`.
    public var displayName: String {
      switch self {
      case .png: "PNG"
      case .jpeg: "JPEG"
      case .gif: "GIF"
      case .webp: "WebP"
      }
    }
  }

  /// Told by the file's own bytes.
  public var format: Format
  /// Pixels.
  public var width: Int, height: Int
  /// The whole file.
  public var bytes: EncodedBytes

  /// A picture.
  public init(format: Format, width: Int, height: Int, bytes: EncodedBytes) {
    self.format = format
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}

/// A PDF.
public struct AttachedDocument: Hashable, Sendable {
  /// How many pages there are; `nil`: the file does not tell it openly.
  public var pages: Int?
  /// The whole file.
  public var bytes: EncodedBytes

  /// A PDF.
  public init(pages: Int?, bytes: EncodedBytes) {
    self.pages = pages
    self.bytes = bytes
  }
}

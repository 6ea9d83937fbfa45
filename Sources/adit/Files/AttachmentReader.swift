internal import CSystem
internal import Engine
internal import Glibc
internal import Wire

/// Reads the files that a prompt names. Whatever a path leads to, it answers:
/// nothing is opened that could make it wait, and everything is bounded.
struct AttachmentReader {
  /// From where relative paths are meant.
  let directory: String
  /// What `~` stands for; `nil`: nothing.
  let home: String?
  /// Whether nobody waits for the answer any longer.
  var isCancelled: @Sendable () -> Bool = { false }

  /// Pictures and documents beyond the largest request are not read.
  static let maximumFileBytes = AttachmentLimits.maximumDirectRequestBytes
  /// Entries of a directory that are told, and that are counted.
  static let maximumEntries = 1_000, maximumCountedEntries = 20_000
  /// Bytes read at a time; between them it looks whether it is still asked.
  private static let chunkBytes = 1 << 18

  /// What came of `mention`.
  func read(_ mention: MentionedFile) -> ReadMention {
    switch load(mention, keepsBytes: true) {
    case .file(let content):
      .attached(Attachment(name: mention.path, content: content))
    case .unknown: .unknown(mention)
    case .refused(let words): .refused(mention, words)
    }
  }

  /// What `mention` would add.
  func survey(_ mention: MentionedFile) -> SurveyedMention {
    let finding: SurveyedMention.Finding =
      switch load(mention, keepsBytes: false) {
      case .file(let content): finding(content)
      case .unknown: .unknown
      case .refused(let words): .refused(words)
      }
    return SurveyedMention(mention: mention, finding: finding)
  }

  private func finding(_ content: Found) -> SurveyedMention.Finding {
    switch content {
    case .text(let text):
      .text(
        lines: text.lineCount, bytes: text.text.utf8.count, fileBytes: text.fileBytes,
        isPartial: text.isPartial)
    case .listing(let listing):
      .listing(
        entries: listing.totalEntries ?? listing.entries.count,
        bytes: listing.entries.reduce(0) { $0 + $1.utf8.count + 3 }, isWhole: listing.isWhole)
    case .image(let image):
      .image(image.format, width: image.width, height: image.height, bytes: image.bytes.count)
    case .document(let document): .document(pages: document.pages, bytes: document.bytes.count)
    }
  }

  private typealias Found = Attachment.Content

  private enum Outcome {
    case file(Found)
    case unknown
    case refused(String)
  }

  /// The path from the root on.
  func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/"), let home { return home + path.dropFirst() }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }

  private func load(_ mention: MentionedFile, keepsBytes: Bool) -> Outcome {
    let path = absolute(mention.path)
    var status = stat()
    // A path with a NUL would be cut there, and name another file.
    guard !path.utf8.contains(0) else { return .unknown }
    guard stat(path, &status) == 0 else { return missing(mention, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return file(mention, path: path, keepsBytes: keepsBytes)
    case S_IFDIR:
      guard mention.lines == nil else {
        return .refused("\(mention.path) is a directory and has no lines; name it without them.")
      }
      return list(mention, path: path)
    case S_IFIFO: return .refused("\(mention.path) is a pipe; only files and directories go along.")
    case S_IFSOCK:
      return .refused("\(mention.path) is a socket; only files and directories go along.")
    default: return .refused("\(mention.path) is a device; only files and directories go along.")
    }
  }

  private func missing(_ mention: MentionedFile, _ code: Int32) -> Outcome {
    switch code {
    case EACCES: .refused("\(mention.path) cannot be reached: permission denied. See ls -ld.")
    case ELOOP: .refused("\(mention.path) leads in a circle of links.")
    default: .unknown
    }
  }

  // MARK: Files

  private func file(_ mention: MentionedFile, path: String, keepsBytes: Bool) -> Outcome {
    // Not to wait, should it have become a pipe since it was looked at.
    let descriptor = adit_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
    guard descriptor >= 0 else {
      let code = -descriptor
      return .refused(
        code == EACCES
          ? "\(mention.path) cannot be read: permission denied. chmod u+r gives it to you."
          : "\(mention.path) cannot be read: \(SystemErrorText.of(code)).")
    }
    defer { FileAccess.closeDescriptor(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .refused("\(mention.path) was replaced while it was read; try again.")
    }
    let size = Int(clamping: status.st_size)
    guard let head = chunk(of: descriptor, at: 0, bytes: ImageHeader.maximumBytes) else {
      return .refused("\(mention.path) cannot be read: \(SystemErrorText.of(errno)).")
    }
    switch ImageHeader.read(head) {
    case .image(let header):
      return image(header, mention, descriptor, size: size, head: head, keepsBytes: keepsBytes)
    case .damaged(let format):
      return .refused(
        "\(mention.path) begins like a \(format.displayName) image, but its size cannot be read:"
          + " the file is damaged.")
    case .other: break
    }
    if PDFHeader.isPDF(head) {
      return document(mention, descriptor, size: size, keepsBytes: keepsBytes)
    }
    return text(mention, descriptor, size: size, head: head)
  }

  private func image(
    _ header: ImageHeader, _ mention: MentionedFile, _ descriptor: Int32, size: Int, head: [UInt8],
    keepsBytes: Bool
  ) -> Outcome {
    let bytes: EncodedBytes
    if keepsBytes, size <= Self.maximumFileBytes {
      guard let all = whole(descriptor, size: size) else { return vanished(mention) }
      bytes = EncodedBytes(base64: Base64.encode(all))
    } else {
      bytes = EncodedBytes(count: size)
    }
    if size > Self.maximumFileBytes { return .refused(tooLarge(mention, size)) }
    return .file(
      .image(
        AttachedImage(
          format: header.format, width: header.width, height: header.height, bytes: bytes)))
  }

  private func document(
    _ mention: MentionedFile, _ descriptor: Int32, size: Int, keepsBytes: Bool
  ) -> Outcome {
    guard size <= Self.maximumFileBytes else { return .refused(tooLarge(mention, size)) }
    guard let all = whole(descriptor, size: size) else { return vanished(mention) }
    let bytes =
      keepsBytes ? EncodedBytes(base64: Base64.encode(all)) : EncodedBytes(count: all.count)
    return .file(.document(AttachedDocument(pages: PDFHeader.pages(all), bytes: bytes)))
  }

  private func tooLarge(_ mention: MentionedFile, _ size: Int) -> String {
    "\(mention.path) has \(AttachmentLimits.megabytes(size)); no request takes more than"
      + " \(AttachmentLimits.megabytes(Self.maximumFileBytes)). Send a smaller one."
  }

  private func vanished(_ mention: MentionedFile) -> Outcome {
    .refused("\(mention.path) could not be read to its end; try again.")
  }

  // MARK: Text

  private func text(
    _ mention: MentionedFile, _ descriptor: Int32, size: Int, head: [UInt8]
  ) -> Outcome {
    if let problem = TextEncoding.problem(of: head, name: mention.path) { return .refused(problem) }
    var lines = LineCollector(lines: mention.lines)
    var position = 0
    while !lines.isDone {
      if isCancelled() { return vanished(mention) }
      guard let chunk = chunk(of: descriptor, at: position, bytes: Self.chunkBytes) else {
        return vanished(mention)
      }
      guard !chunk.isEmpty else { break }
      lines.take(chunk)
      position += chunk.count
    }
    guard let text = lines.finish(fileBytes: max(size, position)) else {
      return .refused(
        "\(mention.path) is not UTF-8 text. Convert it: iconv -f ISO-8859-1 -t UTF-8"
          + " \(mention.path) > utf8.txt")
    }
    if let range = mention.lines, text.lineCount == 0 {
      let count = text.totalLines.map { "has \($0) lines" } ?? "is too long to count its lines"
      return .refused("\(mention.path) \(count); there is no line \(range.lowerBound).")
    }
    return .file(.text(text))
  }

  /// The next bytes of a file; empty at its end, `nil` where it cannot be read.
  private func chunk(of descriptor: Int32, at offset: Int, bytes: Int) -> [UInt8]? {
    var isRead = true
    let chunk = [UInt8](unsafeUninitializedCapacity: bytes) { buffer, count in
      count = 0
      while count < bytes {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, bytes - count, off_t(offset + count))
        if got < 0, errno == EINTR { continue }
        if got < 0 { isRead = false }
        guard got > 0 else { break }
        count += got
      }
    }
    return isRead ? chunk : nil
  }

  private func whole(_ descriptor: Int32, size: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    while bytes.count <= Self.maximumFileBytes {
      if isCancelled() { return nil }
      guard let chunk = chunk(of: descriptor, at: bytes.count, bytes: Self.chunkBytes) else {
        return nil
      }
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
    return nil
  }

  // MARK: Directories

  private func list(_ mention: MentionedFile, path: String) -> Outcome {
    guard let stream = opendir(path) else {
      return .refused("\(mention.path) cannot be listed: \(SystemErrorText.of(errno)).")
    }
    defer { closedir(stream) }
    var names: [String] = []
    var isWhole = true
    while let entry = readdir(stream) {
      if isCancelled() { return vanished(mention) }
      let isDirectory = entry.pointee.d_type == UInt8(DT_DIR)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if [".", "..", ".git"].contains(name) { continue }
      guard names.count < Self.maximumCountedEntries else {
        isWhole = false
        break
      }
      names.append(isDirectory ? name + "/" : name)
    }
    names.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    return .file(
      .listing(
        AttachedListing(
          entries: Array(names.prefix(Self.maximumEntries)),
          totalEntries: isWhole ? names.count : nil)))
  }
}

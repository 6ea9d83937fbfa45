internal import Engine

/// Picks lines out of a file that comes piece by piece, and bounds what is
/// kept of them. Lines end with a line feed; a carriage return before it stays.
struct LineCollector {
  /// Lines of a file that go along where nobody says which.
  static let maximumLines = 2_000
  /// Bytes of text that go along, named lines too.
  static let maximumBytes = 256 << 10
  /// Bytes of one line: longer ones are data, not text.
  static let maximumLineBytes = 8 << 10
  /// Bytes of a file that are looked through for its lines.
  static let maximumScannedBytes = 256 << 20

  private let range: ClosedRange<Int>?
  /// The lines that are kept, with the ends between them.
  private var kept: [UInt8] = []
  private var keptLines = 0
  /// Of the line that is being read.
  private var line: [UInt8] = []
  private var cutBytes = 0
  private var number = 1
  private var scanned = 0
  private var isPartial = false
  /// Whether no more lines are kept: then the others are only counted.
  private var isFull = false
  private var endsWithLineEnd = true

  init(lines: ClosedRange<Int>?) { range = lines }

  /// Whether the rest of the file tells nothing more.
  var isDone: Bool { scanned >= Self.maximumScannedBytes }

  private var first: Int { range?.lowerBound ?? 1 }

  private func isWanted(_ number: Int) -> Bool { range?.contains(number) ?? true }

  mutating func take(_ chunk: [UInt8]) {
    scanned += chunk.count
    var position = chunk.startIndex
    while position < chunk.endIndex {
      let end = chunk[position...].firstIndex(of: 0x0A)
      if isWanted(number), !isFull { add(chunk[position..<(end ?? chunk.endIndex)]) }
      endsWithLineEnd = end != nil
      guard let end else { return }
      endLine()
      position = end + 1
    }
  }

  private mutating func add(_ piece: ArraySlice<UInt8>) {
    let room = max(0, Self.maximumLineBytes - line.count)
    line += piece.prefix(room)
    cutBytes += max(0, piece.count - room)
  }

  private mutating func endLine() {
    defer {
      number += 1
      line.removeAll(keepingCapacity: true)
      cutBytes = 0
    }
    guard isWanted(number), !isFull else { return }
    if cutBytes > 0 {
      // Not within a character.
      while let last = line.last, last & 0xC0 == 0x80 {
        line.removeLast()
        cutBytes += 1
      }
      if let last = line.last, last >= 0xC0 {
        line.removeLast()
        cutBytes += 1
      }
      line += Array(" … [\(cutBytes) more bytes of this line were cut]".utf8)
      isPartial = true
    }
    guard keptLines < Self.maximumLines, kept.count + line.count < Self.maximumBytes else {
      isFull = true
      isPartial = true
      return
    }
    if keptLines > 0 { kept.append(0x0A) }
    kept += line
    keptLines += 1
  }

  /// What was kept; `nil`: it is no UTF-8.
  consuming func finish(fileBytes: Int) -> AttachedText? {
    let isWhole = scanned >= fileBytes
    if !endsWithLineEnd { endLine() }
    if !isWhole { isPartial = isPartial || !(range.map { number > $0.upperBound } ?? false) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if first == 1, kept.starts(with: mark) { kept.removeFirst(mark.count) }
    guard let text = String(validating: kept, as: UTF8.self) else { return nil }
    return AttachedText(
      text: text, firstLine: first, lineCount: keptLines,
      totalLines: isWhole ? number - 1 : nil, fileBytes: fileBytes, isRange: range != nil,
      isPartial: isPartial)
  }
}

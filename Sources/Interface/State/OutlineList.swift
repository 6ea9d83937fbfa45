import Engine
import Markup
import Pattern
import TextModel

/// What the outline lists: made once when it opens. A row is a place; its
/// words are read from the transcript when they are wanted, so a hundred
/// thousand rows cost no text.
struct OutlineList: Sendable {
  enum Kind: Hashable, Sendable {
    case prompt
    /// A heading of an answer, and how deep it is.
    case heading(Int)
    case error
    case bookmark(Character)
  }

  struct Row: Hashable, Sendable {
    var kind: Kind
    var place: Viewport.Anchor
    /// Of a prompt: blocks of code in what was answered.
    var codeBlocks = 0
  }

  /// Bytes of a row's words: more than a wide screen shows.
  private static let maximumWordBytes = 400

  /// Rows looked at with one key or tick: some two milliseconds.
  private static let pieceRows = 4_000

  let rows: [Row]
  /// Indices of the rows that pass the filter.
  private(set) var shown: [Int]
  private var filter = ""
  /// Rows that are still to be looked at.
  private var pending: ArraySlice<Int> = []

  init(_ transcript: Transcript, bookmarks: [(name: Character, place: Viewport.Anchor)]) {
    var rows: [Row] = []
    var prompt: Int?
    for index in transcript.items.indices {
      switch transcript.items[index].kind {
      case .prompt:
        prompt = rows.count
        rows.append(Row(kind: .prompt, place: Viewport.Anchor(item: index)))
      case .answer:
        let found = Self.rows(ofAnswer: transcript.items[index], at: index)
        rows += found.headings
        if let prompt { rows[prompt].codeBlocks += found.codeBlocks }
        if transcript.items[index].hasFailed { rows.append(Self.error(in: transcript, at: index)) }
      case .notice(.error):
        rows.append(Row(kind: .error, place: Viewport.Anchor(item: index)))
      case .shell where transcript.items[index].hasFailed:
        rows.append(Row(kind: .error, place: Viewport.Anchor(item: index)))
      case .notice, .lines, .shell: break
      }
    }
    for bookmark in bookmarks {
      let place = rows.partitionPoint { $0.place < bookmark.place }
      rows.insert(Row(kind: .bookmark(bookmark.name), place: bookmark.place), at: place)
    }
    self.rows = rows
    shown = Array(rows.indices)
  }

  private static func error(in transcript: Transcript, at item: Int) -> Row {
    let end = transcript.items[item].parts.count + 1
    return Row(
      kind: .error, place: Viewport.Anchor(item: item, part: end, byte: 0, line: 0, offset: 0))
  }

  private static func rows(
    ofAnswer item: TranscriptItem, at index: Int
  ) -> (headings: [Row], codeBlocks: Int) {
    var headings: [Row] = []
    var codeBlocks = 0
    for part in item.parts.indices where item.parts[part].kind == .text {
      let document = item.parts[part].markdown
      codeBlocks += document.codeBlockCount
      for block in document.blocks.indices {
        let level = Int(document.blocks[block].headingLevel)
        guard level > 0 else { continue }
        let byte = document.blocks[block].range.lowerBound
        headings.append(
          Row(
            kind: .heading(level),
            place: Viewport.Anchor(item: index, part: part + 1, byte: byte, line: 0, offset: 0)))
      }
    }
    return (headings, codeBlocks)
  }

  // MARK: Words

  /// The words of a row, in UTF-8.
  static func words(of row: Row, in transcript: Transcript) -> ArraySlice<UInt8> {
    guard transcript.items.indices.contains(row.place.item) else { return [] }
    let item = transcript.items[row.place.item]
    switch row.kind {
    case .prompt: return line(item.body.source[...])
    case .error:
      if let run = item.shell { return line(Array(run.command.utf8)[...]) }
      guard item.kind == .answer else { return line(item.body.source[...]) }
      let lines = TranscriptTitles.endLines(of: item).map { $0.runs.map(\.text).joined() }
      return Array((lines.first { !$0.isEmpty } ?? "failed").utf8)[...]
    case .heading, .bookmark:
      guard item.kind == .answer else {
        return line(item.body.source[...].dropFirst(row.place.byte))
      }
      guard item.parts.indices.contains(row.place.part - 1) else {
        return Array(item.modelName.utf8)[...]
      }
      let part = item.parts[row.place.part - 1]
      guard part.kind == .text else { return line(part.plain.source[...]) }
      let start = max(0, min(row.place.byte, part.markdown.byteCount))
      let end = min(part.markdown.byteCount, start + maximumWordBytes)
      let marks: Set<UInt8> = [UInt8(ascii: "#"), 0x20]
      return line(part.markdown.source(in: start..<end).drop { marks.contains($0) || $0 == 0x0A })
    }
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.prefix(maximumWordBytes).prefix { $0 != 0x0A }
  }

  // MARK: Filter

  /// Whether there are rows that were not looked at yet.
  var isFiltering: Bool { !pending.isEmpty }

  /// Shows the rows that hold every word of `text`, as they are found.
  mutating func filter(_ text: String, in transcript: Transcript) {
    pending = (text.hasPrefix(filter) ? shown + pending : Array(rows.indices))[...]
    shown = []
    filter = text
    goOnFiltering(in: transcript)
  }

  /// Looks at the next rows.
  mutating func goOnFiltering(in transcript: Transcript) {
    let words = filter.split(separator: " ").compactMap { word in
      try? RegularExpression(Self.escaped(word), letters: .either)
    }
    let piece = pending.prefix(words.isEmpty ? pending.count : Self.pieceRows)
    pending = pending.dropFirst(piece.count)
    shown += piece.filter { index in
      guard !words.isEmpty else { return true }
      let bytes = Self.words(of: rows[index], in: transcript)
      return words.allSatisfy { word in
        (try? word.matches(in: bytes, limit: 1).isEmpty) == false
      }
    }
  }

  /// A pattern that matches `text` and nothing else.
  private static func escaped(_ text: Substring) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil {
        pattern += "\\"
      }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern
  }
}

extension Array {
  /// Of an array in which those that fulfil `isBefore` come first: how many.
  func partitionPoint(_ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

internal import TextModel

/// A difference of files, coloured by line, and by word where a line that is
/// gone and one that is new are alike. The signs stay: colour is never the
/// only sign.
enum DiffLines {
  private enum Kind: Equatable { case context, header, removed, added }

  /// How far ahead the line is looked for that a removed line became, where
  /// not as many lines are new as are gone.
  private static let pairWindowLines = 3

  /// Starts of lines that are about files.
  private static let headerStarts = [
    "diff ", "index ", "@@", "new file", "deleted file", "similarity ", "dissimilarity ",
    "rename ", "copy ", "old mode", "new mode", "Binary files", "GIT binary", "\\ No newline",
    "Index: ", "====", "Only in ",
  ]

  /// Whether a block of code that names no language is one, by its first line.
  static func isStart(_ line: ArraySlice<UInt8>) -> Bool {
    ["diff --git ", "--- a/"].contains { line.starts(with: $0.utf8) }
  }

  /// The runs of each line.
  static func runs(of lines: [ArraySlice<UInt8>]) -> [[StyledRun]] {
    let texts = lines.map { String(decoding: $0, as: UTF8.self) }
    let kinds = self.kinds(of: texts)
    var marks = Array(repeating: [Range<Int>](), count: lines.count)
    var index = 0
    while index < kinds.count {
      guard kinds[index] == .removed else {
        index += 1
        continue
      }
      let added = kinds[index...].firstIndex { $0 != .removed } ?? kinds.count
      let end = kinds[added...].firstIndex { $0 != .added } ?? kinds.count
      mark(index..<added, added..<end, texts, &marks)
      index = max(end, index + 1)
    }
    return texts.indices.map { runs(of: texts[$0], kinds[$0], marks[$0]) }
  }

  private static func kinds(of texts: [String]) -> [Kind] {
    var kinds: [Kind] = []
    for (index, text) in texts.enumerated() {
      let isOldName =
        text.hasPrefix("--- ") && index + 1 < texts.count
        && texts[index + 1].hasPrefix("+++ ")
      let isNewName = text.hasPrefix("+++ ") && index > 0 && texts[index - 1].hasPrefix("--- ")
      if isOldName || isNewName || headerStarts.contains(where: { text.hasPrefix($0) }) {
        kinds.append(.header)
      } else {
        kinds.append(text.hasPrefix("-") ? .removed : text.hasPrefix("+") ? .added : .context)
      }
    }
    return kinds
  }

  /// Marks the words that differ between lines that are gone and new ones:
  /// each with its opposite, or with the next one that is alike.
  private static func mark(
    _ removed: Range<Int>, _ added: Range<Int>, _ texts: [String], _ marks: inout [[Range<Int>]]
  ) {
    var next = added.lowerBound
    for old in removed {
      guard next < added.upperBound else { return }
      let window = removed.count == added.count ? 1 : pairWindowLines
      for new in next..<min(added.upperBound, next + window) {
        guard let diff = WordDiff.between(texts[old].dropFirst(), texts[new].dropFirst()) else {
          continue
        }
        marks[old] = diff.removed
        marks[new] = diff.added
        next = new
        break
      }
      next += removed.count == added.count || !marks[old].isEmpty ? 1 : 0
    }
  }

  private static func runs(of text: String, _ kind: Kind, _ marks: [Range<Int>]) -> [StyledRun] {
    guard !text.isEmpty else { return [] }
    switch kind {
    case .context: return [StyledRun(text, TextStyle(.codeBlock))]
    case .header: return [StyledRun(text, TextStyle(.diffHeader))]
    case .removed: return runs(of: text, .diffRemoved, word: .diffRemovedWord, marks)
    case .added: return runs(of: text, .diffAdded, word: .diffAddedWord, marks)
    }
  }

  private static func runs(
    of text: String, _ role: StyleRole, word: StyleRole, _ marks: [Range<Int>]
  ) -> [StyledRun] {
    let bytes = Array(text.utf8)
    var runs: [StyledRun] = []
    var position = 0
    func add(to end: Int, _ role: StyleRole) {
      guard end > position else { return }
      runs.append(
        StyledRun(String(decoding: bytes[position..<end], as: UTF8.self), TextStyle(role)))
      position = end
    }
    for mark in marks {
      // Marks count from behind the sign.
      add(to: mark.lowerBound + 1, role)
      add(to: mark.upperBound + 1, word)
    }
    add(to: bytes.count, role)
    return runs
  }
}

/// Levenshtein's distance, for "did you mean".
enum EditDistance {
  /// Longest text that is compared; names beyond it are not typing errors.
  private static let maximumLength = 128

  /// How many characters have to be inserted, removed or replaced.
  static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8.prefix(maximumLength))
    let right = Array(right.utf8.prefix(maximumLength))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

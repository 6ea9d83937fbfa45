/// Levenshtein's distance, for "did you mean".
public enum EditDistance {
  /// Longest text that is compared; names beyond it are not typing errors.
  private static let maximumLength = 128

  /// How many bytes have to be inserted, removed or replaced.
  public static func between(_ left: String, _ right: String) -> Int {
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

  /// The one of `names` that is nearest to `word`, letter case aside, if few
  /// enough characters differ to be a typing error.
  public static func nearest(to word: String, among names: [String]) -> String? {
    let wanted = word.lowercased()
    let distances = names.map { (name: $0, distance: between(wanted, $0.lowercased())) }
    let best = distances.min { $0.distance < $1.distance }
    return best.flatMap { $0.distance <= maximumTypingErrors ? $0.name : nil }
  }

  /// More than these are another word.
  private static let maximumTypingErrors = 3
}

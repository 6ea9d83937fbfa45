/// Finds the paths of a list that fit best what is typed. Remembers which ones
/// fitted: one more letter is looked for among those alone.
public struct PathRanking: Sendable {
  /// A path that fits.
  public struct Match: Hashable, Sendable {
    /// As it stands in the list.
    public var path: String
    /// Whether it is a directory's.
    public var isDirectory: Bool

    /// A match.
    public init(path: String, isDirectory: Bool) {
      self.path = path
      self.isDirectory = isDirectory
    }
  }

  /// Of the paths that fit, so many are weighed with care.
  private static let weighed = 400

  private var lastQuery: [UInt8] = []
  private var lastCount = 0
  /// Indices of the paths that fit `lastQuery`; `nil`: not known.
  private var fitting: [Int]?

  /// Nothing is remembered yet.
  public init() {}

  /// Must follow when the list was exchanged for another one.
  public mutating func forget() { fitting = nil }

  /// The best `limit` paths for `query`, the best first. An empty query has
  /// the paths of the top, one that ends with a slash what lies in that
  /// directory.
  public mutating func best(_ query: String, in list: PathList, limit: Int) -> [Match] {
    let offersHidden = query.hasPrefix(".") || query.contains("/.")
    let bytes = Array(query.utf8)
    if query.isEmpty || bytes.last == 0x2F {
      return children(of: bytes.dropLast(), in: list, hidden: offersHidden, limit: limit)
    }
    guard bytes.count <= FuzzyMatch.maximumQueryBytes else { return [] }
    let folded = FuzzyMatch.folded(query)
    narrow(to: folded, in: list)
    let coarse = coarseOrder(folded, in: list, hidden: offersHidden)
    let weighed = coarse.compactMap { index -> (index: Int, score: Int)? in
      let text = Array(list.bytes[list.range(of: index)])
      return FuzzyMatch(folded, typed: bytes, in: text).map { (index, $0.score) }
    }
    return weighed.sorted { first, second in
      if first.score != second.score { return first.score > second.score }
      let lengths = (list.range(of: first.index).count, list.range(of: second.index).count)
      return lengths.0 != lengths.1 ? lengths.0 < lengths.1 : first.index < second.index
    }.prefix(limit).map {
      Match(path: list[$0.index], isDirectory: list.isDirectory($0.index))
    }
  }

  /// Brings `fitting` to the paths in which the letters of `query` come.
  private mutating func narrow(to query: [UInt8], in list: PathList) {
    let mask = query.reduce(UInt64(0)) { $0 | PathList.bit(of: $1) }
    var candidates: [Int]?
    if let fitting, lastCount <= list.count, query.starts(with: lastQuery) {
      candidates = fitting + Array(lastCount..<list.count)
    }
    var kept: [Int] = []
    list.bytes.withUnsafeBufferPointer { bytes in
      query.withUnsafeBufferPointer { query in
        func look(_ index: Int) {
          guard list.letters[index] & mask == mask else { return }
          let range = list.range(of: index)
          if FuzzyMatch.fits(query, UnsafeBufferPointer(rebasing: bytes[range])) {
            kept.append(index)
          }
        }
        if let candidates {
          candidates.forEach(look)
        } else {
          (0..<list.count).forEach(look)
        }
      }
    }
    fitting = kept
    lastQuery = query
    lastCount = list.count
  }

  /// The paths that may be among the best, by a quick look.
  private func coarseOrder(_ query: [UInt8], in list: PathList, hidden: Bool) -> [Int] {
    var best: [(index: Int, score: Int)] = []
    // Only what beats the worst of the kept is added; they are sorted when
    // there are twice as many as needed.
    var least = Int.min
    list.bytes.withUnsafeBufferPointer { bytes in
      query.withUnsafeBufferPointer { query in
        for index in fitting ?? [] where hidden || !list.isHidden(index) {
          let range = list.range(of: index)
          let text = UnsafeBufferPointer(rebasing: bytes[range])
          let slash = text.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
          let score = FuzzyMatch.quickScore(query, text, nameStart: slash)
          guard score > least else { continue }
          best.append((index, score))
          guard best.count >= 2 * Self.weighed else { continue }
          best.sort { ($0.score, -$0.index) > ($1.score, -$1.index) }
          best.removeSubrange(Self.weighed...)
          least = best.last?.score ?? .min
        }
      }
    }
    return best.sorted { ($0.score, -$0.index) > ($1.score, -$1.index) }.prefix(Self.weighed)
      .map(\.index)
  }

  /// What lies in `directory` itself: directories first, then by name.
  private func children(
    of directory: ArraySlice<UInt8>, in list: PathList, hidden: Bool, limit: Int
  ) -> [Match] {
    let prefix = directory.isEmpty ? [] : Array(directory) + [0x2F]
    var found: [Match] = []
    for index in 0..<list.count where hidden || !list.isHidden(index) {
      let path = list.bytes[list.range(of: index)]
      guard path.count > prefix.count, path.starts(with: prefix),
        !path[(path.startIndex + prefix.count)...].contains(0x2F)
      else { continue }
      found.append(Match(path: list[index], isDirectory: list.isDirectory(index)))
    }
    found.sort { first, second in
      first.isDirectory != second.isDirectory ? first.isDirectory : first.path < second.path
    }
    return Array(found.prefix(limit))
  }
}

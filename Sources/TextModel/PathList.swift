/// Paths below one directory, in one array of bytes: a hundred thousand of them
/// are looked through without following a pointer each.
///
/// Invariants: `ends` ascends and its last is `bytes.count`; all columns have
/// one element a path. A path is valid UTF-8 without control characters and
/// without a slash at its end.
public struct PathList: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  /// Which letters a path has, a bit each: most are ruled out by that alone.
  private(set) var letters: [UInt64] = []
  private var kinds: [Kind] = []

  private struct Kind: OptionSet {
    let rawValue: UInt8
    static let directory = Kind(rawValue: 1)
    static let hidden = Kind(rawValue: 2)
  }

  /// An empty list.
  public init() {}

  /// Paths in it.
  public var count: Int { ends.count }

  /// Bytes of all paths together.
  public var byteCount: Int { bytes.count }

  /// Adds a path. `isHidden`: a name in it begins with a dot.
  public mutating func append(_ path: some Sequence<UInt8>, isDirectory: Bool, isHidden: Bool) {
    var mask: UInt64 = 0
    for byte in path {
      bytes.append(byte)
      mask |= Self.bit(of: FuzzyMatch.lower(byte))
    }
    ends.append(bytes.count)
    letters.append(mask)
    var kind: Kind = []
    if isDirectory { kind.insert(.directory) }
    if isHidden { kind.insert(.hidden) }
    kinds.append(kind)
  }

  /// The path of `index`.
  public subscript(index: Int) -> String {
    String(decoding: bytes[range(of: index)], as: UTF8.self)
  }

  /// Whether the path of `index` is a directory's.
  public func isDirectory(_ index: Int) -> Bool { kinds[index].contains(.directory) }

  /// Whether a name in the path of `index` begins with a dot.
  public func isHidden(_ index: Int) -> Bool { kinds[index].contains(.hidden) }

  func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// The bit of a letter in small; what shares one is told apart later.
  static func bit(of byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
}

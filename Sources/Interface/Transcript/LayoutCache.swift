import Pattern
import TextModel

/// Rows of blocks near the viewport. Everything in it can be made again: a
/// frame from an empty cache equals one from a full cache.
///
/// It holds a compiled pattern too, which is why it stays on one thread.
public struct LayoutCache {
  /// Bytes of rows kept by default: about ten screens of 80×60 at 48 bytes a
  /// glyph, far below what the transcript's own text may take.
  public static let defaultMaximumBytes = 4 << 20

  struct Key: Hashable, Sendable {
    /// `AnswerPart.serial` or `TranscriptItem.serial`.
    var serial: Int
    var block: Int
    /// Whether these are the rows of the line that stands for it.
    var isFolded = false
    /// Of the lines only those that this matches have rows.
    var filter: FindPattern?
  }

  private struct Entry: Sendable {
    var block: LaidOutBlock
    var revision: Int
    var width: Int
    var lastUse: Int
  }

  private let maximumBytes: Int
  /// Patterns in use: whose matches are marked, and what a filter shows.
  private var expressions: [(pattern: FindPattern, compiled: RegularExpression?)] = []
  private static let maximumExpressions = 2
  private var entries: [Key: Entry] = [:]
  private var clock = 0
  /// Bytes of the rows now held.
  public private(set) var byteCount = 0
  /// Blocks laid out since the beginning: what a frame cost, for tests.
  public private(set) var layoutCount = 0
  /// Rows laid out since the beginning.
  public private(set) var rowCount = 0

  /// An empty cache of at most `maximumBytes`; one block larger than that is
  /// kept alone.
  public init(maximumBytes: Int = LayoutCache.defaultMaximumBytes) {
    self.maximumBytes = maximumBytes
  }

  /// The rows of a block, laid out by `make` unless they are here already.
  mutating func block(
    _ key: Key, revision: Int, width: Int, make: () -> LaidOutBlock
  ) -> LaidOutBlock {
    clock += 1
    if let entry = entries[key], entry.revision == revision, entry.width == width {
      entries[key]?.lastUse = clock
      return entry.block
    }
    let block = make()
    layoutCount += 1
    rowCount += block.rows.count
    if let old = entries[key] { byteCount -= old.block.byteCount }
    entries[key] = Entry(block: block, revision: revision, width: width, lastUse: clock)
    byteCount += block.byteCount
    if byteCount > maximumBytes { evict(keeping: key) }
    return block
  }

  /// What `pattern` compiles to, compiled once.
  mutating func expression(for pattern: FindPattern) -> RegularExpression? {
    if let known = expressions.first(where: { $0.pattern == pattern }) { return known.compiled }
    let compiled = try? pattern.compiled()
    if expressions.count >= Self.maximumExpressions { expressions.removeFirst() }
    expressions.append((pattern, compiled))
    return compiled
  }

  /// Drops what was used longest ago, down to three quarters of the bound, so
  /// that the sorting is paid for by many insertions.
  private mutating func evict(keeping kept: Key) {
    let oldestFirst = entries.sorted { $0.value.lastUse < $1.value.lastUse }
    for (key, entry) in oldestFirst where key != kept {
      guard byteCount > maximumBytes / 4 * 3 else { return }
      entries[key] = nil
      byteCount -= entry.block.byteCount
    }
  }
}

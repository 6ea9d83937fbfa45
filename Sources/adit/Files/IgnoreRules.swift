/// The patterns of one file, in their order; and of several files, which one
/// decides.
struct IgnoreRules: Hashable, Sendable {
  /// Bytes of one file of patterns that are read: far more than any has.
  static let maximumFileBytes = 1 << 20

  private let patterns: [IgnorePattern]

  var isEmpty: Bool { patterns.isEmpty }

  /// Reads a file as git does: a byte order mark and carriage returns before
  /// line ends do not count.
  init(file: [UInt8]) {
    var bytes = file[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    patterns = bytes.split(separator: 0x0A).compactMap { line in
      IgnorePattern(line: line.last == 0x0D ? line.dropLast() : line)
    }
  }

  /// Whether `path` is ignored by these patterns alone; the last one that fits
  /// says so. `nil`: none fits.
  func decides(_ path: ArraySlice<UInt8>, nameStart: Int, isDirectory: Bool) -> Bool? {
    for pattern in patterns.reversed()
    where pattern.matches(path, nameStart: nameStart, isDirectory: isDirectory) {
      return !pattern.isNegated
    }
    return nil
  }
}

/// The rules that hold in a directory: those of its own file before those of
/// the directories above, up to the repository's root; then the repository's
/// and the user's own. A list that grows at its front and shares its end.
final class IgnoreScope: Sendable {
  private let rules: IgnoreRules
  /// Bytes of a path, from the scan's root on, that lie before what the rules'
  /// patterns are compared with.
  private let baseLength: Int
  /// Put before a path where the rules lie above the scan's root.
  private let lead: [UInt8]
  private let outer: IgnoreScope?

  /// `lead`: the way from the rules' directory down to the scan's root, a
  /// slash at its end.
  init(_ rules: IgnoreRules, baseLength: Int, lead: [UInt8] = [], outer: IgnoreScope?) {
    self.rules = rules
    self.baseLength = baseLength
    self.lead = lead
    self.outer = outer
  }

  /// Whether `path`, from the scan's root on, is ignored.
  func ignores(_ path: [UInt8], nameStart: Int, isDirectory: Bool) -> Bool {
    var scope: IgnoreScope? = self
    while let current = scope {
      if let decision = current.decides(path, nameStart: nameStart, isDirectory: isDirectory) {
        return decision
      }
      scope = current.outer
    }
    return false
  }

  private func decides(_ path: [UInt8], nameStart: Int, isDirectory: Bool) -> Bool? {
    guard !lead.isEmpty else {
      return rules.decides(path[baseLength...], nameStart: nameStart, isDirectory: isDirectory)
    }
    let whole = lead + path
    return rules.decides(
      whole[...], nameStart: lead.count + nameStart, isDirectory: isDirectory)
  }
}

internal import CPCRE2

/// A compiled pattern: Perl's syntax over UTF-8.
///
/// It owns memory of the library and the place for one result, so it belongs
/// to one thread and is not `Sendable`; a pattern travels as its text.
public final class RegularExpression {
  /// Whether capitals and small letters are one.
  public enum Letters: Hashable, Sendable {
    case exact, either
    /// `either`, unless the pattern has a capital.
    case smart
  }

  /// Steps that one attempt may take: a few milliseconds. A pattern that
  /// needs more tries an exponential number of ways.
  static let maximumSteps: UInt32 = 200_000
  /// Memory that one match may take, KiB.
  static let maximumHeapKibibytes: UInt32 = 8 << 10
  /// Bytes of a pattern: nobody types more.
  static let maximumPatternBytes = 4 << 10
  /// Stack of compiled code: deep groups need more than the default 32 KiB.
  private static let machineStackBytes = (first: 32 << 10, most: 512 << 10)

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  /// Whether it is machine code.
  public let isMachineCode: Bool

  /// Compiles `pattern`. `machineCode`: worth its tens of microseconds where
  /// more than a screen is searched.
  public init(
    _ pattern: String, letters: Letters = .smart, machineCode: Bool = true
  ) throws(PatternProblem) {
    let bytes = Array(pattern.utf8)
    guard bytes.count <= Self.maximumPatternBytes else {
      throw .malformed(reason: "the pattern is too long", column: Self.maximumPatternBytes)
    }
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
    if letters == .either || letters == .smart && !Self.hasCapital(bytes) {
      options |= PCRE2_CASELESS
    }
    var error: Int32 = 0
    var offset = 0
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil) else {
      let before = String(decoding: bytes.prefix(max(0, offset)), as: UTF8.self)
      throw .malformed(
        reason: PatternLibrary.message(of: error), column: before.unicodeScalars.count + 1)
    }
    guard let data = pcre2_match_data_create_8(1, nil),
      let context = pcre2_match_context_create_8(nil)
    else {
      pcre2_code_free_8(code)
      throw .malformed(reason: "no memory for the pattern", column: 1)
    }
    self.code = code
    self.data = data
    self.context = context
    _ = pcre2_set_match_limit_8(context, Self.maximumSteps)
    _ = pcre2_set_depth_limit_8(context, Self.maximumSteps)
    _ = pcre2_set_heap_limit_8(context, Self.maximumHeapKibibytes)
    // Where the machine or the kernel allows no new code, the interpreter does
    // the same, slower.
    isMachineCode = machineCode && pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
    stack =
      isMachineCode
      ? pcre2_jit_stack_create_8(Self.machineStackBytes.first, Self.machineStackBytes.most, nil)
      : nil
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
    pcre2_code_free_8(code)
  }

  /// Whether a capital stands for itself in `pattern`; those behind a
  /// backslash name classes.
  static func hasCapital(_ pattern: [UInt8]) -> Bool {
    var unescaped: [UInt8] = []
    var index = 0
    while index < pattern.count {
      guard pattern[index] == UInt8(ascii: "\\") else {
        unescaped.append(pattern[index])
        index += 1
        continue
      }
      index += 2
      // `\p{Lu}`, `\x{E9}`, `\k{name}`.
      if index < pattern.count, pattern[index] == UInt8(ascii: "{") {
        index = (pattern[index...].firstIndex(of: UInt8(ascii: "}")) ?? pattern.count - 1) + 1
      }
    }
    return String(decoding: unescaped, as: UTF8.self).contains { $0.isUppercase }
  }

  /// The first match in `subject` at or behind byte `start`; it may be empty.
  /// Bytes that are not UTF-8 match nothing.
  public func firstMatch(
    in subject: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) throws(PatternProblem) -> Range<Int>? {
    guard start >= 0, start <= subject.count else { return nil }
    let result = pcre2_match_8(
      code, subject.baseAddress, subject.count, start, 0, data, context)
    guard result >= 0 else {
      switch result {
      case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
        PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_NOMEMORY:
        throw .tooCostly
      default: return nil
      }
    }
    guard let bounds = pcre2_get_ovector_pointer_8(data) else { return nil }
    // `\K` in a look-ahead puts the start behind the end.
    guard bounds[0] <= bounds[1], bounds[1] <= subject.count else { return nil }
    return bounds[0]..<bounds[1]
  }

  /// The matches in `subject` that hold something, none over another, at most
  /// `limit`.
  public func matches(
    in subject: UnsafeBufferPointer<UInt8>, limit: Int = .max
  ) throws(PatternProblem) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while found.count < limit, let match = try firstMatch(in: subject, from: start) {
      if match.isEmpty {
        start = max(start, match.upperBound) + 1
        while start < subject.count, subject[start] & 0xC0 == 0x80 { start += 1 }
      } else {
        found.append(match)
        start = max(start, match.upperBound)
      }
      if start > subject.count { break }
    }
    return found
  }

  /// As `matches` of the bytes of `subject`, counted from its start.
  public func matches(
    in subject: ArraySlice<UInt8>, limit: Int = .max
  ) throws(PatternProblem) -> [Range<Int>] {
    let result: Result<[Range<Int>], PatternProblem> = subject.withUnsafeBufferPointer { bytes in
      do throws(PatternProblem) {
        return .success(try matches(in: bytes, limit: limit))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// As `matches` of `subject`.
  public func matches(
    in subject: [UInt8], limit: Int = .max
  ) throws(PatternProblem) -> [Range<Int>] {
    try matches(in: subject[...], limit: limit)
  }

  /// As `matches` of the UTF-8 bytes of `text`.
  public func matches(in text: String) throws(PatternProblem) -> [Range<Int>] {
    try matches(in: Array(text.utf8))
  }
}

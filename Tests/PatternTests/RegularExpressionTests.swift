import Pattern
import Testing

/// Compiling and matching, with machine code and without.
@Suite struct RegularExpressionTests {
  @Test(
    arguments: [
      ("frame", "the last Frame", [9..<14]), ("Frame", "the last frame", []),
      ("a", "aAa", [0..<1, 1..<2, 2..<3]), ("aa", "aaaa", [0..<2, 2..<4]),
      ("日", "x日本", [1..<4]), ("[0-9]+", "a12b345", [1..<3, 4..<7]),
      ("x*", "axxb", [1..<3]), ("^b", "ab", []), ("é", "É", [0..<2]),
      (#"\bfoo\b"#, "foo food foo", [0..<3, 9..<12]), (#"\Sx"#, "AX ax", [0..<2, 3..<5]),
      (#"\p{Lu}"#, "aB", [1..<2]), ("", "abc", []), ("a", "", []), ("日*", "日", [0..<3]),
    ], [true, false])
  func matches(example: (String, String, [Range<Int>]), machineCode: Bool) throws {
    let expression = try RegularExpression(example.0, machineCode: machineCode)
    #expect(try expression.matches(in: example.1) == example.2)
    #expect(machineCode || !expression.isMachineCode)
  }

  @Test(arguments: [
    ("a(b", PatternProblem.malformed(reason: "missing closing parenthesis", column: 4)),
    (
      "日[",
      .malformed(reason: "missing terminating ] for character class", column: 3)
    ),
    ("*", .malformed(reason: "quantifier does not follow a repeatable item", column: 1)),
  ])
  func tellsWhatIsWrong(pattern: String, problem: PatternProblem) {
    #expect(throws: problem) { try RegularExpression(pattern) }
  }

  @Test func aProblemIsASentence() {
    let problem = PatternProblem.malformed(reason: "missing closing parenthesis", column: 4)
    #expect(problem.sentence == "missing closing parenthesis at column 4")
  }

  /// An exponential pattern ends with a problem, whoever runs it.
  @Test(arguments: [true, false])
  func aCatastrophicPatternEnds(machineCode: Bool) throws {
    let expression = try RegularExpression("(a+)+$", machineCode: machineCode)
    let text = String(repeating: "a", count: 5_000) + "b"
    #expect(throws: PatternProblem.tooCostly) { try expression.matches(in: text) }
    // The object is as good as new.
    #expect(try expression.matches(in: "baa") == [1..<3])
  }

  @Test(arguments: [true, false])
  func bytesThatAreNotTextMatchNothing(machineCode: Bool) throws {
    let expression = try RegularExpression(".b", machineCode: machineCode)
    #expect(try expression.matches(in: [0xFF, 0x62, 0x61, 0x62, 0xC3]) == [2..<4])
  }

  @Test func aSliceCountsFromItsStart() throws {
    let bytes = Array("abcabc".utf8)
    #expect(try RegularExpression("c").matches(in: bytes[3...]) == [2..<3])
    #expect(try RegularExpression("c").matches(in: bytes, limit: 1) == [2..<3])
  }

  @Test(arguments: [
    (RegularExpression.Letters.exact, []), (.either, [0..<1]), (.smart, [0..<1]),
  ])
  func letters(letters: RegularExpression.Letters, expected: [Range<Int>]) throws {
    #expect(try RegularExpression("a", letters: letters).matches(in: "A") == expected)
  }

  /// PCRE2 refuses what would end a match before its start.
  @Test func aMatchNeverEndsBeforeItsStart() {
    #expect(throws: PatternProblem.self) { _ = try RegularExpression(#"(?=ab\K)"#) }
  }
}

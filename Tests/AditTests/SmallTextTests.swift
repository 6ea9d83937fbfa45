import Engine
import Testing
import Wire

@testable import adit

@Suite struct DecimalNumberTests {
  @Test(arguments: [("0.5", 0.5), ("3", 3), ("1e-3", 0.001), ("-2", -2)])
  func reads(text: String, number: Double) { #expect(DecimalNumber.parse(text) == number) }

  @Test(arguments: ["", "nan", "inf", "0x10", "1,5", "one", "1e999", "."])
  func refuses(text: String) { #expect(DecimalNumber.parse(text) == nil) }
}

@Suite struct TextWrapTests {
  @Test func wrapsAtWords() {
    #expect(TextWrap.lines("aa bb ccc dddddd e", width: 5) == ["aa bb", "ccc", "dddddd", "e"])
    #expect(TextWrap.entry("-x", "one two", column: 5, width: 9) == "-x   one\n     two\n")
    #expect(TextWrap.entry("--long", "one", column: 5, width: 9) == "--long\n     one\n")
  }
}

@Suite struct PlainTableTests {
  @Test func columnsAreAsWideAsTheirWidestCell() {
    #expect(PlainTable.text([["a", "bb", ""], ["ccc", "d", "e"]]) == "a    bb\nccc  d   e\n")
  }
}

@Suite struct ExitCodeTests {
  @Test(arguments: [
    (ModelFailure.Kind.credentials, Int32(3)), (.service(status: 403, code: "AccessDenied"), 3),
    (.service(status: 401, code: ""), 3), (.service(status: 408, code: ""), 4),
    (.service(status: 429, code: "Throttling"), 4), (.service(status: 503, code: ""), 4),
    (.service(status: 400, code: ""), 1), (.connection, 4), (.brokenConnection, 4),
    (.timedOut, 4),
    (.incompleteStream, 1), (.protocolViolation, 1), (.invalidRequest, 2), (.cancelled, 130),
  ])
  func ofAFailure(kind: ModelFailure.Kind, code: Int32) {
    #expect(ExitCode(of: ModelFailure(kind: kind, message: "m")).rawValue == code)
  }
}

@Suite struct RunIdentifiersTests {
  @Test func areUUIDsThatFollowFromTheSeed() {
    var one = RunIdentifiers(seed: 1)
    var same = RunIdentifiers(seed: 1)
    let ids = (0..<3).map { _ in one.next() }
    #expect(ids == (0..<3).map { _ in same.next() })
    #expect(Set(ids + [one.session, RunIdentifiers(seed: 2).session]).count == 5)
    for id in ids {
      let parts = id.split(separator: "-")
      #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
      #expect(parts[2].hasPrefix("4") && "89ab".contains(parts[3].prefix(1)))
    }
  }
}

import Testing

@testable import adit

@Suite struct CommaSeparatedTests {
  @Test func cellsAreQuotedWhereTheyMustBe() {
    #expect(
      CommaSeparated.record(["a", "", "b,c", "say \"x\"", "two\nlines", "cr\r", "ö"])
        == "a,,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\"cr\r\",ö\r\n")
  }
}

import Testing

/// `Tests/README.md` names the test of every row of the specification; each of
/// them must be there.
@Suite struct SpecificationRowsTests {
  /// `CatalogueTests.isStoppedAndExplained` of a line, as suite and test.
  private static func names(in line: String) -> [(suite: String, test: String)] {
    let quoted = line.split(separator: "`", omittingEmptySubsequences: false)
    // Every second piece stands between a pair of marks.
    return quoted.indices.filter { $0 % 2 == 1 }.compactMap { index in
      let parts = quoted[index].split(separator: ".").map(String.init)
      guard parts.count >= 2, parts[0].hasSuffix("Tests"), !quoted[index].contains("/"),
        parts.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber } })
      else { return nil }
      return (parts[parts.count - 2], parts[parts.count - 1])
    }
  }

  @Test func everyNamedTestIsThere() {
    let rows = SourceTree.text("Tests/README.md").split(separator: "\n")
      .filter { $0.hasPrefix("| ") }.flatMap { Self.names(in: String($0)) }
    // The table of folders names none; the rows name more than a hundred.
    #expect(rows.count > 100)
    let texts = HouseRuleTests.tests.map(SourceTree.text)
    for (suite, test) in rows {
      let isThere = texts.contains { text in
        text.contains("struct \(suite) ") && text.contains("func \(test)(")
      }
      #expect(isThere, "\(suite).\(test)")
    }
  }
}

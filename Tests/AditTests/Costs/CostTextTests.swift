import Engine
import Store
import Testing
import TextModel

@testable import adit

@Suite struct CostTextTests {
  private let unicode = CostText(isUnicode: true)
  private let plain = CostText(isUnicode: false)

  private func sum(_ entries: LedgerEntry...) -> CostSum {
    var sum = CostSum()
    for entry in entries { sum.add(entry) }
    return sum
  }

  @Test func anAmountSaysWhatItIs() {
    let known = LedgerSamples.entry(cost: 1_230_000_001)
    let unknown = LedgerSamples.entry(cost: nil, input: 12_000, output: 345)
    let running = LedgerSamples.entry(.running, cost: 1)
    #expect(unicode.cost(sum(known)) == "$1.2300")
    #expect(unicode.fullCost(sum(known)) == "$1.230000001")
    #expect(unicode.cost(sum(unknown)) == "price unknown")
    #expect(unicode.fullCost(sum(unknown)) == "price unknown for 12,345 tok")
    #expect(unicode.cost(sum(known, unknown)) == "$1.2300 + unknown")
    #expect(
      unicode.fullCost(sum(known, unknown)) == "$1.230000001 + price unknown for 12,345 tok")
    #expect(unicode.cost(sum(running)) == "≥$0.000000001")
    #expect(plain.fullCost(sum(running)) == ">=$0.000000001")
    #expect(unicode.cost(sum()) == "$0.0000")
  }

  @Test func theMostIsToldWhereItIsKnown() {
    var cut = LedgerSamples.entry(.estimated, cost: 5)
    cut.isLowerBound = true
    #expect(unicode.upperBound(sum(cut)) == nil)
    cut.upperBound = NanoDollars(2_500_000_000)
    #expect(unicode.upperBound(sum(cut)) == "at most $2.5")
    #expect(unicode.upperBound(sum(cut), write: CostText.dollars) == "at most $2.5000")
    #expect(unicode.fullCost(sum(cut), write: CostText.dollars).hasPrefix("≥$"))
    #expect(unicode.upperBound(sum(LedgerSamples.entry())) == nil)
  }

  @Test(arguments: [
    (0, 8, "", ""), (1000, 8, "████████", "########"), (500, 8, "████", "####"),
    (1, 8, "▏", "#"), (520, 8, "████▏", "####"), (2000, 4, "████", "####"), (500, 0, "", ""),
  ])
  func barsAreCharacters(permille: Int, columns: Int, bar: String, ascii: String) {
    #expect(unicode.bar(permille: permille, columns: columns) == bar)
    #expect(plain.bar(permille: permille, columns: columns) == ascii)
  }

  @Test func labelsFitAndStayOnOneLine() {
    #expect(unicode.label("a\nb\tc", columns: 9) == "a b c")
    #expect(unicode.label("Größe überall", columns: 6) == "Größe…")
    #expect(plain.label("Größe überall", columns: 8) == "Gr??e...")
    #expect(TextLayout.width(of: unicode.label("漢字漢字", columns: 5)) <= 5)
  }

  @Test func partsAreRoundedAndNeverNothing() {
    #expect(
      [0, 1, 4, 5, 654, 1000].map(CostText.percent) == [
        "0 %", "<1 %", "<1 %", "1 %", "65 %", "100 %",
      ])
  }
}

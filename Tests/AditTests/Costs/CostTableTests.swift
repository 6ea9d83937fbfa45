import Engine
import Testing
import TextModel

@testable import adit

@Suite struct CostTableTests {
  private static let report: CostReport = {
    var first = LedgerSamples.entry(model: "claude-sonnet-5-5", cost: 4_000_000_000)
    first.usage = TokenUsage(
      input: 12_400, cacheWrite5m: 1_200, cacheWrite1h: 10, cacheRead: 81_000, output: 3_204)
    first.firstTokenMilliseconds = 912
    first.tokensPerSecondTenths = 834
    var cut = LedgerSamples.entry(.estimated, model: "claude-opus-5-5", cost: 1_000_000_000)
    cut.isLowerBound = true
    cut.upperBound = NanoDollars(2_000_000_000)
    let rows = [
      first, cut, LedgerSamples.entry(model: "acme.some-model-with-a-long-name", cost: nil),
    ].map { LedgerSamples.row($0) }
    return CostReport(of: rows, by: .model, in: LedgerSamples.calendar())
  }()

  private func lines(_ width: Int, isUnicode: Bool = true, _ report: CostReport) -> [String] {
    CostTable(report: report, text: CostText(isUnicode: isUnicode), width: width).lines()
  }

  @Test(arguments: 36...220)
  func everyLineFits(width: Int) {
    let lines = lines(width, Self.report)
    #expect(lines.allSatisfy { TextLayout.width(of: $0) <= width }, "\(lines)")
    // Names and amounts never leave.
    #expect(lines[1].contains("claude-s") && lines[1].contains("$4.0000"))
    #expect(lines[1].contains("████"))
  }

  @Test func aWideTerminalShowsEverything() {
    #expect(
      lines(160, Self.report) == [
        "model                                      cost                            share  req"
          + "  input  read  write 5m  write 1h  output   hit  first  tok/s",
        "claude-sonnet-5-5                       $4.0000  ████████████████████████   80 %    1"
          + "  12.4k   81k      1.2k        10    3.2k  86 %  0.9 s     83",
        "claude-opus-5-5                        ≥$1.0000  ██████                     20 %    1"
          + "    100                                10",
        "acme.some-model-with-a-long-name  price unknown                                     1"
          + "    100                                10",
        "",
        "total     ≥$5 + price unknown for 110 tok",
        "requests  3: 2 final, 1 estimated",
        "tokens    12,600 input · 81,000 read from cache · 1,200 written to it for 5 min · 10 for 1 h"
          + " · 3,224 output",
        "cache     85 % of the input was read from it",
        "speed     first token 0.9 s, 83 tok/s (medians)",
      ])
  }

  @Test func withoutUnicodeEveryCharacterIsASCII() {
    let rows = [LedgerSamples.row(LedgerSamples.entry(.running), title: "Größe")]
    let report = CostReport(of: rows, by: .session, in: LedgerSamples.calendar())
    let lines = lines(100, isUnicode: false, report)
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(lines)")
    #expect(lines.joined().contains(">=$1.0000") && lines[1].contains("####"))
  }
}

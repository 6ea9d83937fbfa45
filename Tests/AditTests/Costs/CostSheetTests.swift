import Engine
import Testing

@testable import adit

@Suite struct CostSheetTests {
  @Test func aRecordForEachGroupAndOneForAll() {
    let rows = [
      LedgerSamples.row(LedgerSamples.entry(cost: 5), title: "One, two"),
      LedgerSamples.row(LedgerSamples.entry(.running, cost: nil), session: nil),
    ]
    let report = CostReport(of: rows, by: .session, in: LedgerSamples.calendar())
    let lines = CostSheet.text(of: report).split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(
      lines[0].hasPrefix("session,title,requests,final,estimated,failed,running,input_tokens"))
    #expect(
      lines[1]
        == "aaaaaaaa-0000-4000-8000-000000000000,\"aaaaaaaa One, two\",1,1,0,0,0,100,0,0,0,10,"
        + "0.000000005,5,no,5,0,0,0,,")
    #expect(lines[2] == ",(no session),1,0,0,0,1,100,0,0,0,10,,,yes,,1,110,0,,")
    #expect(lines[3].hasPrefix("total,,2,1,0,0,1,200,0,0,0,20,0.000000005,5,yes,,1,110"))
    let columns = Set(
      lines.map {
        $0.replacingQuotedCommas.split(separator: ",", omittingEmptySubsequences: false).count
      })
    #expect(columns.count == 1)
  }
}

extension Substring {
  fileprivate var replacingQuotedCommas: String {
    var isQuoted = false
    return String(
      map { character in
        if character == "\"" { isQuoted.toggle() }
        return isQuoted && character == "," ? ";" : character
      })
  }
}

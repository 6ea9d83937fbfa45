import Bedrock
import Testing

@testable import Transport

struct ResponseHeadTests {
  private func steps(_ lines: [String]) -> [ResponseHeadParser.Step] {
    var parser = ResponseHeadParser()
    var steps: [ResponseHeadParser.Step] = []
    for line in lines { steps.append(parser.feed(Array(line.utf8))) }
    return steps.filter { $0 != .more }
  }

  @Test func namesAreLowerCasedAndValuesTrimmed() {
    #expect(
      steps([
        "HTTP/1.1 200 OK\r\n", "X-Amzn-RequestId:  7 \t\r\n", "Empty:\r\n", "A: b:c\r\n",
        "no colon\r\n", "\r\n",
      ]) == [
        .final(
          ResponseHead(
            status: 200,
            headers: [.init("x-amzn-requestid", "7"), .init("empty", ""), .init("a", "b:c")]))
      ])
  }

  @Test func foldedLinesContinueAValue() {
    #expect(
      steps([" lost\r\n", "HTTP/1.1 200\n", " lost\n", "A: b\n", "\tc \n", "\n"])
        == [.final(ResponseHead(status: 200, headers: [.init("a", "b c")]))])
  }

  @Test func interimHeadsAndTrailersAreSkipped() {
    #expect(
      steps([
        "HTTP/1.1 100 Continue\r\n", "\r\n", "HTTP/1.1 204 No\r\n", "\r\n", "Trailer: x\r\n",
        "\r\n",
      ]) == [.final(ResponseHead(status: 204, headers: []))])
  }

  @Test func theSizeIsBounded() {
    let line = "a: " + String(repeating: "b", count: 100_000)
    #expect(steps(["HTTP/1.1 200 OK\r\n", line, line, line]) == [.tooLarge])
  }

  @Test(arguments: [("Close", false), ("keep-alive", true)])
  func whetherTheConnectionStays(value: String, expected: Bool) {
    let head = ResponseHead(status: 200, headers: [.init("connection", value)])
    #expect(head.keepsConnection == expected)
  }
}

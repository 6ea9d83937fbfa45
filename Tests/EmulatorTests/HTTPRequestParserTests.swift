import TestSupport
import Testing

@testable import Emulator

@Suite struct HTTPRequestParserTests {
  static let text =
    "\r\nPOST /model/a%3Ab/converse?x=1 HTTP/1.1\r\nHost: h\r\nX-Two:  a  b \r\n"
    + "Content-Length: 5\r\n\r\nhello"
    + "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    + "3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
    + "HEAD / HTTP/1.0\r\n\r\nGET /last HTTP/1.1\nConnection: close\n\n"

  static let requests = [
    ReceivedRequest(
      method: "POST", target: "/model/a%3Ab/converse?x=1",
      headers: [
        EmulatorHeader("host", "h"), EmulatorHeader("x-two", "a  b"),
        EmulatorHeader("content-length", "5"),
      ], body: Array("hello".utf8), keepsAlive: true),
    ReceivedRequest(
      method: "POST", target: "/c", headers: [EmulatorHeader("transfer-encoding", "chunked")],
      body: Array("abc0123456789".utf8), keepsAlive: true),
    ReceivedRequest(method: "HEAD", target: "/", headers: [], body: [], keepsAlive: false),
    ReceivedRequest(
      method: "GET", target: "/last", headers: [EmulatorHeader("connection", "close")], body: [],
      keepsAlive: false),
  ]

  private func parse(_ parts: [ArraySlice<UInt8>]) throws -> [ReceivedRequest] {
    var parser = HTTPRequestParser()
    var out: [ReceivedRequest] = []
    for part in parts {
      parser.append(part)
      while let request = try parser.next() { out.append(request) }
    }
    return out
  }

  @Test func wholeAndByteByByte() throws {
    let bytes = Array(Self.text.utf8)
    #expect(try parse([bytes[...]]) == Self.requests)
    #expect(try parse(bytes.indices.map { bytes[$0...$0] }) == Self.requests)
  }

  @Test func everySplitInTwo() throws {
    let bytes = Array(Self.text.utf8)
    for cut in 0...bytes.count {
      #expect(try parse([bytes[..<cut], bytes[cut...]]) == Self.requests)
    }
  }

  @Test(arguments: [
    ("GET /\r\n\r\n", 400), ("GET x HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400), ("GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400),
    ("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n7fffffff\r\n", 400),
    ("GET / HTTP/1.1\r\nx: " + String(repeating: "y", count: 70_000), 431),
  ])
  func refused(text: String, status: Int) {
    #expect { try parse([Array(text.utf8)[...]]) } throws: { error in
      (error as? HTTPRequestParser.Failure)?.status == status
    }
  }

  @Test func expectIsSeenBeforeTheBody() throws {
    var parser = HTTPRequestParser()
    parser.append(
      Array("POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 1\r\n\r\n".utf8)[...])
    #expect(try parser.next() == nil)
    #expect(parser.expectsContinue)
  }
}

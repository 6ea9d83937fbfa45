import TestSupport
import Testing
import Wire

@testable import Emulator

/// Each fault over a real socket.
@Suite struct EmulatorFaultsTests {
  typealias Harness = EmulatorHarness

  static let text = "one two three four 日本語 five six seven"

  private func harness(_ change: (inout EmulatorFaults) -> Void) throws -> Harness {
    var faults = EmulatorFaults()
    change(&faults)
    return try Harness([.init(.message(.init([.text(Self.text)])), times: nil, faults: faults)])
  }

  private func types(_ answer: RawAnswer) -> [String] {
    answer.nativeEvents.map { $0["type"]?.string ?? "" }
  }

  @Test(arguments: [0, 2]) func exception(token: Int) throws {
    let harness = try harness {
      $0.exception = .init(token: token, name: "throttlingException", message: "Too many tokens")
    }
    let (answer, _) = try harness.stream()
    #expect(answer.status == 200 && answer.isComplete)
    let last = try #require(answer.frames.good.last)
    #expect(last.header(":message-type") == "exception")
    #expect(last.header(":exception-type") == "throttlingException")
    #expect(last.json == ["message": "Too many tokens"])
    #expect(
      types(answer)
        == (token == 0
          ? []
          : ["message_start", "content_block_start", "content_block_delta", "content_block_delta"]))
    #expect(harness.server.requests[0].outcome == .cutOff)
  }

  @Test func unmodelledError() throws {
    let harness = try harness {
      $0.exception = .init(
        token: 1, name: "InternalServerError", message: "oops", isUnmodelled: true)
    }
    let last = try #require(try harness.stream().answer.frames.good.last)
    #expect(last.header(":message-type") == "error")
    #expect(last.header(":error-code") == "InternalServerError")
  }

  @Test(arguments: [EmulatorFaults.Checksum.prelude, .message])
  func damagedChecksum(checksum: EmulatorFaults.Checksum) throws {
    let harness = try harness {
      $0.damagedFrame = 2
      $0.damagedChecksum = checksum
    }
    let frames = try harness.stream().answer.frames
    #expect(frames.damaged == 1)
  }

  @Test(arguments: [0, 1, 100, 700]) func truncation(byte: Int) throws {
    let harness = try harness { $0.truncateAtByte = byte }
    let (answer, wasReset) = try harness.stream()
    #expect(!wasReset && !answer.isComplete)
    #expect(answer.body.count == byte)
  }

  @Test(arguments: [0, 1, 100, 700]) func cleanEndInTheMiddle(byte: Int) throws {
    let harness = try harness { $0.endAtByte = byte }
    let (answer, _) = try harness.stream()
    #expect(answer.isComplete)
    #expect(answer.body.count == byte)
  }

  @Test func withoutTerminator() throws {
    let harness = try harness { $0.omitsTerminator = true }
    let (answer, _) = try harness.stream()
    #expect(answer.isComplete)
    #expect(types(answer).last == "content_block_stop")
  }

  @Test func reset() throws {
    let harness = try harness { $0.resetAfterTokens = 1 }
    #expect(try harness.stream().wasReset)
    #expect(harness.server.requests[0].outcome == .cutOff)
  }

  @Test func stallEndsWhenTheClientLeaves() throws {
    let harness = try harness { $0.stallAfterTokens = 2 }
    var client: RawClient? = try harness.client()
    client?.send(
      Harness.request(
        "/model/\(Harness.sonnet)/invoke-with-response-stream", body: Harness.native("hi")))
    #expect(client?.receive()?.isEmpty == false)
    client = nil
    let isSeen = harness.server.waitForRequests(
      timeoutMilliseconds: Harness.patienceMilliseconds
    ) { requests in
      if case .closedByClient = requests[0].outcome { true } else { false }
    }
    #expect(isSeen)
    #expect(harness.server.requests[0].tokensSent == 2)
  }

  @Test func clientLeavesBetweenTokens() throws {
    let harness = try Harness(tokensPerSecond: 1)
    var client: RawClient? = try harness.client()
    client?.send(
      Harness.request(
        "/model/\(Harness.sonnet)/invoke-with-response-stream", body: Harness.native("tour")))
    #expect(client?.receive()?.isEmpty == false)
    client = nil
    let isSeen = harness.server.waitForRequests(
      timeoutMilliseconds: Harness.patienceMilliseconds
    ) { requests in
      if case .closedByClient = requests[0].outcome { true } else { false }
    }
    #expect(isSeen)
  }

  @Test func stopEndsAStall() throws {
    let harness = try harness { $0.stallAfterTokens = 0 }
    let client = try harness.client()
    client.send(
      Harness.request(
        "/model/\(Harness.sonnet)/invoke-with-response-stream", body: Harness.native("hi")))
    #expect(client.receive()?.isEmpty == false)
    harness.server.stop()
    _ = client.receiveAll()
    #expect(RawClient(port: harness.port) == nil)
  }

  @Test(arguments: [
    EmulatorFaults.WriteSizes.cycle([1]), .cycle([3, 1, 7]), .random(seed: 42, maximum: 9),
  ])
  func splits(sizes: EmulatorFaults.WriteSizes) throws {
    let whole = try harness { _ in }.stream().answer
    let split = try harness { $0.writeSizes = sizes }.stream().answer
    #expect(split.isComplete)
    #expect(types(split) == types(whole))
    #expect(split.chunks.count > 100)
    #expect(
      split.nativeEvents.compactMap { $0["delta"]?["text"]?.string }.joined() == Self.text)
  }

  @Test func contentTypes() throws {
    let wrong = try harness { $0.contentType = "text/html" }.stream().answer
    #expect(wrong.headers["content-type"] == "text/html")
    let missing = try harness { $0.contentType = "" }.stream().answer
    #expect(missing.headers["content-type"] == nil)
    #expect(types(missing).last == "message_stop")
  }

  @Test func htmlAnswer() throws {
    let harness = try Harness([
      .init(.raw(status: 502, contentType: "text/html", body: Array("<html>Bad</html>".utf8)))
    ])
    let (answer, _) = try harness.stream()
    #expect(answer.status == 502 && answer.text == "<html>Bad</html>")
  }

  @Test func replaysARecordingInPieces() throws {
    let recorded = try #require(Vectors.frame("native_full_stream.bin"))
    var faults = EmulatorFaults()
    faults.writeSizes = .cycle([5])
    let harness = try Harness([
      .init(
        .raw(
          status: 200, contentType: "application/vnd.amazon.eventstream", body: recorded),
        faults: faults)
    ])
    let (answer, _) = try harness.stream()
    #expect(answer.body == recorded && answer.chunks.allSatisfy { $0 <= 5 })
  }

  @Test func failureInsideServerSentEvents() throws {
    let harness = try harness {
      $0.exception = .init(token: 1, name: "overloaded_error", message: "Overloaded")
    }
    let answer = try harness.exchange(
      Harness.request(
        "/v1/messages", body: Harness.messages("hi", streams: true),
        headers: ["x-api-key: k", "anthropic-version: 2023-06-01"])
    ).answer
    #expect(
      answer.serverSentEvents.last
        == ["type": "error", "error": ["type": "overloaded_error", "message": "Overloaded"]])
  }
}

import Emulator
import Testing

/// An emulator on a free port, and requests to it by hand.
final class EmulatorHarness {
  static let sonnet = "us.anthropic.claude-sonnet-5-5"
  /// Longest wait for something that should happen at once.
  static let patienceMilliseconds = 20_000

  let server: EmulatorServer
  let port: UInt16

  init(
    _ steps: [EmulatorScript.Step] = [], tokensPerSecond: Int = 0,
    configure: (inout EmulatorConfiguration) -> Void = { _ in }
  ) throws {
    var configuration = EmulatorConfiguration()
    configuration.script = EmulatorScript(steps)
    configuration.tokensPerSecond = tokensPerSecond
    configure(&configuration)
    server = EmulatorServer(configuration)
    port = try server.start()
  }

  deinit { server.stop() }

  func client() throws -> RawClient { try #require(RawClient(port: port)) }

  /// A request whose connection closes after the answer.
  static func request(
    _ path: String, body: String, method: String = "POST",
    headers: [String] = ["authorization: Bearer demo"], keepsAlive: Bool = false
  ) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "host: 127.0.0.1", "content-type: application/json"]
    lines += headers
    if !keepsAlive { lines.append("connection: close") }
    lines.append("content-length: \(body.utf8.count)")
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  static func native(_ prompt: String, maxTokens: Int = 100_000) -> String {
    """
    {"anthropic_version":"bedrock-2023-05-31","max_tokens":\(maxTokens),\
    "messages":[{"role":"user","content":[{"type":"text","text":"\(prompt)"}]}]}
    """
  }

  static func converse(_ prompt: String) -> String {
    #"{"messages":[{"role":"user","content":[{"text":"\#(prompt)"}]}]}"#
  }

  static func messages(_ prompt: String, streams: Bool) -> String {
    """
    {"model":"claude-sonnet-5-5","max_tokens":1000,"stream":\(streams),\
    "messages":[{"role":"user","content":"\(prompt)"}]}
    """
  }

  /// Sends one request over a connection of its own and reads to its end.
  func exchange(_ request: String) throws -> (answer: RawAnswer, wasReset: Bool) {
    let client = try client()
    client.send(request)
    let (bytes, wasReset) = client.receiveAll()
    return (RawAnswer(bytes), wasReset)
  }

  /// The native stream's answer to a prompt.
  func stream(_ prompt: String = "hi") throws -> (answer: RawAnswer, wasReset: Bool) {
    try exchange(
      Self.request(
        "/model/\(Self.sonnet)/invoke-with-response-stream", body: Self.native(prompt)))
  }
}

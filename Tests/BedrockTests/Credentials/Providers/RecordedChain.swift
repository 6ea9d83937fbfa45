import Bedrock
import Engine
import Synchronization
import TestSupport
import Wire

/// One folder of the published provider vectors: environment, files, traffic
/// and the expected result.
struct RecordedChain {
  let environment: [String: String]
  let files: MemoryFiles
  let traffic: RecordedTraffic
  let result: JSONValue

  init?(_ folder: String) {
    guard let environment = Self.json(folder + "/env.json"),
      let test = Self.json(folder + "/test-case.json"), let result = test["result"],
      let traffic = Self.json(folder + "/http-traffic.json"),
      let exchanges = RecordedTraffic(traffic)
    else { return nil }
    var variables: [String: String] = [:]
    for member in environment.object?.members ?? [] {
      variables[member.name] = member.value.string
    }
    self.environment = variables
    self.result = result
    self.traffic = exchanges
    files = MemoryFiles()
    for path in Self.files(below: folder + "/fs", as: "") {
      files.write(path, TestData.readText(folder + "/fs" + path))
    }
  }

  static func json(_ path: String) -> JSONValue? {
    TestData.read(path).flatMap { try? JSONValue(parsing: $0) }
  }

  /// Paths below `folder`, as the vector's own root sees them. A name that
  /// cannot be listed is a file.
  private static func files(below folder: String, as root: String) -> [String] {
    TestData.names(in: folder + root).flatMap { name -> [String] in
      let path = "\(root)/\(name)"
      let inner = files(below: folder, as: path)
      return inner.isEmpty ? [path] : inner
    }
  }
}

/// Recorded requests and their answers, each once and in order. Signatures,
/// dates and session names differ between programs and are not compared, nor
/// are session tokens, which were edited after the recording.
final class RecordedTraffic: HTTPTransport {
  struct Exchange: Sendable {
    var method: String, uri: String
    var headers: [String: String]
    var body: String
    var answer: HTTPDocument
  }

  /// Headers that carry what a service decides by.
  private static let comparedHeaders = [
    "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token", "x-aws-ec2-metadata-token-ttl-seconds",
  ]

  private let rest: Mutex<[Exchange]>
  private let wrong = Mutex<[String]>([])

  init?(_ traffic: JSONValue) {
    guard let events = traffic["events"]?.array else { return nil }
    var exchanges: [Exchange] = []
    for event in events {
      guard let action = event["action"] else { return nil }
      if let request = action["Request"]?["request"] {
        exchanges.append(
          Exchange(
            method: request["method"]?.string ?? "", uri: request["uri"]?.string ?? "",
            headers: Self.headers(request["headers"]), body: "", answer: HTTPDocument(0)))
      } else if let response = action["Response"]?["response"] {
        let ok = response["Ok"]
        exchanges[exchanges.count - 1].answer.status = ok?["status"]?.int ?? 0
      } else if let data = action["Data"], let text = data["data"]?["Utf8"]?.string {
        if data["direction"]?.string == "Request" {
          exchanges[exchanges.count - 1].body += text
        } else {
          exchanges[exchanges.count - 1].answer.body += Array(text.utf8)
        }
      }
    }
    rest = Mutex(exchanges)
  }

  /// What was sent otherwise than recorded, and what was not sent.
  var differences: [String] {
    wrong.withLock { $0 } + rest.withLock { $0.map { "not sent: \($0.method) \($0.uri)" } }
  }

  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    guard let exchange = rest.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      wrong.withLock { $0.append("not recorded: \(request.method) \(request.url)") }
      throw HTTPFailure(.refused, "Nothing more was recorded.")
    }
    let found = Self.differences(request, exchange)
    wrong.withLock { $0 += found }
    // The recorder writes 0 for "no answer came".
    guard exchange.answer.status > 0 else { throw HTTPFailure(.reset, "The recording breaks off.") }
    return HTTPResponse(
      status: exchange.answer.status, headers: [],
      body: FakeBody(
        chunks: exchange.answer.body.isEmpty ? [] : [exchange.answer.body], end: nil,
        cancellations: Cancellations()))
  }

  func prewarm(url: String) {}

  private static func differences(_ request: HTTPRequest, _ exchange: Exchange) -> [String] {
    var found: [String] = []
    if request.method != exchange.method { found.append("method \(request.method)") }
    if normal(request.url) != normal(exchange.uri) {
      found.append("\(request.url), recorded \(exchange.uri)")
    }
    var sent: [String: String] = [:]
    for header in request.headers { sent[header.name.lowercased()] = header.value }
    for name in comparedHeaders where sent[name] != exchange.headers[name] {
      found.append("\(name): \(sent[name] ?? "none")")
    }
    let signed = exchange.headers["authorization"]?.hasPrefix("AWS4-HMAC-SHA256") == true
    if signed != (sent["authorization"]?.hasPrefix("AWS4-HMAC-SHA256") == true) {
      found.append("authorization")
    }
    let body = String(decoding: request.body, as: UTF8.self)
    if !exchange.body.isEmpty, fields(body) != fields(exchange.body) {
      found.append("body \(body)")
    }
    return found
  }

  /// Without the order of the query and the slash after a bare host.
  private static func normal(_ uri: String) -> String {
    let halves = uri.split(separator: "?", maxSplits: 1)
    let path = String(halves.first ?? "")
    let query = halves.count > 1 ? halves[1].split(separator: "&").sorted() : []
    let root = path.split(separator: "/").count <= 2 && !path.hasSuffix("/") ? path + "/" : path
    return ([root] + query.map(String.init)).joined(separator: "&")
  }

  private static func fields(_ body: String) -> [String] {
    body.split(separator: "&").map { PercentEncoding.decode(String($0)) }
      .map { isEdited($0, in: body) ? String($0.prefix { $0 != "=" }) : $0 }.sorted()
  }

  /// Role and token of web identities were edited in the recordings, and in
  /// the files otherwise.
  private static func isEdited(_ field: String, in body: String) -> Bool {
    field.hasPrefix("RoleSessionName=")
      || body.contains("WithWebIdentity") && !field.hasPrefix("Action=")
  }

  private static func headers(_ value: JSONValue?) -> [String: String] {
    var headers: [String: String] = [:]
    for member in value?.object?.members ?? [] {
      headers[member.name.lowercased()] = member.value[0]?.string
    }
    return headers
  }
}

internal import Engine
internal import Transport
internal import Wire

/// What one small request to a model brought.
struct ModelProbe: Equatable, Sendable {
  var modelKey: String
  var latencyMilliseconds = 0
  var firstByteMilliseconds: Int?
  var usage = TokenUsage()
  /// `nil`: price unknown.
  var cost: NanoDollars?
  var requestID: String?
  /// `nil`: it answered.
  var failure: ModelFailure?
  /// What the stream should call itself; `nil`: not a stream.
  var expectedContentType: String?
  /// What it did, in lower case.
  var contentType = ""
  /// Whether the stream came with its length, which nobody knows who streams.
  var isBuffered = false

  /// The probe as JSON.
  var json: JSONValue {
    var object = JSONObject([
      "model": .of(modelKey), "status": failure == nil ? "ok" : "failed",
      "latency_ms": .of(latencyMilliseconds),
      "first_byte_ms": firstByteMilliseconds.map { .of($0) },
    ])
    if let failure {
      object["error"] = .of(failure.message)
      if let remedy = failure.remedy { object["remedy"] = .of(remedy) }
    } else {
      object["input_tokens"] = .of(usage.prompt)
      object["output_tokens"] = .of(usage.output)
      object["cost_usd"] = cost.flatMap { try? JSONValue(parsing: Array($0.decimal.utf8)) } ?? .null
    }
    if let id = requestID ?? failure?.requestID { object["request_id"] = .of(id) }
    return .object(object)
  }
}

/// Whether the service keeps prompts.
enum CachingOutcome: Equatable, Sendable {
  /// The model of that name has no cache.
  case unsupported(String)
  /// What trying would cost; `nil`: price unknown.
  case notTried(NanoDollars?)
  /// Tokens that the second request read from the cache.
  case engaged(Int)
  case notEngaged
  case failed(ModelFailure)
}

/// How long each step of a transfer took, for people.
struct TransferSummary: Equatable, Sendable {
  var status: Int
  var totalMicroseconds: Int
  var nameLookupMicroseconds = 0
  var connectMicroseconds = 0
  var tlsMicroseconds = 0

  /// A step that would be shown as 0.0 ms was none: the host is an address.
  private static let shownMicroseconds = 50

  /// `status 404 after 84.2 ms (DNS 12.0, TCP 30.1, TLS 60.0 ms)`.
  var text: String {
    let steps = [
      ("DNS", nameLookupMicroseconds), ("TCP", connectMicroseconds), ("TLS", tlsMicroseconds),
    ].filter { $0.1 >= Self.shownMicroseconds }.map { "\($0.0) \(Self.milliseconds($0.1))" }
    let detail = steps.isEmpty ? "" : " (\(steps.joined(separator: ", ")) ms)"
    return "status \(status) after \(Self.milliseconds(totalMicroseconds)) ms\(detail)"
  }

  private static func milliseconds(_ microseconds: Int) -> String {
    let tenths = (microseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10)"
  }
}

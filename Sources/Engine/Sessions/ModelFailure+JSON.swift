internal import Wire

extension ModelFailure {
  /// As it is kept.
  var json: JSONValue {
    var object = JSONObject()
    object["kind"] = .string(kind.word)
    if case .service(let status, let code) = kind {
      object["status"] = JSONValue(status)
      object["code"] = .string(code)
    }
    object.add("retry", retry.json)
    object["message"] = .string(message)
    object.add("remedy", remedy)
    object.add("service_message", serviceMessage)
    object.add("request_id", requestID)
    object.add("retry_after_ms", retryAfterMilliseconds)
    object.add("retry_after_leeway_ms", retryAfterLeewayMilliseconds)
    object.add("leaves_out_prompt", if: leavesOutPrompt)
    return .object(object)
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let word = json["kind"]?.string, let message = json["message"]?.string else { return nil }
    let status = json["status"]?.int ?? 0
    self.init(
      kind: Kind(word: word, status: status, code: json["code"]?.string ?? ""),
      retry: RetryClass(json: json["retry"]), message: message, remedy: json["remedy"]?.string,
      serviceMessage: json["service_message"]?.string, requestID: json["request_id"]?.string,
      retryAfterMilliseconds: KeptNumber.milliseconds(json["retry_after_ms"]),
      retryAfterLeewayMilliseconds: KeptNumber.milliseconds(json["retry_after_leeway_ms"]),
      leavesOutPrompt: json["leaves_out_prompt"]?.bool ?? false)
  }
}

extension ModelFailure.Kind {
  fileprivate var word: String {
    switch self {
    case .cancelled: "cancelled"
    case .connection: "connection"
    case .brokenConnection: "broken_connection"
    case .timedOut: "timed_out"
    case .service: "service"
    case .incompleteStream: "incomplete_stream"
    case .protocolViolation: "protocol_violation"
    case .credentials: "credentials"
    case .invalidRequest: "invalid_request"
    }
  }

  /// A word that is not known is a failure of the service: its sentence, which
  /// is what people read, is there all the same.
  fileprivate init(word: String, status: Int, code: String) {
    switch word {
    case "cancelled": self = .cancelled
    case "connection": self = .connection
    case "broken_connection": self = .brokenConnection
    case "timed_out": self = .timedOut
    case "incomplete_stream": self = .incompleteStream
    case "protocol_violation": self = .protocolViolation
    case "credentials": self = .credentials
    case "invalid_request": self = .invalidRequest
    default: self = .service(status: status, code: code)
    }
  }
}

extension ModelFailure.RetryClass {
  /// `nil` for the usual one.
  fileprivate var json: JSONValue? {
    switch self {
    case .throttled: return "throttled"
    case .transient: return "transient"
    case .few(let tries): return ["tries": JSONValue(tries)]
    case .repaired(let repair):
      var object = JSONObject()
      object["repair"] = .string(repair.id)
      object.add("notice", repair.notice)
      object.add("max_tokens", repair.maxTokens)
      return .object(object)
    case .never: return nil
    }
  }

  fileprivate init(json: JSONValue?) {
    switch json?.string {
    case "throttled": self = .throttled
    case "transient": self = .transient
    case .some: self = .never
    case nil:
      if let tries = KeptNumber.tokens(json?["tries"]) {
        self = .few(tries: tries)
      } else if let id = json?["repair"]?.string {
        self = .repaired(
          Repair(
            id: id, notice: json?["notice"]?.string,
            maxTokens: KeptNumber.tokens(json?["max_tokens"])))
      } else {
        self = .never
      }
    }
  }
}

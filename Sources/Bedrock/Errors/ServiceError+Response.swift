import Wire

/// From an HTTP response to a `ServiceError` (bedrock-wire 7.1).
extension ServiceError {
  /// Longest body of an error that is read.
  static let maximumBodyBytes = 1 << 20
  /// How much of an answer that is not the service's own is shown.
  static let shownCharacters = 200

  /// The error that a response other than 200 tells. `unixSeconds` is now,
  /// for dates in `retry-after`.
  init(
    status: Int, headers: [HTTPHeader], body: [UInt8], context: ServiceErrorContext,
    unixSeconds: Int
  ) {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    let json = try? JSONValue(parsing: body)
    let direct = json?["error"]
    var code = header("x-amzn-errortype") ?? ""
    if code.isEmpty {
      code = direct?["type"]?.string ?? json?["code"]?.string ?? json?["__type"]?.string ?? ""
    }
    var message =
      direct?["message"]?.string ?? json?["message"]?.string ?? json?["Message"]?.string ?? ""
    if let detail = direct?["details"]?["code"]?.string, !detail.isEmpty {
      message += " (\(detail))"
    }
    if json?.object == nil, !body.isEmpty {
      message = ServiceError.foreignAnswer(body, headers: headers, context: context)
    }
    self.init(
      status: status, code: ServiceError.plainName(code), message: message,
      requestID: ServiceError.requestID(headers) ?? json?["request_id"]?.string,
      retryAfterMilliseconds: RetryAfter.milliseconds(headers: headers, unixSeconds: unixSeconds),
      retryAfterLeewayMilliseconds: RetryAfter.leewayMilliseconds(headers: headers),
      shouldRetry: context.service == .bedrock
        ? nil : ServiceError.flag(header("x-should-retry")))
  }

  private static func flag(_ text: String?) -> Bool? {
    switch text?.trimmed.lowercased() {
    case "true"?: true
    case "false"?: false
    case _?, nil: nil
    }
  }

  /// The service's id of the request, under any of its names.
  public static func requestID(_ headers: [HTTPHeader]) -> String? {
    let names = ["x-amzn-requestid", "x-amz-request-id", "request-id"]
    return names.lazy.compactMap { name in headers.first { $0.name == name }?.value }.first
  }

  /// `ValidationException` of `ValidationException:http://…` and of
  /// `com.amazon.coral#ValidationException`.
  private static func plainName(_ name: String) -> String {
    let front = name.prefix { $0 != ":" }
    return String(front.split(separator: "#").last ?? front)
  }

  /// A sentence about an answer that is not JSON: proxies and firewalls answer
  /// with pages of their own.
  static func foreignAnswer(
    _ body: [UInt8], headers: [HTTPHeader], context: ServiceErrorContext
  ) -> String {
    let text = String(decoding: body.prefix(shownCharacters * 8), as: UTF8.self)
    let shown = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .prefix(shownCharacters)
    let type = headers.first { $0.name == "content-type" }?.value ?? ""
    let isPage = type.lowercased().hasPrefix("text/html") || text.trimmed.hasPrefix("<")
    let target = context.service != .direct ? "Bedrock" : "the Anthropic API"
    return isPage ? "A proxy answered instead of \(target): \(shown)" : String(shown)
  }
}

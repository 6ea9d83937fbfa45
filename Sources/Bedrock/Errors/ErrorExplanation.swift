import Engine

/// What an error of the service means to the person at the keyboard.
struct ErrorExplanation: Hashable, Sendable {
  var message: String
  var remedy: String?
  var retry: ModelFailure.RetryClass
  /// See `ModelFailure.leavesOutPrompt`.
  var leavesOutPrompt = false

  init(_ message: String, _ remedy: String? = nil, retry: ModelFailure.RetryClass = .never) {
    self.message = message
    self.remedy = remedy
    self.retry = retry
  }

  /// How a model is chosen, on the screen and in scripts.
  static let modelChoice = "/model or --model"

  /// How often a model's own error (424) is retried (bedrock-wire 7.4).
  static let modelErrorRetries = 2

  /// Statuses of servers and gateways that pass by themselves.
  private static let passingStatuses: Set<Int> = [500, 502, 503, 504, 529]

  /// The explanation of `error`: by its words where they are known, otherwise
  /// by its name or status.
  static func of(_ error: ServiceError, in context: ServiceErrorContext) -> ErrorExplanation {
    let told = ToldError(error)
    if told.says("a proxy answered instead of") {
      return ErrorExplanation(
        "HTTP \(told.status). \(told.words)", "Check HTTPS_PROXY, NO_PROXY and the endpoint.",
        retry: passingStatuses.contains(told.status) ? .transient : .never)
    }
    if let known = known(told, in: context) { return known }
    return general(told, in: context)
  }

  private static func known(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    switch told.status {
    case 400: validation(told, in: context) ?? identity(told, in: context)
    case 401, 402, 403: identity(told, in: context) ?? access(told, in: context)
    case 404: lookup(told, in: context)
    default: availability(told, in: context)
    }
  }

  /// What the status alone tells.
  private static func general(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation {
    let who = context.serviceName
    switch told.status {
    case 300..<400:
      return ErrorExplanation(
        "\(who)'s address answered HTTP \(told.status), a redirect to another one.",
        "Redirects are not followed, because keys go only where they were meant for: check the"
          + " endpoint and HTTPS_PROXY.")
    case 400:
      return ErrorExplanation(
        "\(who) refused the request: \(told.words)", "The message names the parameter at fault.")
    case 401:
      return ErrorExplanation(
        "\(who) does not accept the key: \(told.words)", "Check the key, or make a new one.")
    case 403:
      guard context.service != .direct else {
        return ErrorExplanation(
          "The Anthropic API denied access to \(context.model): \(told.words)",
          "Check what the key's workspace may use: https://console.anthropic.com/settings/keys")
      }
      return ErrorExplanation(
        "Access was denied\(context.inRegion): \(told.words)",
        "Allow the call with an IAM statement such as \(context.policyStatement), and check the"
          + " model access of the account.")
    case 404:
      return ErrorExplanation(
        "\(who) does not find \(context.model)\(context.inRegion): \(told.words)",
        context.service == .direct
          ? "Choose another model with \(modelChoice)."
          : "Choose another model with \(modelChoice), or check the region.")
    case 413:
      return ErrorExplanation(
        "The request is larger than \(context.serviceNameWithin) takes.",
        "Remove attachments, or start a new conversation with /clear.")
    case 500...599:
      return ErrorExplanation(
        "\(who) failed with HTTP \(told.status): \(told.words)",
        context.service == .direct
          ? "If it stays, see https://status.anthropic.com or choose another model."
          : "If it stays, choose another model or region.",
        retry: passingStatuses.contains(told.status) ? .transient : .never)
    default:
      return ErrorExplanation("\(who) answered HTTP \(told.status): \(told.words)")
    }
  }
}

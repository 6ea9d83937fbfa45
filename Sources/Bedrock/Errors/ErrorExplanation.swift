import Engine

/// What an error of the service means to the person at the keyboard.
struct ErrorExplanation: Hashable, Sendable {
  var message: String
  var remedy: String?
  var retry: ModelFailure.RetryClass

  init(_ message: String, _ remedy: String? = nil, retry: ModelFailure.RetryClass = .never) {
    self.message = message
    self.remedy = remedy
    self.retry = retry
  }

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
      return ErrorExplanation(
        "Access was denied\(context.inRegion): \(told.words)",
        "Allow the call with an IAM statement such as \(context.policyStatement), and check the"
          + " model access of the account.")
    case 404:
      return ErrorExplanation(
        "\(who) does not find \(context.model)\(context.inRegion): \(told.words)",
        "Choose another model with /model, or check the region.")
    case 413:
      return ErrorExplanation(
        "The request is larger than \(who) takes.",
        "Remove attachments, or start a new conversation with /clear.")
    case 500...599:
      return ErrorExplanation(
        "\(who) failed with HTTP \(told.status): \(told.words)",
        "It is tried again; if it stays, choose another model or region.",
        retry: passingStatuses.contains(told.status) ? .transient : .never)
    default:
      return ErrorExplanation("\(who) answered HTTP \(told.status): \(told.words)")
    }
  }
}

/// An error's parts in the form in which they are compared: names without the
/// namespace, words in lower case, typographic apostrophes plain, and without
/// Converse's wrapper around a native message.
struct ToldError: Hashable, Sendable {
  let status: Int
  let code: String
  /// The service's words as shown; never empty.
  let words: String
  private let folded: String

  private static let wrapper = "the model returned the following errors: "

  init(_ error: ServiceError) {
    status = error.status
    code = error.code.lowercased()
    let plain = String(error.message.map { $0 == "\u{2019}" ? "'" : $0 })
    words =
      !error.message.isEmpty
      ? error.message : !error.code.isEmpty ? error.code : "no reason was given"
    let lowered = plain.lowercased()
    folded =
      lowered.hasPrefix(ToldError.wrapper)
      ? String(lowered.dropFirst(ToldError.wrapper.count)) : lowered
  }

  /// Whether one of `phrases` (in lower case) occurs in the words.
  func says(_ phrases: String...) -> Bool {
    phrases.contains { folded.firstOccurrence(of: $0) != nil }
  }

  /// Whether the error's name is one of `names` (in lower case).
  func isNamed(_ names: String...) -> Bool { names.contains(code) }

  /// The numbers in the words, in order.
  var numbers: [Int] {
    folded.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
  }

  /// The first number in the words that directly follows `phrase`.
  func number(after phrase: String) -> Int? {
    guard let range = folded.firstOccurrence(of: phrase) else { return nil }
    let digits = folded[range.upperBound...].drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
    return Int(digits)
  }

  /// The word that directly follows `phrase`, in lower case.
  func word(after phrase: String) -> String? {
    guard let range = folded.firstOccurrence(of: phrase) else { return nil }
    let word = folded[range.upperBound...].drop { $0 == " " }.prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word)
  }
}

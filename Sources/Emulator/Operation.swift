/// What a request asks for, by method and path (bedrock-wire 1.2).
public enum EmulatorOperation: String, Hashable, Sendable, CaseIterable {
  /// `POST /model/{id}/invoke`
  case invoke
  /// `POST /model/{id}/invoke-with-response-stream`
  case invokeStream = "invoke-with-response-stream"
  /// `POST /model/{id}/converse`
  case converse
  /// `POST /model/{id}/converse-stream`
  case converseStream = "converse-stream"
  /// `POST /model/{id}/count-tokens`
  case countTokens = "count-tokens"
  /// `GET /foundation-models`
  case listModels = "foundation-models"
  /// `GET /inference-profiles`
  case listProfiles = "inference-profiles"
  /// `GET /inference-profiles/{id or ARN}`
  case getProfile = "inference-profile"
  /// `POST /v1/messages` of the direct API
  case messages
  /// `POST /anthropic/v1/messages` of Mantle
  case mantleMessages = "mantle-messages"
  /// `POST /v1/messages/count_tokens`, direct and Mantle
  case messagesCountTokens = "messages-count-tokens"
}

/// Where a request goes.
struct Route: Hashable, Sendable {
  var operation: EmulatorOperation
  /// Decoded model id of the path; empty where the body or nobody names it.
  var modelID: String
  /// SigV4 service name of the surface.
  var service: String

  /// `nil`: there is no such operation.
  init?(method: String, path: Substring) {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let parts = segments.map(String.init)
    modelID = ""
    service = "bedrock"
    switch (method, parts.count) {
    case ("POST", 3) where parts[0] == "model":
      guard let operation = Self.modelOperation(parts[2]) else { return nil }
      self.operation = operation
      modelID = PercentCoding.decode(parts[1])
    case ("GET", 1) where parts[0] == "foundation-models": operation = .listModels
    case ("GET", 1) where parts[0] == "inference-profiles": operation = .listProfiles
    case ("GET", 2) where parts[0] == "inference-profiles":
      operation = .getProfile
      modelID = PercentCoding.decode(parts[1])
    case ("POST", 2) where parts == ["v1", "messages"]: operation = .messages
    case ("POST", 3) where parts == ["v1", "messages", "count_tokens"]:
      operation = .messagesCountTokens
    case ("POST", 3) where parts == ["anthropic", "v1", "messages"]:
      operation = .mantleMessages
      service = "bedrock-mantle"
    case ("POST", 4) where parts == ["anthropic", "v1", "messages", "count_tokens"]:
      operation = .messagesCountTokens
      service = "bedrock-mantle"
    default: return nil
    }
  }

  private static func modelOperation(_ word: String) -> EmulatorOperation? {
    switch EmulatorOperation(rawValue: word) {
    case .invoke: .invoke
    case .invokeStream: .invokeStream
    case .converse: .converse
    case .converseStream: .converseStream
    case .countTokens: .countTokens
    case .listModels, .listProfiles, .getProfile, .messages, .mantleMessages,
      .messagesCountTokens, nil:
      nil
    }
  }
}

extension EmulatorOperation {
  /// Whether errors have the shape of the direct API.
  var answersLikeDirectAPI: Bool {
    switch self {
    case .messages, .mantleMessages, .messagesCountTokens: true
    case .invoke, .invokeStream, .converse, .converseStream, .countTokens, .listModels,
      .listProfiles, .getProfile:
      false
    }
  }
}

public import Engine

/// What was asked of whom when an error came back; error texts name it.
public struct ServiceErrorContext: Hashable, Sendable {
  /// Who answered.
  public enum Service: Hashable, Sendable {
    case bedrock
    /// Bedrock's Messages API.
    case mantle
    /// The direct Anthropic API.
    case direct
  }

  /// Who was asked.
  public var service: Service
  /// The id or ARN that was called.
  public var modelID: String?
  /// The model's name for people.
  public var modelName: String?
  /// The region that was called.
  public var region: String?
  /// `InvokeModelWithResponseStream` …
  public var operation: String?
  /// Who asked.
  public var credentials: CredentialFacts?

  /// A context; members that are not known are left out of the texts.
  public init(
    service: Service = .bedrock, modelID: String? = nil, modelName: String? = nil,
    region: String? = nil, operation: String? = nil, credentials: CredentialFacts? = nil
  ) {
    self.service = service
    self.modelID = modelID
    self.modelName = modelName
    self.region = region
    self.operation = operation
    self.credentials = credentials
  }

  var model: String { modelID ?? "the model" }
  var name: String { modelName ?? modelID ?? "The model" }
  /// ` in us-east-1`, or nothing.
  var inRegion: String { region.map { " in \($0)" } ?? "" }
  var serviceName: String {
    switch service {
    case .bedrock: "Bedrock"
    case .mantle: "Bedrock Mantle"
    case .direct: "The Anthropic API"
    }
  }
  /// The same inside a sentence.
  var serviceNameWithin: String { service == .direct ? "the Anthropic API" : serviceName }

  /// The action that the operation needs (bedrock-wire 1.2).
  var action: String {
    if service == .mantle { return "bedrock-mantle:CreateInference" }
    return switch operation {
    case "InvokeModelWithResponseStream", "ConverseStream":
      "bedrock:InvokeModelWithResponseStream"
    default: "bedrock:InvokeModel"
    }
  }
}

import Engine

/// How Mantle names a model: the bare id without profile prefix and without
/// date and version (bedrock-wire 1.1). It knows no profiles and no ARNs.
struct MantleModel: Hashable, Sendable {
  /// `anthropic.claude-…`.
  let id: String

  /// The name of `model`; an ARN that does not tell its model has none.
  init(_ model: ModelDescriptor) throws(ModelFailure) {
    if let id = model.mantleId {
      self.id = id
      return
    }
    let address = ModelAddress(model.modelId)
    guard address.arn?.namesItsModel ?? true else {
      throw ModelFailure(
        kind: .invalidRequest,
        message: "Mantle takes no ARNs such as \(model.modelId).",
        remedy: "Use --api invoke, or name the model by its id.")
    }
    id = MantleModel.withoutVersion(address.bareID)
  }

  /// Where the Messages API lies under `endpoint`: a base URL of the user's own
  /// may name `/anthropic` already.
  static func path(under endpoint: Endpoint) -> String {
    endpoint.basePath.hasSuffix("/anthropic") ? "/v1" : "/anthropic/v1"
  }

  /// Whether `id` ends with a version, as those of models do that can be
  /// called without a profile.
  static func hasVersion(_ id: String) -> Bool { withoutVersion(id) != id }

  /// `…-20250929-v1:0` and `…-v1` fall away.
  private static func withoutVersion(_ id: String) -> String {
    var parts = id.split(separator: "-", omittingEmptySubsequences: false)
    if let last = parts.last, last.first == "v", last.dropFirst().first?.isNumber ?? false {
      parts.removeLast()
    }
    if let last = parts.last, last.utf8.count == 8, last.allSatisfy(\.isNumber) {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }
}

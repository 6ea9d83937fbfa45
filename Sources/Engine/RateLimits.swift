/// Limits that the user sets so that the account's quota is not run into.
public struct RateLimits: Hashable, Sendable {
  /// Requests that may begin within any 60 seconds; `nil`: any number.
  public var requestsPerMinute: Int?
  /// Tokens within any 60 seconds, counted as Bedrock counts its quota; `nil`:
  /// any number.
  public var tokensPerMinute: Int?

  /// Limits; a number below 1 is none.
  public init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
    self.requestsPerMinute = requestsPerMinute.flatMap { $0 > 0 ? $0 : nil }
    self.tokensPerMinute = tokensPerMinute.flatMap { $0 > 0 ? $0 : nil }
  }
}

/// How Bedrock counts a request against the quota of tokens per minute
/// (bedrock-wire 6.4): more than is billed, and most of it before the first
/// word of the answer.
enum QuotaArithmetic {
  /// Tokens of quota that one token of output takes, for Claude 3.7 and later.
  private static let claudeBurndown = 5
  /// Ids of the Claudes before 3.7.
  private static let olderClaudeIDs = ["claude-3", "claude-2", "claude-v", "claude-instant"]
  private static let firstNewerID = "claude-3-7"

  /// Taken at the start of a request: all that it reads, and the longest
  /// answer that it may get.
  static func reservation(inputTokens: Int, maxTokens: Int) -> Int {
    max(0, inputTokens).addingSaturated(max(0, maxTokens))
  }

  /// Taken in the end: reading the cache is free, output counts several times.
  static func settlement(of usage: TokenUsage, model: ModelDescriptor) -> Int {
    usage.input.addingSaturated(usage.cacheWrite5m).addingSaturated(usage.cacheWrite1h)
      .addingSaturated(usage.output.multipliedSaturated(by: burndown(of: model)))
  }

  /// Tokens of quota that one token of the model's output takes.
  static func burndown(of model: ModelDescriptor) -> Int {
    guard model.provider == "Anthropic" else { return 1 }
    let id = Array(model.modelId.utf8)
    func holds(_ word: String) -> Bool {
      let word = Array(word.utf8)
      return id.indices.contains { id[$0...].starts(with: word) }
    }
    return olderClaudeIDs.contains(where: holds) && !holds(firstNewerID) ? 1 : claudeBurndown
  }
}

/// How a client will ask differently after a failure that it can mend
/// (bedrock-wire 7.4, class B). What holds for every later request is
/// remembered by the client before it reports the failure; what holds for
/// this request alone stands here.
public struct Repair: Hashable, Sendable {
  /// What is mended (`profile`, `credentials`, `clock`, `maxTokens` …). One
  /// turn mends each once: a second failure of the same kind is final.
  public var id: String
  /// One sentence for the user; `nil` where nobody needs to know.
  public var notice: String?
  /// A lower bound for the answer of this request, tokens.
  public var maxTokens: Int?
  /// Pictures that are left out of what is sent from now on.
  public var refusedImages: RefusedImages?

  /// A repair.
  public init(
    id: String, notice: String? = nil, maxTokens: Int? = nil, refusedImages: RefusedImages? = nil
  ) {
    self.id = id
    self.notice = notice
    self.maxTokens = maxTokens
    self.refusedImages = refusedImages
  }
}

/// Which pictures the service refused: one that fails stays in the conversation
/// and fails every later request (bedrock-wire 4.7).
public enum RefusedImages: String, Hashable, Sendable {
  /// Those of the last prompt.
  case ofPrompt = "prompt"
  /// Every one so far.
  case all
}

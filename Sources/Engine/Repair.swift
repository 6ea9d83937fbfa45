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

  /// A repair.
  public init(id: String, notice: String? = nil, maxTokens: Int? = nil) {
    self.id = id
    self.notice = notice
    self.maxTokens = maxTokens
  }
}

import Engine
import Testing

@testable import Bedrock

/// The catalogue of bedrock-wire 7.2, row by row.
@Suite struct ServiceErrorTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var status: Int
    var code: String
    var words: String
    /// Stands in the message or the remedy.
    var told: [String]
    var retry: ModelFailure.RetryClass = .never
    var testDescription: String { "\(status) \(code) \(words.prefix(50))" }
  }

  static let context = ServiceErrorContext(
    modelID: "us.anthropic.claude-opus-5", modelName: "Claude Opus 5", region: "eu-west-1",
    operation: "InvokeModelWithResponseStream")

  static let validation: [Row] = [
    Row(
      status: 400, code: "ValidationException",
      words: "The provided model identifier is invalid.",
      told: ["us.anthropic.claude-opus-5", "eu-west-1", "adit models"]),
    Row(
      status: 400, code: "ValidationException",
      words: "Invocation of model ID x with on-demand throughput isn\u{2019}t supported. Retry your"
        + " request with the ID or ARN of an inference profile that contains this model.",
      told: ["inference profile", "bare id"]),
    Row(
      status: 400, code: "ValidationException",
      words: "Invocation of model ID x with on-demand throughput isn't supported.",
      told: ["inference profile"]),
    Row(
      status: 400, code: "ValidationException", words: "Input is too long for requested model.",
      told: ["does not fit", "Claude Opus 5", "/clear"]),
    Row(
      status: 400, code: "ValidationException",
      words: "prompt is too long: 210000 tokens > 200000 maximum", told: ["10000 tokens too long"]),
    Row(
      status: 400, code: "ValidationException",
      words: "The model returned the following errors: Input Tokens Exceeded: x",
      told: ["does not fit"]),
    Row(
      status: 400, code: "ValidationException",
      words: "input length and `max_tokens` exceed context limit: 1 + 2 > 3, decrease input length",
      told: ["too long"]),
    Row(
      status: 400, code: "ValidationException",
      words: "The maximum tokens you requested exceeds the model limit of 10000. Try again with a"
        + " maximum tokens value that is lower than 10000.",
      told: ["at most 10000", "--max-tokens 10000"]),
    Row(
      status: 400, code: "ValidationException",
      words: "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens for"
        + " claude-x", told: ["at most 64000"]),
    Row(
      status: 400, code: "ValidationException",
      words: "service_tier: Extra inputs are not permitted", told: ["service_tier", "models.json"]),
    Row(
      status: 400, code: "ValidationException", words: "invalid beta flag", told: ["models.json"]),
    Row(
      status: 400, code: "ValidationException",
      words: "Malformed input request: #: extraneous key [x] is not permitted, please reformat",
      told: ["[x]"]),
    Row(
      status: 400, code: "ValidationException",
      words: "This model does not support effort level 'xhigh'. Supported levels: high, low, max.",
      told: ["effort", "high, low, max"]),
    Row(
      status: 400, code: "ValidationException",
      words: "\"thinking.type.enabled\" is not supported for this model.", told: ["thinking"]),
    Row(
      status: 400, code: "ValidationException",
      words: "max_tokens must be greater than thinking.budget_tokens", told: ["thinking"]),
    Row(
      status: 400, code: "ValidationException",
      words: "`temperature` and `top_p` cannot both be specified for this model.",
      told: ["temperature"]),
    Row(
      status: 400, code: "ValidationException",
      words: "This model does not support assistant message prefill. The conversation must end with"
        + " a user message.", told: ["end with the user's message"]),
    Row(
      status: 400, code: "ValidationException",
      words: "`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1",
      told: ["tool calls", "/clear"]),
    Row(
      status: 400, code: "ValidationException",
      words: "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be"
        + " modified.", told: ["thinking", "/clear"]),
    Row(
      status: 400, code: "ValidationException",
      words: "This model doesn't support the video content block that you provided. Update the"
        + " content block and try again.", told: ["attachment"]),
    Row(
      status: 400, code: "ValidationException",
      words: "This model doesn't support the s3Uri field. Remove s3Uri and try again.",
      told: ["attachment"]),
    Row(
      status: 400, code: "ValidationException",
      words: "Access to Anthropic models is not allowed from unsupported countries, regions, or"
        + " territories.", told: ["country", "another account"]),
    Row(
      status: 400, code: "ValidationException", words: "Operation not allowed", told: ["console"]),
    Row(
      status: 400, code: "ValidationException",
      words: "The provided model doesn't support counting tokens.", told: ["bare model id"]),
    Row(status: 400, code: "ServiceQuotaExceededException", words: "q", told: ["Service Quotas"]),
    Row(status: 400, code: "ConflictException", words: "q", told: ["later"]),
    Row(status: 400, code: "ValidationException", words: "Something new", told: ["Something new"]),
  ]

  static let access: [Row] = [
    Row(
      status: 403, code: "AccessDeniedException",
      words: "You don't have access to the model with the specified model ID.",
      told: ["no access to us.anthropic.claude-opus-5", "Model access"]),
    Row(
      status: 403, code: "AccessDeniedException",
      words: "User: arn:aws:iam::1:user/u is not authorized to perform:"
        + " bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:x because no"
        + " identity-based policy allows it",
      told: ["bedrock:InvokeModelWithResponseStream on arn:aws:bedrock:x", "\"Effect\":\"Allow\""]),
    Row(
      status: 403, code: "AccessDeniedException",
      words: "User: u is not authorized to perform: bedrock:InvokeModel on resource: r with an"
        + " explicit deny in a service control policy", told: ["forbids", "another prefix"]),
    Row(
      status: 403, code: "AccessDeniedException",
      words: "Model access is denied due to IAM user or service role is not authorized to perform"
        + " the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions) … please try"
        + " again after 15 minutes", told: ["Marketplace", "15 minutes"]),
    Row(
      status: 403, code: "AccessDeniedException",
      words: "x INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.",
      told: ["means of payment"]),
    Row(
      status: 403, code: "ExpiredTokenException",
      words: "The security token included in the request is expired",
      told: ["expired", "aws sso login"]),
    Row(
      status: 403, code: "UnrecognizedClientException",
      words: "The security token included in the request is invalid.",
      told: ["does not know", "AWS_ACCESS_KEY_ID"]),
    Row(
      status: 403, code: "InvalidSignatureException",
      words: "Signature expired: 20251117T063822Z is now earlier than 20251117T063849Z",
      told: ["clock"]),
    Row(
      status: 403, code: "InvalidSignatureException",
      words: "The request signature we calculated does not match the signature you provided.",
      told: ["signature", "AWS_SECRET_ACCESS_KEY"]),
    Row(
      status: 403, code: "SignatureDoesNotMatch",
      words: "Credential should be scoped to a valid region.", told: ["AWS_REGION"]),
    Row(
      status: 403, code: "AccessDeniedException",
      words: "Authentication failed: Please make sure your API Key is valid.", told: ["API key"]),
    Row(status: 403, code: "AccessDeniedException", words: "New words", told: ["New words"]),
    Row(
      status: 404, code: "ResourceNotFoundException",
      words: "Model use case details have not been submitted for this account.",
      told: ["form", "15 minutes"]),
    Row(
      status: 404, code: "ResourceNotFoundException",
      words: "Access denied. This Model is marked by provider as Legacy and you have not been"
        + " actively using the model in the last 30 days.", told: ["legacy", "/model"]),
    Row(
      status: 404, code: "ResourceNotFoundException",
      words: "This model version has reached the end of its life.", told: ["no longer served"]),
    Row(
      status: 404, code: "ResourceNotFoundException",
      words: "Could not resolve the foundation model from the provided model identifier.",
      told: ["no longer served"]),
    Row(
      status: 404, code: "UnknownOperationException", words: "",
      told: ["InvokeModelWithResponseStream", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]),
    Row(status: 404, code: "ResourceNotFoundException", words: "New words", told: ["New words"]),
    Row(status: 413, code: "", words: "", told: ["larger"]),
  ]

  static let availability: [Row] = [
    Row(
      status: 408, code: "ModelTimeoutException",
      words: "Model has timed out in processing the request. Try your request again.",
      told: ["too long"], retry: .transient),
    Row(
      status: 424, code: "ModelErrorException",
      words: "The system encountered an unexpected error during processing.",
      told: ["failed while answering"], retry: .few(tries: 2)),
    Row(
      status: 424, code: "ModelStreamErrorException", words: "x", told: ["failed"],
      retry: .few(tries: 2)),
    Row(
      status: 429, code: "ThrottlingException",
      words: "Too many requests, please wait before trying again.", told: ["Too many requests"],
      retry: .throttled),
    Row(
      status: 429, code: "ThrottlingException",
      words: "Too many tokens, please wait before trying again.",
      told: ["tokens per minute", "--max-tokens"], retry: .throttled),
    Row(
      status: 429, code: "ThrottlingException",
      words: "Too many tokens per day, please wait before trying again.", told: ["daily"]),
    Row(
      status: 429, code: "ModelNotReadyException",
      words: "The model is not ready for inference.", told: ["made ready"], retry: .transient),
    Row(
      status: 500, code: "InternalServerException", words: "oops", told: ["HTTP 500", "oops"],
      retry: .transient),
    Row(status: 501, code: "", words: "no", told: ["HTTP 501"]),
    Row(status: 502, code: "", words: "bad gateway", told: ["HTTP 502"], retry: .transient),
    Row(
      status: 503, code: "ServiceUnavailableException",
      words: "Bedrock is unable to process your request.", told: ["no capacity"],
      retry: .transient),
    Row(
      status: 503, code: "ServiceUnavailableException",
      words: "Too many connections, please wait before trying again.", told: ["no capacity"],
      retry: .transient),
    Row(status: 504, code: "", words: "", told: ["HTTP 504"], retry: .transient),
    Row(
      status: 529, code: "overloaded_error", words: "Overloaded", told: ["not your quota"],
      retry: .transient),
    Row(status: 307, code: "", words: "", told: ["HTTP 307, a redirect", "not followed"]),
  ]

  static let direct: [Row] = [
    Row(
      status: 401, code: "authentication_error", words: "invalid x-api-key",
      told: ["ANTHROPIC_API_KEY"]),
    Row(status: 402, code: "billing_error", words: "no credit", told: ["billed", "no credit"]),
    Row(status: 404, code: "not_found_error", words: "model: x", told: ["model: x"]),
    Row(
      status: 429, code: "rate_limit_error", words: "This request would exceed your limit",
      told: ["Too many requests"], retry: .throttled),
    Row(
      status: 429, code: "rate_limit_error", words: "no (enforced_spend_limit_reached)",
      told: ["spend limit"]),
    Row(
      status: 500, code: "api_error", words: "Internal", told: ["Internal"], retry: .transient),
  ]

  @Test(arguments: validation + access + availability)
  func bedrockRows(row: Row) {
    expect(row, in: Self.context)
  }

  @Test(arguments: direct) func directRows(row: Row) {
    expect(row, in: ServiceErrorContext(service: .direct, modelID: "claude-opus-5"))
  }

  private func expect(_ row: Row, in context: ServiceErrorContext) {
    let error = ServiceError(
      status: row.status, code: row.code, message: row.words, requestID: "r-1",
      retryAfterMilliseconds: 7)
    let failure = error.failure(in: context)
    let text = failure.message + " " + (failure.remedy ?? "")
    for told in row.told { #expect(text.contains(told), "\(text)") }
    #expect(failure.retry == row.retry)
    #expect(failure.kind == .service(status: row.status, code: row.code))
    #expect(failure.serviceMessage == (row.words.isEmpty ? nil : row.words))
    #expect(failure.requestID == "r-1")
    #expect(failure.retryAfterMilliseconds == 7)
    #expect(
      failure.message.hasSuffix(".") || row.told.contains { failure.message.hasSuffix($0) }
        || failure.message.hasSuffix(row.words))
  }

  @Test func aFailureToldWithoutContextCanBeToldAgain() {
    let error = ServiceError(
      status: 429, code: "ThrottlingException", message: "Too many tokens", requestID: "r",
      retryAfterMilliseconds: 7)
    #expect(ServiceError(error.failure(in: Self.context)) == error)
    #expect(ServiceError(ModelFailure(kind: .incompleteStream, message: "m")) == nil)
  }
}

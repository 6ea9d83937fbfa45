import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing
import Wire

/// The catalogue of bedrock-wire 7.2 and aws-auth-and-http 3.8 over HTTP:
/// what is stopped and explained, and what is tried again.
@Suite struct CatalogueTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reply: ScriptedServer.Reply
    /// Stands in the message or the remedy.
    var told: [String]
    var api = ModelAPI.invoke

    init(
      _ name: String, _ reply: ScriptedServer.Reply, _ told: [String], api: ModelAPI = .invoke
    ) {
      testDescription = name
      self.reply = reply
      self.told = told
      self.api = api
    }
  }

  static let validation: [Row] = [
    Row(
      "prompt too long", Refusal.validation("prompt is too long: 210000 tokens > 200000 maximum"),
      ["10000 tokens too long", "/clear"]),
    Row(
      "input too long", Refusal.validation("Input is too long for requested model."),
      ["does not fit", "/clear"]),
    Row(
      "input tokens exceeded, wrapped",
      Refusal.validation(
        "The model returned the following errors: Input Tokens Exceeded: too many"),
      ["does not fit"]),
    Row(
      "no room for an answer",
      Refusal.validation(
        "input length and `max_tokens` exceed context limit: 199500 + 16384 > 200000, decrease"
          + " input length or `max_tokens` and try again"),
      ["15884 tokens too long", "/clear"]),
    Row(
      "an attachment",
      Refusal.validation(
        "This model doesn't support the video content block that you provided. Update the content"
          + " block and try again."), ["attachment"]),
    Row(
      "s3Uri",
      Refusal.validation("This model doesn't support the s3Uri field. Remove s3Uri and try again."),
      ["attachment"]),
    Row(
      "country",
      Refusal.validation(
        "Access to Anthropic models is not allowed from unsupported countries, regions, or"
          + " territories."), ["country", "another account"]),
    Row(
      "not allowed for the account", Refusal.validation("x is not allowed for this account."),
      ["another account"]),
    Row(
      "operation not allowed", Refusal.validation("Operation not allowed"),
      ["console.aws.amazon.com/bedrock/home?region=eu-west-1#/modelaccess"]),
    Row(
      "counting tokens",
      Refusal.validation("The provided model doesn't support counting tokens."), ["bare model id"]),
    Row(
      "quota", Refusal.aws(400, "ServiceQuotaExceededException", "q"),
      ["servicequotas/home/services/bedrock/quotas?region=eu-west-1"]),
    Row("conflict", Refusal.aws(400, "ConflictException", "c"), ["Try again later"]),
    Row("something new", Refusal.validation("Something new"), ["Something new"]),
  ]

  static let access: [Row] = [
    Row(
      "model access",
      Refusal.aws(
        403, "AccessDeniedException",
        "You don't have access to the model with the specified model ID."),
      ["eu.anthropic.claude-test-v1", "eu-west-1", "#/modelaccess"]),
    Row(
      "a policy is missing",
      Refusal.aws(
        403, "AccessDeniedException",
        "User: arn:aws:iam::1:user/Me is not authorized to perform:"
          + " bedrock:InvokeModelWithResponseStream on resource:"
          + " arn:aws:bedrock:eu-west-1:1:inference-profile/eu.x because no identity-based policy"
          + " allows it"),
      [
        "bedrock:InvokeModelWithResponseStream on arn:aws:bedrock:eu-west-1:1",
        #""arn:aws:bedrock:eu-west-1:*:inference-profile/eu.anthropic.claude-test-v1""#,
        #""arn:aws:bedrock:*::foundation-model/anthropic.claude-test-v1""#,
      ]),
    Row(
      "a policy forbids",
      Refusal.aws(
        403, "AccessDeniedException",
        "User: u is not authorized to perform: bedrock:InvokeModel on resource: r with an explicit"
          + " deny in a service control policy"), ["forbids bedrock:InvokeModel", "another prefix"]),
    Row(
      "marketplace",
      Refusal.aws(
        403, "AccessDeniedException",
        "Model access is denied due to IAM user or service role is not authorized to perform the"
          + " required AWS Marketplace actions (aws-marketplace:ViewSubscriptions,"
          + " aws-marketplace:Subscribe). please try again after 15 minutes"),
      ["15 minutes", "aws-marketplace:Subscribe"]),
    Row(
      "payment",
      Refusal.aws(
        403, "AccessDeniedException",
        "INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided."),
      ["means of payment", "billing"]),
    Row(
      "expired, and nothing new to be had",
      Refusal.aws(
        403, "ExpiredTokenException", "The security token included in the request is expired"),
      ["expired", "profile corp", "123456789012", "aws sso login --profile corp"]),
    Row(
      "unknown keys",
      Refusal.aws(
        403, "UnrecognizedClientException",
        "The security token included in the request is invalid."),
      ["profile corp, account 123456789012, eu-west-1", "AWS_SESSION_TOKEN"]),
    Row(
      "a signature that does not match",
      Refusal.aws(
        403, "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided."),
      ["secret access key of profile corp", "proxy"]),
    Row(
      "a scope of another region",
      Refusal.aws(
        403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region."),
      ["another region than eu-west-1", "AWS_REGION"]),
    Row(
      "a bearer key",
      Refusal.aws(
        403, "AccessDeniedException",
        "Authentication failed: Please make sure your API Key is valid."),
      ["API key", "12 hours"]),
    Row(
      "no authorization",
      Refusal.aws(403, "AccessDeniedException", "Authorization header is missing"), ["API key"]),
    Row(
      "a key that may not be used",
      Refusal.aws(
        403, "AccessDeniedException", "not authorized: bedrock:CallWithBearerToken"),
      ["bedrock:CallWithBearerToken"]),
  ]

  static let lookup: [Row] = [
    Row(
      "use case form",
      Refusal.aws(
        404, "ResourceNotFoundException",
        "Model use case details have not been submitted for this account. Fill out the Anthropic"
          + " use case details form before using the model."), ["15 minutes", "#/model-catalog"]),
    Row(
      "legacy",
      Refusal.aws(
        404, "ResourceNotFoundException",
        "Access denied. This Model is marked by provider as Legacy and you have not been actively"
          + " using the model in the last 30 days."), ["legacy", "/model"]),
    Row(
      "end of life",
      Refusal.aws(
        404, "ResourceNotFoundException", "This model version has reached the end of its life."),
      ["no longer served", "/model"]),
    Row(
      "not resolved",
      Refusal.aws(
        404, "ResourceNotFoundException",
        "Could not resolve the foundation model from the provided model identifier."),
      ["no longer served"]),
    Row(
      "unknown operation", Refusal.aws(404, "UnknownOperationException", ""),
      ["InvokeModelWithResponseStream", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]),
    Row("too large", ScriptedServer.Reply(413), ["larger"]),
    Row(
      "per day",
      Refusal.aws(
        429, "ThrottlingException", "Too many tokens per day, please wait before trying again."),
      ["daily", "servicequotas"]),
    Row(
      "a wait of minutes",
      Refusal.aws(
        429, "ThrottlingException", "Too many requests",
        headers: [(name: "retry-after", value: "840")]), ["asks to wait 14 min"]),
  ]

  static let others: [Row] = [
    Row(
      "__type and Message",
      .json(
        #"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no way"}"#,
        status: 403), ["no way"]),
    Row(
      "a page of a gateway",
      ScriptedServer.Reply(
        403, Array("<html><body>Blocked by policy 17</body></html>".utf8),
        headers: [(name: "content-type", value: "text/html")]),
      ["A proxy answered instead of Bedrock", "Blocked by policy 17", "HTTPS_PROXY"]),
    Row(
      "a page with status 200",
      ScriptedServer.Reply(
        200, Array("<html>Sign in</html>".utf8),
        headers: [(name: "content-type", value: "text/html")]), ["text/html", "HTTPS_PROXY"]),
    Row("a redirect", ScriptedServer.Reply(302), ["redirect", "not followed"]),
    Row(
      "direct: a key", Refusal.messages(401, "authentication_error", "invalid x-api-key"),
      ["ANTHROPIC_API_KEY"], api: .messages),
    Row(
      "direct: money", Refusal.messages(402, "billing_error", "no credit"), ["billed"],
      api: .messages),
    Row(
      "direct: told not to try again",
      Refusal.messages(
        529, "overloaded_error", "Overloaded",
        headers: [(name: "x-should-retry", value: "false")]), ["overloaded"], api: .messages),
    Row(
      "mantle: not granted", Refusal.messages(403, "permission_error", "not granted"),
      ["not granted", "account team", "bedrock-mantle:CreateInference"], api: .mantle),
    Row(
      "mantle: not served", Refusal.messages(400, "invalid_request_error", "model: not found"),
      ["does not serve", "--api invoke"], api: .mantle),
    Row(
      "mantle: expired", Refusal.messages(401, "authentication_error", "expired"),
      ["expired", "aws sso login"], api: .mantle),
  ]

  /// One request, and a text that says what to do.
  @Test(arguments: validation + access + lookup + others)
  func isStoppedAndExplained(row: Row) async throws {
    let harness = try RefusalHarness([row.reply])
    defer { harness.server.stop() }
    let result = await harness.turn(RefusedModel.settings(api: row.api))
    #expect(result.requests.count == 1)
    for told in row.told { #expect(result.text.contains(told), "\(result.text)") }
    #expect(result.failure != nil)
  }

  static let passing: [(String, ScriptedServer.Reply, Int)] = [
    ("408", Refusal.aws(408, "ModelTimeoutException", "Model has timed out"), 5),
    ("424", Refusal.aws(424, "ModelErrorException", "unexpected error"), 2),
    ("429 requests", Refusal.aws(429, "ThrottlingException", "Too many requests, wait"), 5),
    ("429 tokens", Refusal.aws(429, "ThrottlingException", "Too many tokens, wait"), 5),
    ("429 not ready", Refusal.aws(429, "ModelNotReadyException", "not ready"), 5),
    ("500", Refusal.aws(500, "InternalServerException", "oops"), 5),
    ("502", ScriptedServer.Reply(502), 5),
    ("503", Refusal.aws(503, "ServiceUnavailableException", "Too many connections"), 5),
    ("504", ScriptedServer.Reply(504), 5),
    ("529", Refusal.messages(529, "overloaded_error", "Overloaded"), 5),
    ("a throttling frame", Refusal.stream(FrameBuilder.exception("throttlingException", "{}")), 5),
    (
      "an exception frame",
      Refusal.stream(FrameBuilder.exception("serviceUnavailableException", "{}")), 5
    ),
    (
      "a frame of a model that is too slow",
      Refusal.stream(FrameBuilder.exception("modelTimeoutException", "{}")), 1
    ),
    (
      "a frame of an unknown exception",
      Refusal.stream(FrameBuilder.exception("somethingNewException", "{}")), 1
    ),
    ("an error frame", Refusal.stream(Refusal.vector("error_unmodeled")), 1),
    ("a stream without its end", Refusal.stream([]), 5),
  ]

  /// Each passing failure is tried again, and as often as the policy says.
  @Test(arguments: passing.indices)
  func isTriedAgain(index: Int) async throws {
    let (name, reply, retries) = Self.passing[index]
    let mended = try RefusalHarness([reply, Refusal.answer])
    defer { mended.server.stop() }
    let good = await mended.turn(RefusedModel.settings())
    #expect(good.requests.count == 2, "\(name): \(good.text)")
    #expect(good.failure == nil)
    let broken = try RefusalHarness([reply])
    defer { broken.server.stop() }
    let bad = await broken.turn(RefusedModel.settings())
    #expect(bad.requests.count == retries + 1, "\(name): \(bad.text)")
    #expect(bad.failure != nil)
  }

  @Test(arguments: [(0, 1), (2, 3)])
  func theSettingBoundsTheRetries(retries: Int, requests: Int) async throws {
    let harness = try RefusalHarness([Refusal.aws(503, "ServiceUnavailableException", "x")])
    defer { harness.server.stop() }
    let result = await harness.turn(
      RefusedModel.settings(), policy: RetryPolicy(maxRetries: retries))
    #expect(result.requests.count == requests)
  }

  /// It would come late and in lumps; nobody asked for it.
  @Test(arguments: [ModelAPI.invoke, .converse, .messages])
  func aProxyThatCompressesIsNamed(api: ModelAPI) async throws {
    let reply = ScriptedServer.Reply(
      200, [0x1F, 0x8B, 8, 0],
      headers: [
        (name: "content-type", value: "application/vnd.amazon.eventstream"),
        (name: "content-encoding", value: "gzip"),
      ])
    let harness = try RefusalHarness([reply])
    defer { harness.server.stop() }
    let result = await harness.turn(RefusedModel.settings(api: api))
    #expect(result.requests.count == 1)
    #expect(result.text.contains("content-encoding gzip"), "\(result.text)")
  }

  /// What helps on Bedrock does not help there.
  @Test(arguments: [
    Refusal.messages(403, "permission_error", "not yours"),
    Refusal.messages(404, "not_found_error", "model: x"),
    Refusal.messages(413, "request_too_large", "large"),
    Refusal.messages(500, "api_error", "oops"),
    Refusal.messages(503, "api_error", "oops"),
  ])
  func theDirectAPIIsNotBedrock(reply: ScriptedServer.Reply) async throws {
    let harness = try RefusalHarness([reply])
    defer { harness.server.stop() }
    let result = await harness.turn(
      RefusedModel.settings(api: .messages), policy: RetryPolicy(maxRetries: 0))
    #expect(result.failure != nil)
    for word in ["Bedrock", "IAM", "region", "than The"] {
      #expect(!result.text.contains(word), "\(result.text)")
    }
  }

  /// A relabelled stream is read all the same, and named once.
  @Test(arguments: ["text/plain", nil])
  func aProxyThatChangesTheTypeIsNamedOnce(type: String?) async throws {
    let reply = Refusal.stream(Refusal.vector("native_full_stream"), type: type)
    let harness = try RefusalHarness([reply])
    defer { harness.server.stop() }
    let first = await harness.turn(RefusedModel.settings())
    #expect(first.failure == nil)
    #expect(first.notices.filter { $0.contains("A proxy on the way") }.count == 1)
  }
}

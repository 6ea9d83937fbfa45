import Engine

/// HTTP 401, 402, 403 and 404 (bedrock-wire 7.2, aws-auth-and-http 3.8).
extension ErrorExplanation {
  /// Who asks: keys, signatures, tokens.
  static func identity(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    signature(told, in: context) ?? token(told, in: context)
  }

  private static func signature(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.isNamed("expiredtokenexception", "expiredtoken", "requestexpired")
      || told.says("security token included in the request is expired", "token has expired")
    {
      return ErrorExplanation(
        "The AWS credentials\(context.asked) have expired.",
        "Get new ones (\(context.signInCommand), or new keys in the environment) and send the prompt"
          + " again.")
    }
    if told.isNamed("unrecognizedclientexception", "invalidclienttokenid")
      || told.says("security token included in the request is invalid")
    {
      return ErrorExplanation(
        "AWS does not know these credentials\(context.asked).",
        "Check AWS_ACCESS_KEY_ID, that AWS_SESSION_TOKEN belongs to it, that the region's partition"
          + " is the account's, and that the account has the region turned on.")
    }
    if told.says("signature expired", "signature not yet current") {
      return ErrorExplanation(
        "This machine's clock differs from AWS's by more than five minutes.",
        "Set the clock (timedatectl set-ntp true) and send the prompt again.")
    }
    if told.says("should be scoped to a valid region", "should be scoped to correct service") {
      return ErrorExplanation(
        "The endpoint belongs to another region than \(context.region ?? "the one in use").",
        "Set AWS_REGION to the endpoint's region.")
    }
    if told.isNamed(
      "invalidsignatureexception", "signaturedoesnotmatch", "incompletesignature",
      "incompletesignatureexception", "missingauthenticationtokenexception",
      "missingauthenticationtoken")
    {
      return ErrorExplanation(
        "AWS did not accept the request's signature\(context.asked).",
        "Check \(context.secretPlace); a proxy or gateway that rewrites the path or the headers"
          + " has the same effect.")
    }
    return nil
  }

  private static func token(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says("callwithbearertoken") {
      return ErrorExplanation(
        "The owner of this API key may not call Bedrock with it.",
        "Allow it with an IAM statement: {\"Effect\":\"Allow\",\"Action\":"
          + "\"bedrock:CallWithBearerToken\",\"Resource\":\"*\"}")
    }
    if told.says("api key", "bearer", "authorization header is missing", "authentication failed") {
      return ErrorExplanation(
        "\(context.serviceName) does not accept the API key\(context.inRegion).",
        context.service != .direct
          ? "Make a new Bedrock API key; short-term keys last at most 12 hours and work only in"
            + " their region."
          : "Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN.")
    }
    if told.isNamed("authentication_error") || (told.status == 401 && context.service == .mantle) {
      return ErrorExplanation(
        "\(context.serviceName) does not accept the credentials\(context.asked).",
        context.service == .direct
          ? "Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN."
          : "They have probably expired: get new ones (\(context.signInCommand), or a new API key)."
      )
    }
    if told.status == 402 || told.isNamed("billing_error") {
      return ErrorExplanation(
        "The account cannot be billed: \(told.words)", "Check its billing details.")
    }
    return nil
  }

  /// Who may: model access, policies, the marketplace.
  static func access(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says("don't have access to the model") {
      return ErrorExplanation(
        "This account has no access to \(context.model)\(context.inRegion).",
        "Request it under Model access, in the same region: \(context.modelAccessPage)")
    }
    if told.says("invalid_payment_instrument") {
      return ErrorExplanation(
        "The AWS account has no valid means of payment for \(context.model).",
        "Add one in the AWS Billing console, then wait a few minutes:"
          + " https://console.aws.amazon.com/billing/home#/paymentmethods")
    }
    if told.says("aws marketplace", "aws-marketplace:") {
      let minutes = told.number(after: "try again after").map {
        " It takes effect after \($0) minutes."
      }
      return ErrorExplanation(
        "The first use of \(context.model) needs an AWS Marketplace subscription.",
        "Someone with this IAM statement must call it once: {\"Effect\":\"Allow\",\"Action\":"
          + "[\"aws-marketplace:Subscribe\",\"aws-marketplace:ViewSubscriptions\"],"
          + "\"Resource\":\"*\"}." + (minutes ?? ""))
    }
    if told.says("explicit deny") {
      return ErrorExplanation(
        "A policy forbids \(deniedAction(told, context)) on \(deniedResource(told, context)).",
        "A service control policy may deny one region of a cross-region profile: try another"
          + " prefix or region, or ask the organisation's administrator.")
    }
    if context.service == .mantle, told.status == 403, told.isNamed("permission_error") {
      return ErrorExplanation(
        "This account is not granted \(context.model) on Mantle\(context.inRegion): \(told.words)",
        "Ask the AWS account team for it, or use --api invoke; the call itself needs"
          + " \(context.policyStatement)")
    }
    if told.says("not authorized to perform") {
      return ErrorExplanation(
        "The credentials may not perform \(deniedAction(told, context)) on"
          + " \(deniedResource(told, context)).",
        "Allow it with an IAM statement: \(context.policyStatement)")
    }
    return nil
  }

  private static func deniedAction(_ told: ToldError, _ context: ServiceErrorContext) -> String {
    guard told.says("not authorized to perform: bedrock:converse") == false,
      let word = told.exactWord(after: "not authorized to perform:")
    else { return context.action }
    return word
  }

  private static func deniedResource(_ told: ToldError, _ context: ServiceErrorContext) -> String {
    told.exactWord(after: "on resource:") ?? context.model
  }

  /// HTTP 404.
  static func lookup(
    _ told: ToldError, in context: ServiceErrorContext
  ) -> ErrorExplanation? {
    if told.says("use case details") {
      return ErrorExplanation(
        "Anthropic's use case form has not been filled in for this AWS account.",
        "Fill it in once (Model catalog, any Claude model), then wait 15 minutes:"
          + " \(context.modelCatalogPage)")
    }
    if told.says("marked by provider as legacy") {
      return ErrorExplanation(
        "\(context.name) is a legacy model that this account has not used lately.",
        "Choose a current model with \(modelChoice).")
    }
    if told.says("end of its life", "could not resolve the foundation model") {
      return ErrorExplanation(
        "\(context.name) is no longer served\(context.inRegion).",
        "Choose a current model with \(modelChoice).")
    }
    if told.isNamed("unknownoperationexception") {
      return ErrorExplanation(
        "The endpoint does not know the operation \(context.operation ?? "that was called").",
        "Check AWS_ENDPOINT_URL_BEDROCK_RUNTIME: it must lead to bedrock-runtime, and a proxy"
          + " must leave the path alone.")
    }
    return nil
  }
}

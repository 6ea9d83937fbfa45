internal import Bedrock

/// The variables that the program reads, for the help and the manual page.
enum EnvironmentDocumentation {
  /// A group of variables and what it is for.
  struct Group {
    var title: String
    var names: [String]
  }

  static let groups: [Group] = [
    Group(
      title: "credentials",
      names: [
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID",
        "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_METADATA_SERVICE_TIMEOUT",
        "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "AWS_LOGIN_CACHE_DIRECTORY", "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
      ]),
    Group(
      title: "region and endpoints",
      names: ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"]
        + AWSService.allCases.compactMap(\.endpointVariables.first) + [
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT",
          "AWS_USE_DUALSTACK_ENDPOINT", "ANTHROPIC_BASE_URL",
        ]),
    Group(
      title: "requests",
      names: [
        "BEDROCK_DEFAULT_MODEL", "BEDROCK_MAX_RETRIES", "AWS_MAX_ATTEMPTS",
        "BEDROCK_INITIAL_RETRY_INTERVAL_MS", "BEDROCK_BACKOFF_MULTIPLIER",
        "BEDROCK_MAX_RETRY_INTERVAL_MS", "BEDROCK_TIMEOUT_MS",
      ]),
    Group(title: "log", names: ["BEDROCK_LOG_LEVEL", "BEDROCK_DEBUG", "ADIT_DEBUGGABLE"]),
    Group(
      title: "network",
      names: [
        "HTTPS_PROXY", "http_proxy", "ALL_PROXY", "NO_PROXY", "AWS_CA_BUNDLE", "SSL_CERT_FILE",
      ]),
    Group(
      title: "terminal and files",
      names: [
        "NO_COLOR", "COLORFGBG", "ACCESSIBLE", "VISUAL", "EDITOR", "XDG_CONFIG_HOME",
        "XDG_STATE_HOME", "XDG_CACHE_HOME",
        "ADIT_DEMO_WITHOUT_CREDENTIALS",
      ]),
  ]

  /// Every name.
  static var names: [String] { groups.flatMap(\.names) }

  /// Those whose values are shown nowhere.
  static let secrets = Set(SecretVariables.names + ["AWS_ACCESS_KEY_ID"])
}

import Engine

/// What STS says when it gives no keys.
struct TokenServiceRefusal {
  /// Text of a service is cut to this before people see it.
  private static let maximumMessageCharacters = 500

  let status: Int
  let code: String
  let message: String
  private let requestID: String?

  init(_ answer: HTTPDocument) {
    let elements = ElementText(answer.body)
    status = answer.status
    code = elements["Code"] ?? ""
    message = String((elements["Message"] ?? "").prefix(Self.maximumMessageCharacters))
    requestID = elements["RequestId"] ?? answer.header("x-amzn-requestid")
  }

  /// The MFA code was wrong or used before.
  var isWrongCode: Bool {
    code == "AccessDenied" && message.contains("MultiFactorAuthentication failed")
      || code == "ValidationError" && message.contains("tokenCode")
  }

  /// Our clock and the service's disagree.
  var isAboutTime: Bool {
    message.contains("Signature expired") || message.contains("Signature not yet current")
      || code == "RequestExpired" || code == "RequestTimeTooSkewed"
  }

  /// The failure of `name`, which was asked for with `base`.
  func failure(of name: String, base: String, region: String) -> ModelFailure {
    let said = message.isEmpty ? "" : ": \(message)"
    let what = code.isEmpty ? "status \(status)" : code
    // What passes by itself is no matter of credentials.
    let passes = status >= 500 || status == 429 || code.hasPrefix("Throttl")
    var failure = ModelFailure(
      kind: passes ? .service(status: status, code: code) : .credentials,
      retry: passes ? .transient : .never,
      message: "STS refused \(name) (\(what), \(region))\(said)",
      remedy: remedy(base: base, region: region), serviceMessage: message.isEmpty ? nil : message,
      requestID: requestID)
    if !failure.message.hasSuffix(".") { failure.message += "." }
    return failure
  }

  private func remedy(base: String, region: String) -> String {
    if isAboutTime {
      return "The clock of this machine is wrong: set it, for example with chronyc."
    }
    switch code {
    case "AccessDenied" where isWrongCode: return "Wait for the next code of the device, try again."
    case "AccessDenied", "AccessDeniedException":
      return "Allow sts:AssumeRole on the role for \(base), and name that principal in the role's"
        + " trust policy; some trust policies also want external_id or mfa_serial."
    case "ExpiredToken", "ExpiredTokenException":
      return "Renew \(base): they have expired."
    case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch":
      return "Check \(base): AWS does not know them, or key and secret do not belong together."
    case "InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim":
      return "Check the identity provider of the account and the audience of \(base)."
    case "ValidationError":
      return "Check role_arn, role_session_name and duration_seconds; a role that is taken on with"
        + " another role lasts an hour at most."
    case "RegionDisabledException":
      return "Activate STS in \(region) (IAM console, account settings), or set AWS_REGION."
    default:
      return status >= 500 || status == 429
        ? "Try again; the health of AWS is on https://health.aws.amazon.com."
        : "Check role_arn and the region of the profile."
    }
  }
}

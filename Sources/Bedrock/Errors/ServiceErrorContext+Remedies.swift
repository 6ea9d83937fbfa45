import Engine
import Wire

/// Texts of remedies that name what was called.
extension ServiceErrorContext {
  /// A policy statement that allows the call. A profile is allowed together
  /// with the model behind it, in every region that it may choose.
  var policyStatement: String {
    if service == .mantle {
      return ServiceErrorContext.statement(
        actions: ["bedrock-mantle:CreateInference"],
        resources: ["arn:\(partition):bedrock-mantle:\(region ?? "*"):*:project/*"])
    }
    return ServiceErrorContext.statement(
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: resources)
  }

  private var partition: String {
    guard let region else { return "aws" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    return region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("eusc-") ? "aws-eusc" : "aws"
  }

  private var resources: [String] {
    let address = modelID.map(ModelAddress.init)
    let namesModel = address.map { $0.arn?.namesItsModel ?? true } ?? false
    let model =
      "arn:\(partition):bedrock:*::foundation-model/\(namesModel ? address?.bareID ?? "*" : "*")"
    guard let address else { return [model] }
    if address.isARN {
      return address.arn?.resourceType == "foundation-model" ? [model] : [address.text, model]
    }
    guard address.prefix != nil else { return [model] }
    let profile = "arn:\(partition):bedrock:\(region ?? "*"):*:inference-profile/\(address.text)"
    return [profile, model]
  }

  private static func statement(actions: [String], resources: [String]) -> String {
    let statement: JSONValue = [
      "Effect": "Allow", "Action": .array(actions.map { .string($0) }),
      "Resource": .array(resources.map { .string($0) }),
    ]
    return String(decoding: statement.serialized(), as: UTF8.self)
  }

  /// A page of the AWS console, in the region that was called.
  private func console(_ path: String, fragment: String = "") -> String {
    let host =
      switch partition {
      case "aws-us-gov": "console.amazonaws-us-gov.com"
      case "aws-cn": "console.amazonaws.cn"
      default: "console.aws.amazon.com"
      }
    return "https://\(host)/\(path)" + (region.map { "?region=\($0)" } ?? "") + fragment
  }

  /// Where access to models is asked for.
  var modelAccessPage: String { console("bedrock/home", fragment: "#/modelaccess") }
  /// Where quotas are shown and raised.
  var quotasPage: String {
    service == .direct
      ? "https://console.anthropic.com/settings/limits"
      : console("servicequotas/home/services/bedrock/quotas")
  }
  /// Where the form for Anthropic's models is.
  var modelCatalogPage: String { console("bedrock/home", fragment: "#/model-catalog") }

  /// ` (SSO session corp, account 123456789012, eu-west-1)`, or nothing.
  var asked: String {
    let parts = [
      credentials?.source, credentials?.account.map { "account \($0)" },
      credentials?.role.map { "role \($0)" }, region,
    ].compactMap(\.self)
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  /// Where the secret stands that signed: a person looks for it there.
  var secretPlace: String {
    guard let credentials, !credentials.source.hasPrefix("AWS_") else {
      return "AWS_SECRET_ACCESS_KEY"
    }
    return "the secret access key of "
      + (credentials.profile.map { "profile \($0)" } ?? credentials.source)
  }

  /// The command that gives new credentials.
  var signInCommand: String {
    "aws sso login" + (credentials?.profile.map { " --profile \($0)" } ?? "")
  }
}

/// Which provider of credentials a machine is set up for.
public enum ConfiguredProvider: Hashable, Sendable {
  /// `AWS_BEARER_TOKEN_BEDROCK`.
  case apiKey
  /// `AWS_ACCESS_KEY_ID` and its like.
  case environmentKeys
  case profile(String, ProfileSource)
  /// `AWS_WEB_IDENTITY_TOKEN_FILE`.
  case webIdentity(WebIdentitySource)
  /// ECS or EKS.
  case container
  /// EC2; `profile`: whose address of the metadata service counts.
  case instance(profile: String)
}

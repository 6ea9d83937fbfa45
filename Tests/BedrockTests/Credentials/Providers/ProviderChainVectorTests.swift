import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

/// The published whole-chain vectors: environment, files and recorded HTTP in,
/// credentials or an error out.
@Suite(.enabled(if: TestData.isAvailable)) struct ProviderChainVectorTests {
  /// What our error says where the vector expects one; the vectors' words are
  /// those of one SDK.
  private static let errors: [String: String] = [
    "eks_pod_identity_no_token_file": "/token.jwt",
    "imds_default_chain_error": "knows no role",
    "imds_disabled": "No AWS credentials were found.",
    "imds_no_iam_role": "knows no role",
    "imds_token_fail": "is disabled (status 403)",
    "profile_overrides_web_identity": "credential_source = Environment",
    "sso_no_token_file": "sso-test",
    "web_identity_source_profile_no_env": "no role_arn",
    "web_identity_token_invalid_jwt": "No OpenIDConnect provider found in your account",
    "credential_process_failure": "ended with exit code 1",
    "credential_process_invalid": "did not print a JSON object",
    "empty_config": "There is no profile \"default\"",
    "invalid_sso_credentials_config": "sso_account_id",
    "sso_token": "sso_account_id",
  ]

  /// Where our documented order or limits differ from the SDK that recorded
  /// the vector: what we say instead, and why.
  private static let differences: [String: (error: String, reason: String)] = [
    "assume_role_override_global_env_url": (
      "unencrypted", "plain http is taken only to this machine (auth 6)"
    ),
    "assume_role_override_global_profile_url": (
      "unencrypted", "plain http is taken only to this machine (auth 6)"
    ),
    "assume_role_override_service_env_url": (
      "unencrypted", "plain http is taken only to this machine (auth 6)"
    ),
    "assume_role_override_service_profile_url": (
      "unencrypted", "plain http is taken only to this machine (auth 6)"
    ),
    "sso_override_global_env_url": (
      "unencrypted", "plain http is taken only to this machine (auth 6)"
    ),
    "sso_server_error": (
      "IAM Identity Center at portal.sso.us-east-2.amazonaws.com cannot be asked",
      "a server error is tried again; the recording holds one answer and no further"
    ),
    "invalid_config": (
      "has no credentials", "a broken line is passed over and told; the rest counts (auth 3.3)"
    ),
  ]

  /// Variables that the vector takes for granted. The metadata service is
  /// asked once unless told otherwise (auth 3.2); the recording SDK tries four
  /// times.
  private static let additions: [String: [String: String]] = [
    "imds_default_chain_retries": ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "4"]
  ]

  private static func names(in folder: String) -> [String] {
    TestData.root.map { TestData.names(in: "\($0)/vectors/aws-config/config/\(folder)") } ?? []
  }

  @Test(arguments: names(in: "default-credential-provider-chain"))
  func defaultChain(name: String) async throws {
    try await run(
      name, folder: "default-credential-provider-chain",
      options: CredentialChainOptions(looksLikeInstance: true))
  }

  /// These test the profile by itself, past the environment's keys: as if it
  /// had been asked for.
  @Test(arguments: names(in: "profile-provider"))
  func profile(name: String) async throws {
    try await run(
      name, folder: "profile-provider", options: CredentialChainOptions(profile: "default"))
  }

  private func run(
    _ name: String, folder: String, options: CredentialChainOptions
  ) async throws {
    let root = try #require(TestData.root)
    let vector = try #require(
      RecordedChain("\(root)/vectors/aws-config/config/\(folder)/\(name)"))
    let environment = vector.environment.merging(Self.additions[name] ?? [:]) { $1 }
    var context = fakeContext(
      environment, files: vector.files, commands: .shell,
      // Long before the vectors were recorded: their keys have not expired.
      time: WallTime(1_200_000_000))
    context.transport = vector.traffic
    let chain = CredentialChain(context: context, options: options)
    let outcome: Result<ResolvedCredentials, ModelFailure>
    do throws(ModelFailure) { outcome = .success(try await chain.resolve()) } catch {
      outcome = .failure(error)
    }
    if let difference = Self.differences[name] {
      expect(outcome, failsWith: difference.error, name)
      return
    }
    #expect(vector.traffic.differences == [], "\(name)")
    if let expected = vector.result["Ok"] {
      let resolved = try outcome.get()
      #expect(Answer(resolved) == Answer(expected), "\(name)")
    } else {
      expect(outcome, failsWith: try #require(Self.errors[name]), name)
    }
  }

  private func expect(
    _ outcome: Result<ResolvedCredentials, ModelFailure>, failsWith text: String, _ name: String
  ) {
    switch outcome {
    case .success(let resolved): Issue.record("\(name): \(resolved.facts)")
    case .failure(let failure):
      #expect(failure.message.contains(text), "\(name): \(failure.message)")
      #expect(failure.remedy != nil, "\(name)")
    }
  }
}

/// What a vector says of credentials.
private struct Answer: Equatable {
  var id: String?, secret: String?, token: String?, account: String?
  var expiresAt: Int?

  init(_ resolved: ResolvedCredentials) {
    if case .keys(let id, let secret, let token) = resolved.credentials {
      self.id = id
      self.secret = secret.reveal()
      self.token = token?.reveal()
    }
    account = resolved.facts.account
    expiresAt = resolved.facts.expiresAt
  }

  init(_ value: JSONValue) {
    id = value["access_key_id"]?.string
    secret = value["secret_access_key"]?.string
    token = value["session_token"]?.string
    account = value["account_id"]?.string
    expiresAt = value["expiry"]?.int
  }
}

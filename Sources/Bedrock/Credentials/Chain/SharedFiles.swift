import Engine

/// The files that credentials are read from, and whether they have changed
/// since.
struct SharedFiles: Sendable {
  let context: CredentialContext
  let locations: ConfigurationLocations

  init(_ context: CredentialContext) {
    self.context = context
    locations = ConfigurationLocations(environment: context.environment, home: context.home)
  }

  /// The paths of the two shared files.
  var paths: [String] { [locations.config, locations.credentials].compactMap(\.self) }

  /// What the two files hold. One that is there and cannot be read is an
  /// error: another account would be used without it.
  func read() async throws(ModelFailure) -> SharedConfiguration {
    SharedConfiguration(
      config: try await bytes(locations.config),
      configName: locations.config.map(locations.shown) ?? "~/.aws/config",
      credentials: try await bytes(locations.credentials),
      credentialsName: locations.credentials.map(locations.shown) ?? "~/.aws/credentials")
  }

  /// The state of each of `paths`.
  func stamps(of paths: [String]) async -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for path in paths { stamps[path] = await context.files.stamp(of: path) }
    return stamps
  }

  /// The cache files that `source` depends on.
  func caches(of source: ProfileSource) -> [String] {
    switch source {
    case .singleSignOn(let source):
      (try? SingleSignOnSession(source, context: context)).map { [$0.file.path] } ?? []
    case .login(let source):
      (try? LoginSession(source, context: context)).map { [$0.file.path] } ?? []
    case .role(_, let base): caches(of: base)
    case .keys, .process, .webIdentity, .named: []
    }
  }

  private func bytes(_ path: String?) async throws(ModelFailure) -> [UInt8] {
    guard let path else { return [] }
    do throws(FileFailure) { return try await context.files.read(path) ?? [] } catch {
      throw .credentials(
        "The AWS configuration cannot be read: \(error.message).",
        remedy: "Make it readable: chmod u+r \(locations.shown(path)).")
    }
  }
}

internal import Bedrock

extension SharedConfiguration {
  /// Reads both shared files now; for the start, before there is a screen
  /// that could wait.
  static func read(environment: EnvironmentValues) -> SharedConfiguration {
    let locations = ConfigurationLocations(
      environment: environment, home: environment["HOME"])
    func bytes(_ path: String?) -> [UInt8] { path.flatMap { FileAccess.read($0) } ?? [] }
    func name(_ path: String?, otherwise: String) -> String {
      path.map(locations.shown) ?? otherwise
    }
    return SharedConfiguration(
      config: bytes(locations.config),
      configName: name(locations.config, otherwise: "~/.aws/config"),
      credentials: bytes(locations.credentials),
      credentialsName: name(locations.credentials, otherwise: "~/.aws/credentials"))
  }
}

internal import Bedrock

/// Where the program keeps its files: the XDG base directories. A place is
/// `nil` when there is no home directory to derive it from; the program then
/// keeps nothing.
struct Directories: Equatable, Sendable {
  let home: String?
  /// `$XDG_CONFIG_HOME`, or `~/.config`.
  let configurationHome: String?
  /// `config.json`, `models.json`, `tasks.json`, themes.
  let configuration: String?
  /// History and log.
  let state: String?
  /// What can be learnt again.
  let cache: String?

  /// Reads HOME and the XDG variables; relative paths in them are ignored, as
  /// the XDG specification says.
  init(environment: EnvironmentValues) {
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let home = absolute("HOME")
    self.home = home
    configurationHome = absolute("XDG_CONFIG_HOME") ?? home.map { "\($0)/.config" }
    configuration = configurationHome.map { "\($0)/adit" }
    state = (absolute("XDG_STATE_HOME") ?? home.map { "\($0)/.local/state" }).map { "\($0)/adit" }
    cache = (absolute("XDG_CACHE_HOME") ?? home.map { "\($0)/.cache" }).map { "\($0)/adit" }
  }

  /// `path` with the home directory as `~`, for display.
  func abbreviated(_ path: String) -> String {
    ConfigurationLocations.shown(path, home: home)
  }
}

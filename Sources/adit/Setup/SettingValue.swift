/// A setting as it holds now, for `adit config`.
struct SettingValue: Equatable {
  /// Who said it.
  enum Origin: Equatable {
    case flag(String)
    case environment(String)
    case file(UserConfiguration.Place)
    case task(String)
    /// Something else that the run uses: `profile "dev"`, the model's ARN.
    case derived(String)
    case builtIn

    /// One word for scripts.
    var kind: String {
      switch self {
      case .flag: "flag"
      case .environment: "environment"
      case .file(let place): place.isProject ? "project" : "user"
      case .task: "task"
      case .derived: "derived"
      case .builtIn: "built-in"
      }
    }

    /// For people.
    var text: String {
      switch self {
      case .flag(let name): name
      case .environment(let name): name
      case .file(let place): "\(place.file):\(place.line)"
      case .task(let name): "task \(name)"
      case .derived(let text): text
      case .builtIn: "built-in"
      }
    }
  }

  var name: String
  /// `nil`: not set. Never a secret.
  var text: String?
  var origin: Origin

  init(_ name: String, _ text: String?, _ origin: Origin = .builtIn) {
    self.name = name
    self.text = text
    self.origin = origin
  }
}

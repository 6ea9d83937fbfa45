internal import Interface
internal import Wire

/// The theme that the user's configuration names: a file of the user's
/// `themes` folder, or a built-in one.
struct ThemeChoice {
  private static let defaultName = "default"

  let definition: ThemeDefinition
  /// What was wrong with the choice or the file, as sentences.
  let problems: [String]

  init(_ composition: Composition) {
    let name = composition.configuration.theme ?? Self.defaultName
    let folder = composition.directories.configuration.map { "\($0)/themes" }
    // A name, not a path: nothing outside of the folder is read.
    let path = name.contains("/") ? nil : folder.map { "\($0)/\(name).json" }
    if let path, let bytes = FileAccess.read(path) {
      let (theme, problems) = ThemeReader.read(bytes, fallbackName: name)
      definition = theme
      let shown = composition.directories.abbreviated(path)
      self.problems = problems.map {
        "\(shown):\($0.position.line):\($0.position.column): \($0.reason)"
      }
    } else if let theme = Self.builtIn(name) {
      definition = theme
      problems = []
    } else {
      definition = Self.builtIn(Self.defaultName) ?? ThemeDefinition(name: Self.defaultName)
      let names = BuiltInData.themes.map { $0.name.description.split(separator: ".")[0] }
      problems = [
        "There is no theme \"\(name)\"; built in are \(names.joined(separator: ", "))."
      ]
    }
  }

  private static func builtIn(_ name: String) -> ThemeDefinition? {
    BuiltInData.themes.first { $0.name.description == "\(name).json" }.map {
      ThemeReader.read($0.bytes, fallbackName: name).theme
    }
  }
}

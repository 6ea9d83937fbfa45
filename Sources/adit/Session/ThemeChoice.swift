internal import Bedrock
internal import Interface

/// The theme that the screen begins with: what the user's configuration names,
/// else the one for the terminal's background. What COLORFGBG says of that is
/// a hint; the terminal's own answer comes after the first frame.
struct ThemeChoice {
  let shelf: ThemeShelf
  /// As the user says it: a name, or `auto`.
  let wanted: String
  /// The theme that this means so far.
  let name: String
  let background: Background.Kind?
  let definition: ThemeDefinition
  /// What was wrong with the choice or the file, as sentences.
  let problems: [String]

  init(_ composition: Composition) {
    shelf = ThemeShelf(composition.directories)
    let wanted = composition.configuration.theme ?? ThemeShelf.automatic
    background = EnvironmentValues(composition.variables)["COLORFGBG"].flatMap(
      Background.kind(colorFGBG:))
    let name =
      wanted == ThemeShelf.automatic ? (background?.themeName ?? ThemeShelf.fallback) : wanted
    if let found = shelf.find(name) {
      self.wanted = wanted
      self.name = name
      definition = found.definition
      problems = [found.problem].compactMap { $0 }
      return
    }
    let names = shelf.all().map(\.name)
    self.wanted = ThemeShelf.automatic
    self.name = ThemeShelf.fallback
    definition =
      shelf.find(ThemeShelf.fallback)?.definition ?? ThemeDefinition(name: ThemeShelf.fallback)
    problems = ["There is no theme \"\(name)\"; there are \(names.joined(separator: ", "))."]
  }
}

internal import CSystem
internal import Glibc
internal import Interface
internal import Wire

/// Where themes are: the user's `themes` folder, before it the built-in ones
/// of the same names. Reads files; nothing else.
struct ThemeShelf: Sendable {
  /// Chosen by the terminal's background.
  static let automatic = "auto"
  static let fallback = "default"

  /// A theme that was found.
  struct Found: Hashable, Sendable {
    var definition: ThemeDefinition
    /// What is wrong with its file, with the place; the first of all that is,
    /// which most often is the cause of the others, and how many those are.
    var problem: String?
  }

  /// The user's folder; `nil`: there is no home for one.
  let folder: String?
  /// The home directory, written `~`.
  let home: String?

  init(_ directories: Directories) {
    folder = directories.configuration.map { "\($0)/themes" }
    home = directories.home
  }

  /// The theme called `name`; `nil`: there is none.
  func find(_ name: String) -> Found? {
    // A name, not a path: nothing outside of the folder is read.
    if !name.contains("/"), let folder {
      for form in Form.allCases {
        let path = "\(folder)/\(name).\(form.rawValue)"
        if let bytes = FileAccess.read(path) {
          return form.read(bytes, name: name, path: shown(path))
        }
      }
    }
    return BuiltInData.themes.lazy.compactMap { file -> Found? in
      guard let (own, form) = Form.split(file.name.description), own == name else { return nil }
      return form.read(file.bytes, name: name, path: "")
    }.first
  }

  /// Every theme, `auto` first.
  func all() -> [ThemeState.Summary] {
    let own = ownNames()
    let builtIn = BuiltInData.themes.compactMap { Form.split($0.name.description)?.name }
    let automatic = ThemeState.Summary(
      name: Self.automatic, details: "dark or light, as the terminal is")
    return [automatic]
      + builtIn.filter { !own.contains($0) }.map {
        ThemeState.Summary(name: $0, details: Self.details[$0] ?? "built in")
      } + own.map { ThemeState.Summary(name: $0, details: "your own") }
  }

  private static let details = [
    "default": "the terminal's own colours; on every background",
    "dark": "on dark backgrounds", "light": "on light backgrounds",
    "high-contrast-dark": "on black, at least 7:1",
    "high-contrast-light": "on white, at least 7:1",
    "mono": "no colour, only attributes",
    "slate": "base16, dark, with a background of its own",
    "paper": "base16, light, with a background of its own",
  ]

  /// How many files of the folder are looked at.
  private static let maximumFiles = 500

  private func ownNames() -> [String] {
    guard let folder, let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: Set<String> = []
    while names.count < Self.maximumFiles, let entry = readdir(directory) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let (name, _) = Form.split(file), !name.isEmpty { names.insert(name) }
    }
    return names.sorted()
  }

  private func shown(_ path: String) -> String {
    guard let home, path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  /// How a theme can be written down.
  private enum Form: String, CaseIterable {
    case json, yaml, yml

    static func split(_ file: String) -> (name: String, form: Form)? {
      guard let dot = file.lastIndex(of: "."),
        let form = Form(rawValue: String(file[file.index(after: dot)...]))
      else { return nil }
      return (String(file[..<dot]), form)
    }

    func read(_ bytes: [UInt8], name: String, path: String) -> Found {
      let (definition, problems) =
        switch self {
        case .json: ThemeReader.read(bytes, fallbackName: name)
        case .yaml, .yml: Base16Reader.read(bytes, fallbackName: name)
        }
      let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
      return Found(
        definition: definition,
        problem: problems.first.map {
          "\(path):\($0.position.line):\($0.position.column): \($0.reason)\(others)"
        })
    }
  }
}

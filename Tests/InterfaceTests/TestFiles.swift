import Glibc
import Interface
import Wire

/// Reads and writes files beside the tests.
enum TestFiles {
  /// The package's folder.
  static let package = String(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))

  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return count == 0 ? bytes : nil }
      bytes += chunk[..<count]
    }
  }

  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

/// Themes of the package.
enum FileTheme {
  static let names = [
    "default", "dark", "light", "high-contrast-dark", "high-contrast-light", "mono",
  ]

  /// Schemes of base16.
  static let schemes = ["slate", "paper"]

  static func read(_ name: String) -> (theme: ThemeDefinition, problems: [ThemeProblem]) {
    let path = "/\(TestFiles.package)/themes/\(name)"
    if schemes.contains(name) {
      return Base16Reader.read(TestFiles.read(path + ".yaml") ?? [], fallbackName: name)
    }
    return ThemeReader.read(TestFiles.read(path + ".json") ?? [], fallbackName: name)
  }

  static func named(_ name: String) -> ThemeDefinition {
    cached[name] ?? ThemeDefinition(name: name)
  }

  private static let cached = Dictionary(
    uniqueKeysWithValues: (names + schemes).map { ($0, read($0).theme) })
}

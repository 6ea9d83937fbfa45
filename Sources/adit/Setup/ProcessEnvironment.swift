internal import Glibc

/// The variables of this process. Empty and blank ones count as unset:
/// automation sets unset inputs to empty strings.
struct ProcessEnvironment: Sendable {
  /// Name to value.
  let variables: [String: String]

  /// The environment as it is now.
  static func current() -> ProcessEnvironment {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        let value = line[line.index(after: equals)...]
        if value.contains(where: { !$0.isWhitespace }) {
          variables[String(line[..<equals])] = String(value)
        }
      }
      entry += 1
    }
    return ProcessEnvironment(variables: variables)
  }

  subscript(name: String) -> String? { variables[name] }

  /// A switch: true, 1 or yes in any case.
  func isOn(_ name: String) -> Bool {
    ["true", "1", "yes"].contains(variables[name]?.lowercased() ?? "")
  }
}

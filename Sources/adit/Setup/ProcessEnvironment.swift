internal import Glibc
internal import Synchronization

/// The variables that this process was started with.
enum ProcessEnvironment {
  private static let captured = Mutex<[String: String]?>(nil)

  /// Name to value: as captured, or as they are now where nobody captured.
  static func variables() -> [String: String] {
    captured.withLock { $0 } ?? current()
  }

  /// Keeps the variables as they are now; later changes of the process's own
  /// block are not seen any more.
  @discardableResult
  static func capture() -> [String: String] {
    let variables = current()
    captured.withLock { $0 = variables }
    return variables
  }

  private static func current() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      entry += 1
    }
    return variables
  }
}

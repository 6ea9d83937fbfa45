internal import CSystem
internal import Glibc
internal import Interface
internal import Synchronization

/// The user's browser, where this screen has one.
final class Browser: Sendable {
  /// What `xdg-open` and a browser need of the environment; nothing of ours
  /// that is secret is among it.
  private static let passedVariables = [
    "BROWSER", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "HOME", "LANG", "LOGNAME", "PATH", "USER",
    "WAYLAND_DISPLAY", "XAUTHORITY",
  ]
  private static let passedPrefixes = ["LC_", "XDG_"]

  /// Whether there is a display, and it is not at the other end of an SSH
  /// connection from whoever reads this.
  let isAvailable: Bool
  private let environment: [String]
  /// Children that may still run.
  private let children = Mutex<[pid_t]>([])

  init(environment: [String: String]) {
    func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    isAvailable =
      (has("DISPLAY") || has("WAYLAND_DISPLAY")) && !has("SSH_CONNECTION") && !has("SSH_TTY")
    self.environment = environment.filter { name, _ in
      Self.passedVariables.contains(name) || Self.passedPrefixes.contains(where: name.hasPrefix)
    }.map { "\($0)=\($1)" }.sorted()
  }

  /// Opens `address`, which must be of https or of a loopback http server;
  /// `false` where that could not be begun.
  func open(_ address: String) -> Bool {
    guard Self.isAddress(address) else { return false }
    return start(address)
  }

  /// Opens a link that the user chose; `false` where that could not be begun.
  func open(_ link: LinkAddress) -> Bool { start(link.text) }

  private func start(_ address: String) -> Bool {
    reap()
    guard isAvailable else { return false }
    let child = ChildProcess(
      path: "xdg-open", arguments: ["xdg-open", address], environment: environment,
      hasOwnSession: true
    ).start()
    guard child > 0 else { return false }
    children.withLock { $0.append(child) }
    return true
  }

  /// An argument that begins like an address is never taken for an option.
  static func isAddress(_ text: String) -> Bool {
    text.hasPrefix("https://") || text.hasPrefix("http://127.0.0.1:")
      || text.hasPrefix("http://localhost:")
  }

  private func reap() {
    children.withLock { children in
      children.removeAll { child in
        var code: Int32 = 0
        var signal: Int32 = 0
        return adit_reap(child, false, &code, &signal) != 0
      }
    }
  }
}

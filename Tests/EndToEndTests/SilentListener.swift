import Glibc
import TestSupport

/// A port that takes connections and says nothing, or refuses them.
final class SilentListener {
  let port: UInt16
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = bind(descriptor, generic, length)
        _ = listen(descriptor, 8)
        _ = getsockname(descriptor, generic, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
  }

  /// Whether somebody has connected, or does so in time.
  func waitForConnection(milliseconds: Int) -> Bool {
    var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&item, 1, Int32(clamping: milliseconds)) > 0
  }

  deinit { close(descriptor) }

  /// A port on which nobody listens.
  static func closedPort() throws -> UInt16 { try SilentListener().port }
}

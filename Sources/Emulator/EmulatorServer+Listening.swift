import Glibc

extension EmulatorServer {
  /// A listening socket on a loopback address, and its port.
  static func listen(
    host: String, port: UInt16
  ) throws(EmulatorError) -> (descriptor: Int32, port: UInt16) {
    switch host {
    case "127.0.0.1", "localhost":
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      return try listen(AF_INET, &address, "127.0.0.1:\(port)") { UInt16(bigEndian: $0.sin_port) }
    case "::1":
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      return try listen(AF_INET6, &address, "[::1]:\(port)") { UInt16(bigEndian: $0.sin6_port) }
    default:
      throw EmulatorError(
        .notLoopback,
        "The emulator listens on 127.0.0.1 or ::1 only, not on \(host).")
    }
  }

  private static func listen<Address>(
    _ family: Int32, _ address: inout Address, _ name: String, port: (Address) -> UInt16
  ) throws(EmulatorError) -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(
      family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw systemError("make a socket") }
    var on: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var length = socklen_t(MemoryLayout<Address>.size)
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, backlog) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isReady else {
      let error = systemError("listen on \(name)")
      close(descriptor)
      throw error
    }
    return (descriptor, port(address))
  }

  private static func systemError(_ what: String) -> EmulatorError {
    let number = errno
    return EmulatorError(
      .system(number), "The emulator could not \(what): \(String(cString: strerror(number))).")
  }
}

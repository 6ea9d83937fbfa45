import CSystem
import Glibc

/// Why a connection is over.
enum SocketEnd: Error, Hashable {
  /// The other side closed or reset it, or the server stops.
  case disconnected
  /// We end it, as a fault asks for.
  case finished
}

/// One accepted connection. Writes block; waits end at once when the other
/// side leaves. Owned by one thread.
struct SocketStream: ~Copyable {
  /// `POLLRDHUP` of Linux's poll.h, which Swift does not see.
  private static let peerClosed: Int16 = 0x2000
  /// Bytes that are gathered before they are written.
  static let flushBytes = 16 * 1024
  private static let nanosecondsPerMillisecond: UInt64 = 1_000_000

  let descriptor: Int32
  private var pending: [UInt8] = []
  /// Every byte that was handed to the system.
  private(set) var bytesWritten = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// The next bytes; empty at the end.
  func read(upTo count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      while true {
        let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if result < 0, errno == EINTR { continue }
        used = max(0, result)
        return
      }
    }
  }

  /// Adds bytes to what is written next.
  mutating func write(_ bytes: some Collection<UInt8>) throws(SocketEnd) {
    pending += bytes
    if pending.count >= Self.flushBytes { try flush() }
  }

  /// Writes everything now.
  mutating func flush() throws(SocketEnd) {
    var start = 0
    while start < pending.count {
      let result = pending.withUnsafeBytes { raw in
        send(
          descriptor, raw.baseAddress?.advanced(by: start), raw.count - start, Int32(MSG_NOSIGNAL))
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw .disconnected
      }
      start += result
      bytesWritten += result
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes everything, then waits until `deadline` of the monotonic clock,
  /// for ever where there is none. Throws as soon as the other side is gone.
  mutating func wait(until deadline: UInt64?) throws(SocketEnd) {
    try flush()
    while true {
      var timeout: Int32 = -1
      if let deadline {
        let now = adit_monotonic_nanoseconds()
        let left = deadline > now ? deadline - now : 0
        timeout = Int32(clamping: left / Self.nanosecondsPerMillisecond)
        if left > 0, timeout == 0 {
          // Below poll's resolution.
          var pause = timespec(tv_sec: 0, tv_nsec: Int(left))
          nanosleep(&pause, nil)
        }
      }
      var request = pollfd(descriptor: descriptor, events: Self.peerClosed)
      let result = poll(&request, 1, timeout)
      if result > 0 { throw .disconnected }
      if result < 0, errno != EINTR { throw .disconnected }
      if let deadline, adit_monotonic_nanoseconds() >= deadline { return }
    }
  }

  /// Throws when the other side is gone; costs one system call.
  func checkPeer() throws(SocketEnd) {
    var request = pollfd(descriptor: descriptor, events: Self.peerClosed)
    if poll(&request, 1, 0) > 0 { throw .disconnected }
  }

  /// Makes the close that follows a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

extension pollfd {
  fileprivate init(descriptor: Int32, events: Int16) {
    self.init(fd: descriptor, events: events, revents: 0)
  }
}

internal import CSystem
internal import Glibc

/// The terminal's descriptors: opened anew, so that nothing we set on them is
/// shared with whoever started us, and O_NONBLOCK on the one to read from
/// does not reach the one to write to.
struct TerminalDevice {
  /// Non-blocking, for reading.
  let input: Int32
  /// Blocking, for curses, sizes and settings.
  let output: Int32
  /// Non-blocking, for what is sent: a slow terminal must not hold up the
  /// loop. -1: the system has none, and writing blocks.
  var writer: Int32 = -1

  /// Both ends must be terminals: otherwise someone pipes.
  static func open() throws(TerminalError) -> TerminalDevice {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let input = try open(for: STDIN_FILENO, flags: O_RDONLY | O_NONBLOCK)
    do {
      return TerminalDevice(
        input: input, output: try open(for: STDOUT_FILENO, flags: O_RDWR),
        writer: (try? open(for: STDOUT_FILENO, flags: O_WRONLY | O_NONBLOCK)) ?? -1)
    } catch {
      Glibc.close(input)
      throw error
    }
  }

  /// `/dev/tty`, or by the link of a standard descriptor where the process
  /// has no controlling terminal.
  private static func open(for standard: Int32, flags: Int32) throws(TerminalError) -> Int32 {
    var descriptor = adit_open("/dev/tty", flags | O_NOCTTY, 0)
    if descriptor < 0 { descriptor = adit_open("/proc/self/fd/\(standard)", flags | O_NOCTTY, 0) }
    guard descriptor >= 0 else { throw .system(call: "/dev/tty", code: -descriptor) }
    return descriptor
  }

  func close() {
    Glibc.close(input)
    Glibc.close(output)
    if writer >= 0 { Glibc.close(writer) }
  }

  /// Bytes taken in one go: a large paste in few calls.
  private static let chunkBytes = 65_536

  enum Reading: Equatable { case bytes([UInt8]), nothing, ended }

  /// A read of this many bytes is a paste, and more of it is on the way: the
  /// system hands out at most 4,095 at once.
  private static let burstBytes = 1_024
  /// How long a paste may pause for its writer to be scheduled.
  private static let burstPauseMilliseconds: Int32 = 5
  /// A paste is taken in pieces of this, so that the screen lives meanwhile
  /// and the keys it is decoded to take little memory.
  private static let burstLimitBytes = 262_144

  /// What was typed since the last call; of a paste as much as comes without a
  /// pause, up to a bound.
  func readAll() -> Reading {
    let first = read()
    guard case .bytes(var bytes) = first, bytes.count >= Self.burstBytes else { return first }
    while bytes.count < Self.burstLimitBytes {
      var item = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&item, 1, Self.burstPauseMilliseconds) > 0, case .bytes(let more) = read() else {
        break
      }
      bytes += more
    }
    return .bytes(bytes)
  }

  /// What was typed since the last call, at most `chunkBytes`.
  func read() -> Reading {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, filled in
      repeat {
        count = Glibc.read(input, buffer.baseAddress, buffer.count)
      } while count < 0
        && errno == EINTR
      filled = max(0, count)
    }
    if count > 0 { return .bytes(bytes) }
    if count < 0, errno == EAGAIN { return .nothing }
    return .ended
  }
}

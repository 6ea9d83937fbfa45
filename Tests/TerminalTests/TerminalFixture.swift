import CSystem
import Engine
import Glibc
import Synchronization
import TestSupport

@testable import Interface
@testable import Terminal

/// A session in this process on a pseudo-terminal of its own, with a thread
/// that reads along (the pty's buffer is small and curses blocks).
final class TerminalFixture {
  let path: String
  let master: Int32
  let slave: Int32
  private let recorder = Recorder()
  private var thread = pthread_t()
  private var sentinels = 0
  var screen: ScreenEmulator
  /// Bytes of the last `settle`.
  private(set) var lastBytes: [UInt8] = []

  final class Recorder: Sendable {
    let bytes = Mutex<[UInt8]>([])
    let descriptor = Mutex<Int32>(-1)
  }

  init(columns: Int, rows: Int, answers: ScreenEmulator.Answers = .none) throws {
    var name = [CChar](repeating: 0, count: 64)
    var front: Int32 = -1
    var back: Int32 = -1
    let opened = adit_open_pty(Int32(columns), Int32(rows), &front, &back, &name, 64)
    guard opened == 0 else { throw TerminalError.system(call: "openpty", code: -opened) }
    master = front
    slave = back
    path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    screen = ScreenEmulator(columns: columns, rows: rows, answers: answers)
    recorder.descriptor.withLock { $0 = front }
    let context = Unmanaged.passRetained(recorder).toOpaque()
    pthread_create(&thread, nil, readAlong, context)
  }

  /// The thread closes the master once nobody holds the slave any more.
  deinit {
    close(slave)
    pthread_detach(thread)
  }

  func open(_ environment: [String: String]) throws -> TerminalSession {
    let input = adit_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
    let output = adit_open(path, O_RDWR | O_NOCTTY, 0)
    let device = TerminalDevice(input: input, output: output)
    do {
      return try TerminalSession(
        device: device, environment: environment, report: .init(program: "test 0"))
    } catch {
      device.close()
      throw error
    }
  }

  /// Lets the emulator see everything that was written so far, and the
  /// session the answers.
  func settle() {
    sentinels += 1
    // Behind everything: a string that no terminal shows.
    let mark = "\u{1b}]777;\(sentinels)\u{7}"
    _ = Array(mark.utf8).withUnsafeBytes { write(slave, $0.baseAddress, $0.count) }
    let end = Array(mark.utf8)
    let deadline = Deadline(milliseconds: PtyProcess.patienceMilliseconds)
    while !deadline.hasPassed {
      let bytes = recorder.bytes.withLock { bytes -> [UInt8]? in
        guard bytes.suffix(end.count) == end[...] else { return nil }
        defer { bytes = [] }
        return bytes
      }
      if let bytes {
        lastBytes = Array(bytes.dropLast(end.count))
        screen.feed(lastBytes)
        let replies = screen.takeReplies()
        _ = replies.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        return
      }
      sched_yield()
    }
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  func resize(columns: Int, rows: Int) {
    settle()
    screen.resize(columns: columns, rows: rows)
    adit_set_window_size(slave, Int32(columns), Int32(rows))
  }
}

private func readAlong(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let recorder = Unmanaged<TerminalFixture.Recorder>.fromOpaque(context).takeRetainedValue()
  let descriptor = recorder.descriptor.withLock { $0 }
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    // EIO: the last end of the slave was closed.
    guard count > 0 else {
      close(descriptor)
      return nil
    }
    recorder.bytes.withLock { $0 += chunk[0..<count] }
  }
}

func testEnvironment(_ term: String) -> [String: String] { ["TERM": term] }

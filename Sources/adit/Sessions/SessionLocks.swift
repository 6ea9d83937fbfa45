internal import CSystem
internal import Engine
internal import Glibc
internal import Synchronization

/// Which sessions are open in this program: an advisory lock (`flock`) for
/// each, which ends with the program, whatever happens to it. Locks are asked
/// for on threads that may block.
final class SessionLocks: Sendable {
  /// What became of a lock.
  enum Outcome: Equatable {
    case taken
    /// Another program has the session open.
    case busy
    /// There is no place for locks here, so that nobody else has one.
    case impossible
  }

  private let directory: String?
  private let home: String?
  private let held = Mutex<[SessionID: Int32]>([:])
  /// The file in whose queue writers stand; `nil`: not opened yet.
  private let queue = Mutex<Int32?>(nil)

  /// `directory`: where the lock files are; `nil`: nowhere.
  init(directory: String?, home: String?) {
    self.directory = directory
    self.home = home
  }

  deinit {
    for descriptor in held.withLock({ Array($0.values) }) { close(descriptor) }
    if let descriptor = queue.withLock({ $0 }) { close(descriptor) }
  }

  /// Opens `id` here; `taken` too if it is open here already.
  func take(_ id: SessionID) -> Outcome {
    if held.withLock({ $0[id] != nil }) { return .taken }
    switch Self.open(path(of: id), home: home) {
    case .success(let descriptor):
      held.withLock { $0[id] = descriptor }
      return .taken
    case .failure(let outcome): return outcome.outcome
    }
  }

  /// Closes `id` here; its file goes with it.
  func release(_ id: SessionID) {
    guard let descriptor = held.withLock({ $0.removeValue(forKey: id) }) else { return }
    if let path = path(of: id) { unlink(path) }
    close(descriptor)
  }

  /// Runs `body` while no other program of ours writes. SQLite lets whoever
  /// asks at the right moment go first; with hundreds of programs some would
  /// never be it. `flock` keeps a queue. Where there is no lock, SQLite's holds.
  /// `waiting` is told that there is a queue.
  func whileWriting(waiting: () -> Void, _ body: () -> Void) {
    let descriptor = queue.withLock { opened in
      if opened == nil, let directory {
        FileAccess.makeDirectories(directory, home: home)
        let new = adit_open("\(directory)/writing", O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
        if new >= 0 { opened = new }
      }
      return opened
    }
    guard let descriptor else { return body() }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      waiting()
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }
    defer { flock(descriptor, LOCK_UN) }
    body()
  }

  /// Closes every session; for the end of the program.
  func releaseAll() { for id in held.withLock({ Array($0.keys) }) { release(id) } }

  /// Whether a program, this one or another, has `id` open.
  func isOpen(_ id: SessionID) -> Bool {
    if held.withLock({ $0[id] != nil }) { return true }
    guard take(id) != .busy else { return true }
    release(id)
    return false
  }

  private struct Refusal: Error { var outcome: Outcome }

  private func path(of id: SessionID) -> String? {
    // An id becomes a file's name: nothing but what ids are made of.
    guard !id.text.isEmpty, id.text.utf8.allSatisfy({ Self.isNameByte($0) }) else { return nil }
    return directory.map { "\($0)/\(id.text).lock" }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func open(_ path: String?, home: String?) -> Result<Int32, Refusal> {
    guard let path, let slash = path.lastIndex(of: "/") else {
      return .failure(Refusal(outcome: .impossible))
    }
    FileAccess.makeDirectories(String(path[..<slash]), home: home)
    // A holder that ends takes the name away while we open its file.
    for _ in 0..<8 {
      let descriptor = adit_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { return .failure(Refusal(outcome: .impossible)) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let isBusy = errno == EWOULDBLOCK
        close(descriptor)
        return .failure(Refusal(outcome: isBusy ? .busy : .impossible))
      }
      if FileWaiting.isNamed(path, descriptor) { return .success(descriptor) }
      close(descriptor)
    }
    return .failure(Refusal(outcome: .busy))
  }
}

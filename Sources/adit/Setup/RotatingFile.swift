internal import CSystem
internal import Glibc
internal import Synchronization

/// A file that is appended to, of bounded size: at the bound it becomes
/// `name.1.jsonl`, the one before it `name.2.jsonl`, and the oldest goes.
/// Several processes may write to one; each line is one write(2). Whatever
/// fails is silent: a log is never worth an error.
final class RotatingFile: Sendable {
  /// A day of ordinary use, or a few turns of wire dumps.
  static let maximumBytes = 5 << 20
  /// Former files that are kept.
  static let keptFiles = 2

  private struct State {
    var descriptor: Int32 = -1
    /// The last line was cut by a full disk.
    var lineIsOpen = false
  }

  /// `nil` where there is no folder to write into.
  let path: String?
  private let folder: String?
  private let name: String
  private let home: String?
  private let maximumBytes: Int
  private let state = Mutex(State())

  /// A file `folder/name.jsonl`; made with the first line, mode 0600.
  init(
    folder: String?, name: String, home: String?, maximumBytes: Int = RotatingFile.maximumBytes
  ) {
    self.folder = folder
    self.name = name
    self.home = home
    self.maximumBytes = maximumBytes
    path = folder.map { "\($0)/\(name).jsonl" }
  }

  deinit {
    state.withLock { state in
      if state.descriptor >= 0 { FileAccess.closeDescriptor(state.descriptor) }
    }
  }

  /// Appends `line`, which ends in a line end. May block: call it on a thread
  /// that may.
  func append(_ line: [UInt8]) {
    state.withLock { state in
      rotateIfFull(&state)
      guard open(&state) else { return }
      let bytes = state.lineIsOpen ? [UInt8(ascii: "\n")] + line : line
      let written = bytes.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
      guard written != bytes.count else {
        state.lineIsOpen = false
        return
      }
      // A full disk, or a file system gone away: the next line tries anew.
      if written > 0 { state.lineIsOpen = true }
      close(&state)
    }
  }

  private func open(_ state: inout State) -> Bool {
    if state.descriptor >= 0 { return true }
    guard let folder, let path else { return false }
    FileAccess.makeDirectories(folder, home: home)
    state.descriptor = FileAccess.openForAppending(path) ?? -1
    return state.descriptor >= 0
  }

  private func close(_ state: inout State) {
    if state.descriptor >= 0 { FileAccess.closeDescriptor(state.descriptor) }
    state.descriptor = -1
  }

  private func rotateIfFull(_ state: inout State) {
    guard open(&state), let path, let folder else { return }
    var opened = stat()
    guard fstat(state.descriptor, &opened) == 0 else { return close(&state) }
    guard Int(opened.st_size) >= maximumBytes || opened.st_nlink == 0 else { return }
    // One process renames; the others find another file under the name.
    if flock(state.descriptor, LOCK_EX | LOCK_NB) == 0 {
      var named = stat()
      if lstat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev {
        for number in (1..<Self.keptFiles).reversed() {
          rename("\(folder)/\(name).\(number).jsonl", "\(folder)/\(name).\(number + 1).jsonl")
        }
        rename(path, "\(folder)/\(name).1.jsonl")
      }
    }
    close(&state)
  }
}

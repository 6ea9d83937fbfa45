internal import Glibc

/// Where the program was started, for the header.
struct WorkingDirectory: Equatable {
  /// Absolute path, empty if it no longer exists.
  let path: String
  /// The branch that is checked out there, or the start of a detached commit.
  let branch: String?

  /// Looks at the process's working directory.
  static func current() -> WorkingDirectory {
    guard let raw = getcwd(nil, 0) else { return WorkingDirectory(path: "", branch: nil) }
    defer { free(raw) }
    let path = String(cString: raw)
    return WorkingDirectory(path: path, branch: branch(at: path))
  }

  /// The project's root: the nearest folder with a `.git`; without one the
  /// directory itself.
  var project: String {
    var folder = path
    while !folder.isEmpty {
      if FileAccess.exists("\(folder)/.git") { return folder }
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { break }
      folder = String(folder[..<slash])
    }
    return path
  }

  /// The root directory that `path` names: from `/` on, its links resolved
  /// where it exists; `.` is the project of the working directory.
  static func root(_ path: String) -> String {
    if path == "." { return current().project }
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    var whole = path.hasPrefix("/") ? path : "\(current().path)/\(path)"
    while whole.hasSuffix("/"), whole.count > 1 { whole.removeLast() }
    return whole
  }

  /// Reads `.git/HEAD` of the nearest folder that has one.
  private static func branch(at path: String) -> String? {
    var folder = path
    while true {
      if let head = FileAccess.read("\(gitDirectory(in: folder))/HEAD", lastBytes: 4096) {
        return branch(head: String(decoding: head, as: UTF8.self))
      }
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return nil }
      folder = String(folder[..<slash])
    }
  }

  /// `.git` itself, or where the file `.git` of a linked work tree points.
  private static func gitDirectory(in folder: String) -> String {
    let place = "\(folder)/.git"
    guard let link = FileAccess.read(place, lastBytes: 4096) else { return place }
    let text = String(decoding: link, as: UTF8.self)
    guard text.hasPrefix("gitdir: ") else { return place }
    let target = text.dropFirst(8).prefix { !$0.isNewline }
    return target.hasPrefix("/") ? String(target) : "\(folder)/\(target)"
  }

  /// The name in `ref: refs/heads/…`, or eight characters of a commit.
  static func branch(head: String) -> String? {
    let line = head.prefix { !$0.isNewline }
    let mark = "ref: refs/heads/"
    if line.hasPrefix(mark) { return String(line.dropFirst(mark.count)) }
    return line.isEmpty ? nil : String(line.prefix(8))
  }
}

internal import CSystem
internal import Engine
internal import Glibc

/// Reads `AGENTS.md`, else `CLAUDE.md`, of the working directory and of every
/// directory above it up to the repository's root, and the user's own
/// `~/.config/AGENTS.md`. Outside of a repository the working directory alone
/// counts: what lies above is nobody's to vouch for. Imports (`@path`) in them
/// are not followed.
///
/// A file that somebody else put there tells the model nothing, and a link of a
/// repository that was fetched from anywhere shows it no file outside of it.
struct InstructionFiles: Sendable {
  /// Bytes of one file, and of all of them: each is read with every request.
  static let maximumFileBytes = 64 << 10
  static let maximumBytes = 256 << 10
  /// In this order; the first that is there counts.
  private static let names = ["AGENTS.md", "CLAUDE.md"]

  /// The working directory.
  let directory: String
  let home: String?
  /// `$XDG_CONFIG_HOME`, or what stands for it.
  let configurationHome: String?

  private enum Found {
    case file(ProjectInstructions.File)
    case problem(String)
  }

  /// Reads them all. What is no regular file is told, not waited for.
  func read() -> ProjectInstructions {
    var result = ProjectInstructions()
    var room = Self.maximumBytes
    let repository = GitExcludes.repository(of: directory)
    let directoryOwner = Self.owner(of: directory)
    // The nearest has the last word, and the first claim on the room there is.
    for folder in folders(repository) {
      for name in Self.names {
        let place = Place(
          path: "\(folder.path)/\(name)", shown: folder.shown + name,
          bound: folder.isProject ? repository?.root ?? directory : nil,
          directoryOwner: directoryOwner)
        guard let found = look(place, room: room) else { continue }
        switch found {
        case .problem(let text):
          // It leaves its place to the next name.
          result.problems.append(text)
          continue
        case .file(let file):
          room -= file.text.utf8.count
          result.files.insert(file, at: 0)
        }
        break
      }
    }
    return result
  }

  /// Where a file is looked for.
  private struct Place {
    var path: String
    var shown: String
    /// The folder that a link must not lead out of; `nil`: it may lead
    /// anywhere.
    var bound: String?
    var directoryOwner: uid_t?
  }

  /// Whether a file of `owner` may instruct the model: the user's own, the
  /// system's, and those of whose directory the user works in, as in a
  /// container, where the project has another number.
  static func isTrusted(_ owner: uid_t, user: uid_t, directoryOwner: uid_t?) -> Bool {
    owner == user || owner == 0 || owner == directoryOwner
  }

  private static func owner(of directory: String) -> uid_t? {
    var status = stat()
    return stat(directory, &status) == 0 ? status.st_uid : nil
  }

  /// Folders with how they are shown, a slash behind, the nearest first.
  private func folders(
    _ repository: (root: String, folders: [String])?
  ) -> [(path: String, shown: String, isProject: Bool)] {
    var folders: [(path: String, shown: String, isProject: Bool)] = []
    if let (root, names) = repository {
      for depth in stride(from: names.count, through: 0, by: -1) {
        let way = names.prefix(depth).map { "\($0)/" }.joined()
        folders.append(("\(root)/\(way)", way, true))
      }
    } else if !directory.isEmpty {
      folders.append((directory, "", true))
    }
    if let configurationHome {
      let shown = home.flatMap { home in
        configurationHome.hasPrefix(home + "/")
          ? "~" + configurationHome.dropFirst(home.count) : nil
      }
      folders.append((configurationHome, (shown ?? configurationHome) + "/", false))
    }
    return folders
  }

  /// What is at `place`; `nil`: nothing.
  private func look(_ place: Place, room: Int) -> Found? {
    let shown = place.shown
    // A pipe without a writer opens at once and is told from a file then.
    let descriptor = adit_open(place.path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
    guard descriptor >= 0 else {
      let code = -descriptor
      guard code != ENOENT, code != ENOTDIR else { return nil }
      return .problem("\(shown) is not read: \(SystemErrorText.of(code)).")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .problem("\(shown) is not read: it is not a regular file.")
    }
    guard
      Self.isTrusted(status.st_uid, user: geteuid(), directoryOwner: place.directoryOwner)
    else {
      return .problem("\(shown) is not read: it belongs to another user. See ls -l.")
    }
    if let bound = place.bound, Self.leavesFolder(place.path, bound) {
      return .problem("\(shown) is not read: it is a link to a file outside of the project.")
    }
    let limit = min(Self.maximumFileBytes, room)
    guard limit > 0 else {
      let most = Self.maximumBytes >> 10
      return .problem("\(shown) is not read: the files nearer by have \(most) KiB already.")
    }
    var bytes = FileAccess.readAll(descriptor, limit: limit + 1)
    let isCut = bytes.count > limit
    if isCut {
      bytes.removeLast(bytes.count - limit)
      // No character is cut in the middle.
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    let isText = String(validating: bytes, as: UTF8.self) != nil
    let remarks = [
      isCut ? "cut at \(limit >> 10) KiB" : "", isText ? "" : "not all of it is UTF-8",
    ]
    return .file(
      ProjectInstructions.File(
        name: shown, text: String(decoding: bytes, as: UTF8.self),
        remark: remarks.filter { !$0.isEmpty }.joined(separator: ", ")))
  }

  /// Whether `path` leads to a file that is not in `folder`.
  private static func leavesFolder(_ path: String, _ folder: String) -> Bool {
    guard let file = resolved(path), let folder = resolved(folder.isEmpty ? "/" : folder) else {
      return true
    }
    return !file.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// `path` without links.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

internal import CSystem
internal import Glibc
internal import TextModel

/// Reads the tree below a directory, one directory a step: between two steps
/// whoever walks can do something else. Near directories come before far ones
/// and hidden ones last, so that a bound cuts off what is wanted least.
///
/// Links are not followed, so there are no loops; what git ignores is left
/// out, as are names that no prompt can hold: invalid UTF-8 and control
/// characters. Nothing is opened but directories and files of patterns.
struct FileWalk {
  /// Entries and bytes of paths that are kept: what a completion can be chosen
  /// from; more is another kind of disk than a project.
  static let maximumEntries = 500_000
  static let maximumPathBytes = 64 << 20
  /// Entries of one directory that are looked at.
  private static let maximumDirectoryEntries = 200_000

  /// What was found so far.
  private(set) var list = PathList()
  /// Whether there was more than is kept.
  private(set) var isBounded = false

  private struct Directory {
    /// From the root on, a slash at the end; empty for the root itself.
    var path: [UInt8]
    var scope: IgnoreScope?
    var isHidden = false
  }

  private struct Entry {
    var name: [UInt8]
    var type: UInt8
  }

  private let root: String
  private let git: GitExcludes
  /// Taken from the front; `next` counts what was taken.
  private var visible: [Directory]
  private var nextVisible = 0
  private var hidden: [Directory] = []
  private var nextHidden = 0

  /// `git`: where the user's and a repository's own patterns are.
  init(root: String, git: GitExcludes) {
    self.root = root
    self.git = git
    visible = [Directory(path: [], scope: git.scope(above: root))]
  }

  /// Reads the next directory; `false`: there is none left.
  mutating func step() -> Bool {
    guard !isBounded, let directory = nextDirectory() else { return false }
    read(directory)
    return true
  }

  private mutating func nextDirectory() -> Directory? {
    if nextVisible < visible.count {
      defer { nextVisible += 1 }
      return visible[nextVisible]
    }
    guard nextHidden < hidden.count else { return nil }
    defer { nextHidden += 1 }
    return hidden[nextHidden]
  }

  private mutating func read(_ directory: Directory) {
    let place =
      directory.path.isEmpty ? root : root + "/" + String(decoding: directory.path, as: UTF8.self)
    let entries = Self.entries(of: place)
    var scope = directory.scope
    if !directory.path.isEmpty, entries.contains(where: { $0.name == Array(".git".utf8) }) {
      // A repository within has rules of its own.
      scope = git.ownScope(of: place, baseLength: directory.path.count)
    }
    if entries.contains(where: { $0.name == Array(".gitignore".utf8) }) {
      let rules = GitExcludes.rules("\(place)/.gitignore", followsLinks: false)
      if !rules.isEmpty {
        scope = IgnoreScope(rules, baseLength: directory.path.count, outer: scope)
      }
    }
    for entry in entries {
      guard list.count < Self.maximumEntries, list.byteCount < Self.maximumPathBytes else {
        isBounded = true
        return
      }
      take(entry, in: directory, scope: scope, place: place)
    }
  }

  private mutating func take(
    _ entry: Entry, in directory: Directory, scope: IgnoreScope?, place: String
  ) {
    guard entry.name != Array(".git".utf8) else { return }
    let isDirectory = entry.type == UInt8(DT_DIR)
    guard isDirectory || entry.type == UInt8(DT_REG) || entry.type == UInt8(DT_LNK) else { return }
    let path = directory.path + entry.name
    if let scope, scope.ignores(path, nameStart: directory.path.count, isDirectory: isDirectory) {
      return
    }
    let isHidden = directory.isHidden || entry.name.first == 0x2E
    list.append(path, isDirectory: isDirectory, isHidden: isHidden)
    guard isDirectory else { return }
    let below = Directory(path: path + [0x2F], scope: scope, isHidden: isHidden)
    if isHidden { hidden.append(below) } else { visible.append(below) }
  }

  /// The entries of a directory in the order of their names; none where it
  /// cannot be read.
  private static func entries(of place: String) -> [Entry] {
    let descriptor = adit_open(place, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0)
    guard descriptor >= 0 else { return [] }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return []
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while entries.count < maximumDirectoryEntries, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard name != [0x2E], name != [0x2E, 0x2E], isWritable(name) else { continue }
      var type = entry.pointee.d_type
      if type == UInt8(DT_UNKNOWN) { type = Self.type(of: name, in: descriptor) }
      entries.append(Entry(name: name, type: type))
    }
    entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    return entries
  }

  /// Whether a prompt can hold a name.
  static func isWritable(_ name: [UInt8]) -> Bool {
    var isASCII = true
    for byte in name {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII || String(validating: name, as: UTF8.self) != nil
  }

  /// For file systems that do not tell a type with a name.
  private static func type(of name: [UInt8], in descriptor: Int32) -> UInt8 {
    var status = stat()
    let result = String(decoding: name, as: UTF8.self).withCString {
      fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard result == 0 else { return UInt8(DT_UNKNOWN) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return UInt8(DT_DIR)
    case S_IFREG: return UInt8(DT_REG)
    case S_IFLNK: return UInt8(DT_LNK)
    default: return UInt8(DT_UNKNOWN)
    }
  }
}

internal import CSystem
internal import Glibc

/// Where patterns lie that are in no directory's own `.gitignore`: the
/// repository's `info/exclude` and the user's `core.excludesFile`.
struct GitExcludes: Sendable {
  /// The user's home; `nil`: nothing of theirs counts.
  let home: String?
  /// `$XDG_CONFIG_HOME`, or what stands for it.
  let configurationHome: String?

  /// Bytes of a configuration of git that are read.
  private static let maximumConfigurationBytes = 256 << 10
  /// Folders above a directory that are looked through for its repository.
  private static let maximumDepth = 100

  /// The patterns of a file; none where it cannot be read.
  static func rules(_ path: String, followsLinks: Bool = true) -> IgnoreRules {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    return IgnoreRules(file: contents(path, flags: flags, limit: IgnoreRules.maximumFileBytes))
  }

  /// The rules that hold in `root` beside its own file's.
  func scope(above root: String) -> IgnoreScope? {
    guard let (repository, folders) = Self.repository(of: root) else { return userScope(nil) }
    // From the repository's root to `root`, a slash behind each.
    var lead = folders.reduce(into: [UInt8]()) { $0 += $1.utf8 + [0x2F] }
    var scope = ownScope(of: repository, baseLength: 0, lead: lead)
    var folder = repository
    for name in folders {
      let rules = Self.rules("\(folder)/.gitignore", followsLinks: false)
      if !rules.isEmpty { scope = IgnoreScope(rules, baseLength: 0, lead: lead, outer: scope) }
      lead.removeFirst(name.utf8.count + 1)
      folder += "/" + name
    }
    return scope
  }

  /// The rules of the repository in `folder` that lie in no work tree.
  func ownScope(of folder: String, baseLength: Int, lead: [UInt8] = []) -> IgnoreScope? {
    let common = Self.commonDirectory(of: folder)
    let user = userScope(common, baseLength: baseLength, lead: lead)
    guard let common else { return user }
    let rules = Self.rules("\(common)/info/exclude")
    guard !rules.isEmpty else { return user }
    return IgnoreScope(rules, baseLength: baseLength, lead: lead, outer: user)
  }

  /// The user's own rules. `common`: a repository whose configuration may name
  /// another file.
  private func userScope(
    _ common: String?, baseLength: Int = 0, lead: [UInt8] = []
  ) -> IgnoreScope? {
    guard let path = excludesFile(common) else { return nil }
    let rules = Self.rules(path)
    guard !rules.isEmpty else { return nil }
    return IgnoreScope(rules, baseLength: baseLength, lead: lead, outer: nil)
  }

  /// `core.excludesFile` of the last configuration that names one.
  private func excludesFile(_ common: String?) -> String? {
    let places = [
      configurationHome.map { "\($0)/git/config" }, home.map { "\($0)/.gitconfig" },
      common.map { "\($0)/config" },
    ].compactMap { $0 }
    var found: String?
    for place in places {
      let bytes = Self.contents(
        place, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, limit: Self.maximumConfigurationBytes)
      found = Self.excludesFile(inConfiguration: String(decoding: bytes, as: UTF8.self)) ?? found
    }
    guard let found else { return configurationHome.map { "\($0)/git/ignore" } }
    if found.hasPrefix("~/"), let home { return home + found.dropFirst() }
    return found.isEmpty ? nil : found
  }

  /// The value of `excludesFile` in the section `core`.
  static func excludesFile(inConfiguration text: String) -> String? {
    var section = ""
    var value: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.drop { $0.isWhitespace }
      if line.hasPrefix("[") {
        section = line.dropFirst().prefix { $0 != "]" }.lowercased()
        continue
      }
      guard section == "core", let equals = line.firstIndex(of: "=") else { continue }
      let name = line[..<equals].lowercased().filter { !$0.isWhitespace }
      guard name == "excludesfile" else { continue }
      var given = line[line.index(after: equals)...].drop { $0.isWhitespace }
      while given.last?.isWhitespace == true { given.removeLast() }
      if given.count >= 2, given.first == "\"", given.last == "\"" {
        given = given.dropFirst().dropLast()
      }
      value = String(given)
    }
    return value
  }

  // MARK: Repositories

  /// The nearest folder with a `.git`, and the names from there to `path`.
  static func repository(of path: String) -> (root: String, folders: [String])? {
    var folder = path
    var names: [String] = []
    for _ in 0..<maximumDepth {
      if FileAccess.exists("\(folder)/.git") { return (folder, names.reversed()) }
      guard let slash = folder.lastIndex(of: "/"), folder.count > 1 else { return nil }
      names.append(String(folder[folder.index(after: slash)...]))
      folder = String(folder[..<slash])
    }
    return nil
  }

  /// Where a repository keeps what its work trees share; `nil`: `folder` is no
  /// repository.
  private static func commonDirectory(of folder: String) -> String? {
    var place = "\(folder)/.git"
    if let link = FileAccess.read(place, lastBytes: 4096) {
      let text = String(decoding: link, as: UTF8.self)
      guard text.hasPrefix("gitdir: ") else { return nil }
      place = resolved(String(text.dropFirst(8).prefix { !$0.isNewline }), in: folder)
    }
    if let common = FileAccess.read("\(place)/commondir", lastBytes: 4096) {
      let text = String(decoding: common, as: UTF8.self).prefix { !$0.isNewline }
      place = resolved(String(text), in: place)
    }
    return FileAccess.exists(place) ? place : nil
  }

  private static func resolved(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// At most `limit` bytes of a regular file; nothing waits for a pipe.
  private static func contents(_ path: String, flags: Int32, limit: Int) -> [UInt8] {
    let descriptor = adit_open(path, flags, 0)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    return FileAccess.readAll(descriptor, limit: limit)
  }
}

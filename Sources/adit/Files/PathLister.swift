internal import CSystem
internal import Glibc
internal import Interface
internal import TextModel

/// What lies in a directory that is named by its way: `/etc/ho`, `~/no`,
/// `../o`. Such places are outside of the index and listed when asked for.
struct PathLister: Sendable {
  /// Entries of one directory that are looked at.
  private static let maximumEntries = 20_000

  let directory: String
  let home: String?

  /// Whether `query` names a place outside of the working directory.
  static func isOutside(_ query: String) -> Bool {
    query.hasPrefix("/") || query.hasPrefix("~/") || query == ".." || query.hasPrefix("../")
      // A shell's word: git's rules do not count there.
      || query.hasPrefix("./")
  }

  /// The best `limit` entries for `query`.
  func candidates(_ query: String, limit: Int) -> [FileCandidate] {
    guard let slash = query.lastIndex(of: "/") else {
      return query == ".." ? [FileCandidate(path: "..", isDirectory: true)] : []
    }
    let lead = String(query[...slash])
    let typed = String(query[query.index(after: slash)...])
    let place = self.place(of: lead)
    let descriptor = adit_open(place, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      if descriptor >= 0 { close(descriptor) }
      return []
    }
    defer { closedir(stream) }
    var names: [(name: String, score: Int)] = []
    var seen = 0
    while seen < Self.maximumEntries, let entry = readdir(stream) {
      seen += 1
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard FileWalk.isWritable(bytes), bytes != [0x2E], bytes != [0x2E, 0x2E] else { continue }
      let name = String(decoding: bytes, as: UTF8.self)
      if name.hasPrefix("."), !typed.hasPrefix(".") { continue }
      if let match = FuzzyMatch(typed, in: name) { names.append((name, match.score)) }
    }
    names.sort { $0.score != $1.score ? $0.score > $1.score : $0.name < $1.name }
    return names.prefix(limit).map { name, _ in
      FileCandidate(path: lead + name, isDirectory: Self.isDirectory(name, in: descriptor))
    }
  }

  private func place(of lead: String) -> String {
    if lead.hasPrefix("/") { return lead }
    if lead.hasPrefix("~/"), let home { return home + lead.dropFirst() }
    return "\(directory)/\(lead)"
  }

  private static func isDirectory(_ name: String, in descriptor: Int32) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, 0) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Where a project keeps its settings: `.adit/config.json` in the nearest
/// folder upwards, up to the top of the git work tree.
enum ProjectFile {
  /// The file's path; `nil` where there is none. Outside of a work tree only
  /// the working directory itself counts, and the user's `home` is never a
  /// project: what lies above is not theirs to vouch for.
  static func path(
    from directory: String, home: String?, exists: (String) -> Bool = FileAccess.exists
  ) -> String? {
    var folder = directory
    var found: String?
    while folder.hasPrefix("/"), folder != home {
      let base = folder == "/" ? "" : folder
      let place = "\(base)/.adit/config.json"
      if found == nil, exists(place) { found = place }
      if exists("\(base)/.git") { return found }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return found.flatMap { $0 == "\(directory)/.adit/config.json" ? $0 : nil }
  }
}

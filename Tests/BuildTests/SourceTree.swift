import Glibc

/// The checked-out project, as files.
enum SourceTree {
  /// The project's top folder.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Paths below `folder` (relative to the root) whose name ends in `suffix`, sorted.
  static func files(below folder: String, suffix: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let current = pending.popLast() {
      guard let directory = opendir("\(root)/\(current)") else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard !name.hasPrefix(".") else { continue }
        let path = "\(current)/\(name)"
        if entry.pointee.d_type == UInt8(DT_DIR) {
          pending.append(path)
        } else if name.hasSuffix(suffix) {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  /// The text of a file, empty if it cannot be read.
  static func text(_ path: String) -> String {
    String(decoding: bytes(path.hasPrefix("/") ? path : "\(root)/\(path)"), as: UTF8.self)
  }

  static func bytes(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return out }
      out += buffer[..<count]
    }
  }

  /// Runs a shell command; its output and exit status.
  static func run(_ command: String) -> (output: String, status: Int32) {
    guard let pipe = popen("cd '\(root)' && \(command) 2>&1", "r") else { return ("", -1) }
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { break }
      out += buffer[..<count]
    }
    let status = pclose(pipe)
    return (String(decoding: out, as: UTF8.self), status >> 8)
  }
}

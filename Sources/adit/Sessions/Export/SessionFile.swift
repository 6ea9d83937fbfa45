internal import Engine

/// An exported session in a file.
enum SessionFile {
  /// Larger files are no sessions: a thousand long answers fit.
  static let maximumBytes = 512 << 20

  /// Reads the session in `path`; `name` is what sentences call it. May block.
  static func read(_ path: String, name: String) throws(UsageError) -> SessionLines.Reading {
    guard let bytes = FileAccess.readStream(path, limit: maximumBytes) else {
      throw UsageError(message: "\(name) cannot be read")
    }
    return try SessionLines.readFilled(bytes, name: name)
  }
}

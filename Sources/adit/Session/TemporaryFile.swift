internal import Glibc

/// A file for one editor: only its user may read it, and it is gone afterwards.
struct TemporaryFile {
  let path: String

  /// Writes `text`, mode 0600; `nil`: the folder or the disk does not take it.
  init?(_ text: String, name: String, suffix: String, folder: String) {
    var template = Array("\(folder)/adit-\(name)-XXXXXX\(suffix)\0".utf8CString)
    let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
    guard descriptor >= 0 else { return nil }
    path = String(
      decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let isWritten = FileAccess.write(Array(text.utf8), to: descriptor)
    close(descriptor)
    guard isWritten else {
      unlink(path)
      return nil
    }
  }

  func remove() { unlink(path) }
}

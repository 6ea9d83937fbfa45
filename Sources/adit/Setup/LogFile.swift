/// Where stray messages go while the screen is up: stderr of libraries and
/// the crash report.
struct LogFile {
  /// Empty when there is nowhere to write.
  let path: String
  /// -1 when there is nowhere to write.
  let descriptor: Int32

  init(directories: Directories) {
    guard let state = directories.state else {
      path = ""
      descriptor = -1
      return
    }
    FileAccess.makeDirectories(state, home: directories.home)
    let file = "\(state)/adit.log"
    let opened = FileAccess.openForAppending(file)
    path = opened == nil ? "" : file
    descriptor = opened ?? -1
  }
}

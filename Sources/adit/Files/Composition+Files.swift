internal import Interface

extension Composition {
  /// What completes paths and reads instructions for the screen.
  func fileService(tell: @escaping @Sendable (FileEvent) -> Void) -> FileService? {
    FileService(
      root: WorkingDirectory.current().path, home: directories.home,
      configurationHome: directories.configurationHome, instructions: instructionFiles,
      tell: tell)
  }

  /// Where the instructions of the project and the user are; `nil`: none are
  /// wanted.
  var instructionFiles: InstructionFiles? {
    guard !options.isBare else { return nil }
    return InstructionFiles(
      directory: WorkingDirectory.current().path, home: directories.home,
      configurationHome: directories.configurationHome)
  }
}

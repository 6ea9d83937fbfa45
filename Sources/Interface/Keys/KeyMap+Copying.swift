/// Keys that take text out of the transcript.
extension KeyMap {
  static let copying: [Binding] = [
    Binding(.transcript, Key(.character("v")), .copy(.selectCharacters)),
    Binding(.transcript, Key(.character("V")), .copy(.selectLines)),
    Binding(.transcript, Key(.character("y")), .copy(.yank)),
    Binding(.transcript, Key(.character("Y")), .copy(.yankMessage)),
  ]
}

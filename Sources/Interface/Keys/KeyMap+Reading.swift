/// Keys for finding one's way in the transcript.
extension KeyMap {
  static let reading: [Binding] = [
    Binding(.transcript, Key(.character("[")), .read(.previousCodeBlock)),
    Binding(.transcript, Key(.character("]")), .read(.nextCodeBlock)),
  ]
}

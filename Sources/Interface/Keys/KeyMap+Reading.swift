/// Keys for finding one's way in the transcript.
extension KeyMap {
  static let reading: [Binding] = [
    Binding(.transcript, Key(.character("[")), .read(.previousCodeBlock)),
    Binding(.transcript, Key(.character("]")), .read(.nextCodeBlock)),
    Binding(.transcript, Key(.character("E")), .read(.previousError)),
    Binding(.transcript, Key(.enter), .read(.toggleFold)),
    Binding(.transcript, [Key(.character("z")), Key(.character("a"))], .read(.toggleFold)),
    Binding(.transcript, [Key(.character("z")), Key(.character("f"))], .read(.toggleMessageFold)),
    Binding(.transcript, [Key(.character("z")), Key(.character("M"))], .read(.foldAll)),
    Binding(.transcript, [Key(.character("z")), Key(.character("R"))], .read(.openAll)),
    Binding(.transcript, [Key(.character("z")), Key(.character("e"))], .read(.nextError)),
    Binding(.transcript, Key(.character("&")), .read(.filter)),
    Binding(.transcript, Key(.character("O")), .read(.outline)),
    Binding(.transcript, Key(.character("m")), .read(.setBookmark)),
    Binding(.transcript, Key(.character("'")), .read(.goToBookmark)),
  ]
}

/// Keys of dialogs.
extension KeyMap {
  static let dialogs: [Binding] = [
    Binding(.question, Key(.enter), .dialog(.send)),
    Binding(.question, Key(.backspace), .dialog(.deleteBackward)),
    Binding(.question, Key(.character("u"), .control), .dialog(.clear)),
    Binding(.signIn, Key(.enter), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("o")), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("c")), .dialog(.copyAddress)),
    Binding(.confirmation, Key(.enter), .dialog(.sendAnyway)),
    Binding(.confirmation, Key(.character("s")), .dialog(.sendCheaper)),
  ]
}

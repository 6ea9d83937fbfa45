/// Keys of dialogs.
extension KeyMap {
  static let dialogs: [Binding] = [
    Binding(.question, Key(.enter), .dialog(.send)),
    Binding(.question, Key(.backspace), .dialog(.deleteBackward)),
    Binding(.question, Key(.character("u"), .control), .dialog(.clear)),
    Binding(.signIn, Key(.enter), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("o")), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("c")), .dialog(.copyAddress)),
    Binding(.confirmation, Key(.character("y")), .dialog(.sendAnyway)),
    Binding(.confirmation, Key(.character("s")), .dialog(.sendCheaper)),
    Binding(.confirmation, Key(.character("n")), .dialog(.keepDraft)),
    Binding(.confirmation, Key(.tab), .dialog(.nextChoice)),
    Binding(.confirmation, Key(.right), .dialog(.nextChoice)),
    Binding(.confirmation, Key(.down), .dialog(.nextChoice)),
    Binding(.confirmation, Key(.tab, .shift), .dialog(.previousChoice)),
    Binding(.confirmation, Key(.left), .dialog(.previousChoice)),
    Binding(.confirmation, Key(.up), .dialog(.previousChoice)),
    Binding(.confirmation, Key(.enter), .dialog(.takeChoice)),
  ]
}

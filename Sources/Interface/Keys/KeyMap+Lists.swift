/// Keys of lists, and while two answers are compared.
extension KeyMap {
  static let compare: [Binding] = [
    Binding(.compare, Key(.enter), .compare(.chooseFocused)),
    Binding(.compare, Key(.character("1")), .compare(.chooseFirst)),
    Binding(.compare, Key(.character("2")), .compare(.chooseSecond)),
    Binding(.compare, Key(.tab), .compare(.focusOther)),
    Binding(.compare, Key(.left), .compare(.focusFirst)),
    Binding(.compare, Key(.right), .compare(.focusSecond)),
  ]

  static let list: [Binding] = [
    Binding(.list, Key(.enter), .list(.choose)),
    Binding(.list, Key(.enter, .alt), .list(.chooseOnce)),
    Binding(.list, Key(.up), .list(.up)),
    Binding(.list, Key(.character("p"), .control), .list(.up)),
    Binding(.list, Key(.down), .list(.down)),
    Binding(.list, Key(.character("n"), .control), .list(.down)),
    Binding(.list, Key(.pageUp), .list(.pageUp)),
    Binding(.list, Key(.pageDown), .list(.pageDown)),
    Binding(.list, Key(.home), .list(.top)),
    Binding(.list, Key(.end), .list(.end)),
    Binding(.list, Key(.backspace), .list(.deleteBackward)),
    Binding(.list, Key(.character("u"), .control), .list(.clearFilter)),
  ]

  static let sessions: [Binding] = [
    Binding(.sessions, Key(.character("r"), .control), .session(.rename)),
    Binding(.sessions, Key(.character("d"), .control), .session(.delete)),
    Binding(.sessions, Key(.delete), .session(.delete)),
    Binding(.sessions, Key(.character("z"), .control), .session(.undo)),
    Binding(.sessions, Key(.tab), .session(.toggleScope)),
  ]
}

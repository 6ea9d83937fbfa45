/// Keys that move in the transcript: those of less and vi.
extension KeyMap {
  static let transcript: [Binding] = [
    Binding(.transcript, Key(.character("k")), .scroll(.lineUp)),
    Binding(.transcript, Key(.up), .scroll(.lineUp)),
    Binding(.transcript, Key(.character("y"), .control), .scroll(.lineUp)),
    Binding(.transcript, Key(.character("j")), .scroll(.lineDown)),
    Binding(.transcript, Key(.down), .scroll(.lineDown)),
    Binding(.transcript, Key(.character("e"), .control), .scroll(.lineDown)),
    Binding(.transcript, Key(.character("u")), .scroll(.halfPageUp)),
    Binding(.transcript, Key(.character("u"), .control), .scroll(.halfPageUp)),
    Binding(.transcript, Key(.character("d")), .scroll(.halfPageDown)),
    Binding(.transcript, Key(.character("d"), .control), .scroll(.halfPageDown)),
    Binding(.transcript, Key(.character("b")), .scroll(.pageUp)),
    Binding(.transcript, Key(.character("b"), .control), .scroll(.pageUp)),
    Binding(.transcript, Key(.pageUp), .scroll(.pageUp)),
    Binding(.transcript, Key(.character(" ")), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("f")), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("f"), .control), .scroll(.pageDown)),
    Binding(.transcript, Key(.pageDown), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("g")), .scroll(.top)),
    Binding(.transcript, Key(.home), .scroll(.top)),
    Binding(.transcript, Key(.character("G")), .scroll(.end)),
    Binding(.transcript, Key(.end), .scroll(.end)),
    Binding(.transcript, Key(.character("{")), .scroll(.previousPrompt)),
    Binding(.transcript, Key(.character("}")), .scroll(.nextPrompt)),
    Binding(.transcript, Key(.character("/")), .find(.forward)),
    Binding(.transcript, Key(.character("?")), .find(.backward)),
    Binding(.transcript, Key(.character("n")), .find(.next)),
    Binding(.transcript, Key(.character("N")), .find(.previous)),
    Binding(.transcript, Key(.character("q")), .scroll(.leave)),
    Binding(.transcript, Key(.tab), .scroll(.leave)),
  ]

  static let find: [Binding] = [
    Binding(.find, Key(.enter), .find(.accept)),
    Binding(.find, Key(.backspace), .find(.deleteBackward)),
    Binding(.find, Key(.up), .find(.earlier)),
    Binding(.find, Key(.character("p"), .control), .find(.earlier)),
    Binding(.find, Key(.down), .find(.later)),
    Binding(.find, Key(.character("n"), .control), .find(.later)),
  ]
}

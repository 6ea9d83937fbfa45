/// Keys behind the leader: what is wanted now and then, from anywhere.
extension KeyMap {
  private static let leaderKey = Key(.character("x"), .control)

  private static func bind(
    _ context: KeyContext, _ key: Key, _ command: KeyCommand
  ) -> Binding {
    Binding(context, [leaderKey, key], command)
  }

  static let leader: [Binding] = [
    bind(.anywhere, Key(.character("m")), .global(.pickModel)),
    bind(.anywhere, Key(.character("k")), .global(.pickTask)),
    bind(.anywhere, Key(.character("t")), .global(.pickTheme)),
    bind(.anywhere, Key(.character("l")), .global(.pickSession)),
    bind(.anywhere, Key(.character("n")), .global(.newSession)),
    bind(.anywhere, Key(.character("u")), .global(.rewind)),
    bind(.anywhere, Key(.character("b")), .global(.toggleSidePanel)),
    bind(.anywhere, Key(.character("o")), .read(.outline)),
    bind(.anywhere, Key(.character("y")), .copy(.lastAnswer)),
    bind(.anywhere, Key(.character("r")), .copy(.toggleRaw)),
    bind(.anywhere, Key(.character("s")), .global(.showStatus)),
    bind(.anywhere, Key(.character("$")), .global(.showCosts)),
    bind(.anywhere, Key(.character("h")), .global(.help)),
    bind(.prompt, Key(.character("e")), .prompt(.editExternally)),
    bind(.prompt, Key(.character("e"), .control), .prompt(.editExternally)),
    bind(.prompt, Key(.character("x")), .prompt(.dropOutput)),
    bind(.prompt, Key(.character("u"), .control), .edit(.undo)),
  ]
}

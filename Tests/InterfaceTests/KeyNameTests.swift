import Testing

@testable import Interface

/// Names of keys: what the help writes, a configuration can.
@Suite struct KeyNameTests {
  @Test func everyKeyOfTheMapIsReadBackFromItsName() throws {
    for binding in KeyMap.standard.bindings {
      #expect(try [Key](named: binding.name) == binding.keys)
    }
  }

  @Test(arguments: [
    ("Ctrl+K", Key(.character("k"), .control)), ("ctrl+k", Key(.character("k"), .control)),
    ("^K", Key(.character("k"), .control)), ("^", Key(.character("^"))),
    ("Control+PgUp", Key(.pageUp, .control)), ("Alt+p", Key(.character("p"), .alt)),
    ("Alt+P", Key(.character("p"), .alt)), ("Alt+Shift+P", Key(.character("P"), .alt)),
    ("Meta+Enter", Key(.enter, .alt)), ("g", Key(.character("g"))), ("G", Key(.character("G"))),
    ("Shift+g", Key(.character("G"))), ("Ctrl++", Key(.character("+"), .control)),
    ("+", Key(.character("+"))), ("Alt+<", Key(.character("<"), .alt)),
    ("Ctrl+Shift+K", Key(.character("k"), [.control, .shift])), ("f12", Key(.function(12))),
    ("Shift+F2", Key(.function(2), .shift)), ("Space", Key(.character(" "))),
    ("Ctrl+Alt+X", Key(.character("x"), [.control, .alt])), ("Escape", Key(.escape)),
    ("é", Key(.character("é"))), ("Ctrl+_", Key(.character("_"), .control)),
  ])
  func reads(name: String, key: Key) throws { #expect(try Key(named: name) == key) }

  @Test(arguments: [
    ("Ctrl+I", "terminals send the same for Ctrl+I as for Tab: bind Tab instead"),
    ("^m", "terminals send the same for ^m as for Enter: bind Enter instead"),
    ("Ctrl+[", "terminals send the same for Ctrl+[ as for Esc: bind Esc instead"),
    ("Shift+1", "Shift+1 arrives as the character that it types: write that instead"),
    ("Super+K", "Super+ is not Ctrl+, Alt+ or Shift+"),
    ("Entr", "there is no key \"Entr\"; did you mean enter?"),
    ("F99", "there is no key \"F99\"; did you mean f1?"),
    ("", "no key is named"), ("a b c d", "more than 3 keys one after another"),
  ])
  func refuses(name: String, reason: String) {
    #expect(throws: KeyNameError(reason: reason)) { try [Key](named: name) }
  }

  @Test func everyCommandIsFoundByItsName() {
    for command in KeyCommand.all { #expect(KeyCommand(named: command.name) == command) }
    #expect(Set(KeyCommand.all.map(\.name)).count == KeyCommand.all.count)
    #expect(KeyCommand(named: "edit.nothing") == nil)
  }
}

import Interface
import Testing
import Wire

@testable import adit

/// Keys in configuration files.
@Suite struct KeySettingsTests {
  private static func problems(_ text: String) -> [String] {
    let (configuration, problems) = UserConfiguration.read(
      Array("{\"keys\":\n\(text)}".utf8), name: "config.json")
    return problems + (configuration.keys?.map().refusals ?? [])
  }

  @Test func rowsAreTakenInTheirContext() throws {
    let (configuration, problems) = UserConfiguration.read(
      Array(
        """
        {"keys": {
          // mine
          "prompt": {"Ctrl+K": "edit.killToLineStart", "Ctrl+X g": "prompt.editExternally"},
          "anywhere": {"F2": null}
        }}
        """.utf8), name: "config.json")
    #expect(problems.isEmpty)
    let keys = try #require(configuration.keys)
    #expect(keys.rows.map(\.place) == ["config.json:3:14", "config.json:3:48", "config.json:4:16"])
    #expect(keys.map().refusals.isEmpty)
    #expect(configuration.text(of: .keys) == "3 keys")
  }

  @Test(arguments: [
    (
      #"{"promt": {}}"#,
      #"config.json:2:2: the unknown context "promt" is ignored; did you mean "prompt"?"#
    ),
    (
      #"{"prompt": {"Ctrl+K": "edit.kilToLineEnd"}}"#,
      #"config.json:2:13: the unknown command "edit.kilToLineEnd" is ignored; did you mean "edit.killToLineEnd"?"#
    ),
    (
      #"{"prompt": {"Ctrl+I": "edit.undo"}}"#,
      "config.json:2:13: terminals send the same for Ctrl+I as for Tab: bind Tab instead; ignored"
    ),
    (
      #"{"prompt": {"Ctrl+K": 5}}"#,
      #"config.json:2:13: "Ctrl+K" takes the name of a command in quotes, or null; ignored"#
    ),
    (#"{"prompt": 5}"#, #"config.json:2:2: "prompt" takes an object of keys; ignored"#),
    ("[]", #"config.json:2:1: "keys" takes an object of contexts; ignored"#),
    (
      #"{"anywhere": {"Esc": null}}"#,
      "config.json:2:15: Esc is the last key of global.escape in anywhere: bind another to it first; ignored"
    ),
  ])
  func whatCannotBeIsToldWithItsPlace(text: String, problem: String) {
    #expect(Self.problems(text) == [problem])
  }

  @Test func aProjectMayNotSayAnyOfIt() {
    let (configuration, problems) = UserConfiguration.read(
      Array(#"{"keys": {"prompt": {"Ctrl+K": "edit.undo"}}}"#.utf8), name: "p.json", isProject: true
    )
    #expect(configuration.keys == nil)
    #expect(
      problems == [
        "p.json:1: \"keys\" cannot be set by a project, only in your own config.json; ignored"
      ])
  }

  @Test func theCommandListsWhatIsInForceAndWhatWasTakenAway() throws {
    let map = KeyMap.standard.overridden(by: [
      KeyOverride(.anywhere, try [Key](named: "F5"), .global(.redraw)),
      KeyOverride(.anywhere, try [Key](named: "F2"), nil),
    ]).map
    let rows = KeysCommand.rows(of: map)
    #expect(
      rows.filter(\.isChanged) == [
        KeysCommand.Row(
          context: .anywhere, keys: "F5", command: .global(.redraw), isChanged: true),
        KeysCommand.Row(context: .anywhere, keys: "F2", command: nil, isChanged: true),
      ])
    #expect(rows.count == KeyMap.standard.bindings.count + 1)
  }
}

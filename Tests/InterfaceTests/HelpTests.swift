import Engine
import Testing
import TextModel

@testable import Interface

/// The help: the keys in force, as a list.
@Suite struct HelpTests {
  private static func desk(_ rows: [KeyOverride] = []) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.interface.keyMap = KeyMap.standard.overridden(by: rows).map
    return Desk(configuration)
  }

  @Test func whatIsInFrontComesFirst() {
    var desk = Self.desk()
    #expect(desk.state.helpRows(filter: "").first == .heading("Writing"))
    desk.press(.tab)
    #expect(desk.state.helpRows(filter: "").first == .heading("Reading (Tab)"))
  }

  @Test func keysBoundAnewAreShownAndOldOnesAreNot() throws {
    let desk = Self.desk([
      KeyOverride(.prompt, try [Key](named: "Ctrl+S"), .edit(.undo)),
      KeyOverride(.anywhere, try [Key](named: "F2"), nil),
    ])
    let rows = desk.state.helpRows(filter: "")
    #expect(rows.contains { $0.name.contains("Ctrl+S") && $0.text == "undo" })
    #expect(!rows.contains { $0.name.split(separator: ", ").contains("F2") })
  }

  @Test func everyBindingIsListed() {
    let rows = Self.desk().state.helpRows(filter: "")
    for binding in KeyMap.standard.bindings {
      let name = "\(binding.context.rawValue) · \(binding.command.name)"
      #expect(
        rows.contains {
          $0.configurationName == name && $0.name.components(", ").contains(binding.name)
        }, "\(name)")
    }
  }

  @Test func lettersFilterAndEnterDoesNothing() {
    var desk = Self.desk()
    desk.type("?")
    desk.type("undo")
    #expect(desk.state.helpRows(filter: "undo").count(where: \.isHeading) < 4)
    _ = desk.screen()
    _ = desk.takeEffects()
    desk.press(.down)
    desk.press(.enter)
    #expect(desk.takeEffects() == [])
    #expect(desk.screen().contains { $0.contains("Help ›undo") })
    desk.press(.function(1))
    #expect(desk.state.overlay == nil)
  }

  @Test func theEndOfTheListIsReached() {
    var desk = Self.desk()
    desk.press(.function(1))
    desk.press(.end)
    #expect(desk.screen(40, 10).contains { $0.contains("cache 87%") })
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}

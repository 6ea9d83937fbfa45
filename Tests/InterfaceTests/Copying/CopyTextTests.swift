import Testing

@testable import Interface

/// The sentence names the route that worked.
@Suite struct CopyTextTests {
  @Test(arguments: [
    (ClipboardRoute.tool("wl-copy"), "copied code block 2 (34 lines) with wl-copy"),
    (.tmux(isPassedOn: true), "copied code block 2 (34 lines) with tmux"),
    (
      .tmux(isPassedOn: false),
      "copied code block 2 (34 lines) into tmux alone: paste with prefix + ]"
    ),
    (.terminal, "copied code block 2 (34 lines): sent to the terminal (OSC 52)"),
    (
      .file(path: "~/x", reason: "too long for the terminal"),
      "code block 2 (34 lines) written to ~/x: too long for the terminal"
    ),
  ])
  func lesson14_namesTheRoute(route: ClipboardRoute, expected: String) {
    #expect(CopyText.sentence(name: "code block 2", lines: 34, route: route) == expected)
  }
}

import Engine
import Testing

@testable import Interface

@Suite struct PastedPathTests {
  @Test(arguments: [
    ("/tmp/a.png", ["/tmp/a.png"]), ("/tmp/a.png ", ["/tmp/a.png"]),
    ("'/tmp/a b.png'", ["/tmp/a b.png"]), ("\"/tmp/a b.png\"", ["/tmp/a b.png"]),
    ("/tmp/a\\ b.png", ["/tmp/a b.png"]), ("file:///tmp/a%20b.png", ["/tmp/a b.png"]),
    ("file://host/tmp/a.png", ["/tmp/a.png"]), ("~/a.png", ["~/a.png"]), ("./a", ["./a"]),
    ("shot.PNG\n", ["shot.PNG"]),
    // Several, as file managers and terminals write them.
    (
      "'/tmp/a b.png' '/tmp/c.png' ", ["'/tmp/a b.png' '/tmp/c.png'", "/tmp/a b.png", "/tmp/c.png"]
    ),
    (
      "file:///a%20b.png\r\nfile:///c.jpg\r\n",
      ["file:///a%20b.png\nfile:///c.jpg", "/a b.png", "/c.jpg"]
    ),
    // Blanks that nothing protects: one path, or two.
    ("/tmp/my shot.png", ["/tmp/my shot.png", "/tmp/my", "shot.png"]),
    ("/tmp/my big shot.png", ["/tmp/my big shot.png"]),
  ])
  func isRecognized(_ paste: String, _ paths: [String]) {
    #expect(PastedPath(paste)?.mentions.map(\.path) == paths)
  }

  @Test(arguments: [
    "hello", "", " ", "/", "file://", "file:///a%2", "file:///%FF", "a\nb.png", "look at a.png",
    String(repeating: "/a.png\n", count: 21),
  ])
  func isSomethingElse(_ paste: String) { #expect(PastedPath(paste) == nil) }
}

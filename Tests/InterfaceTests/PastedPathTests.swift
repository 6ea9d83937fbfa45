import Testing

@testable import Interface

@Suite struct PastedPathTests {
  @Test(arguments: [
    ("/tmp/a.png", "/tmp/a.png"), ("/tmp/a.png ", "/tmp/a.png"), ("'/tmp/a b.png'", "/tmp/a b.png"),
    ("\"/tmp/a b.png\"", "/tmp/a b.png"), ("/tmp/a\\ b.png", "/tmp/a b.png"),
    ("file:///tmp/a%20b.png", "/tmp/a b.png"), ("file://host/tmp/a.png", "/tmp/a.png"),
    ("~/a.png", "~/a.png"), ("./a", "./a"), ("shot.PNG", "shot.PNG"), ("hello", nil),
    ("/tmp/a.png /tmp/b.png", nil), ("a\nb.png", nil), ("", nil), ("/", nil), ("file://", nil),
    ("file:///a%2", nil), ("file:///%FF", nil),
  ])
  func isRecognized(_ paste: String, _ path: String?) {
    #expect(PastedPath.path(in: paste) == path)
  }
}

import TestSupport
import Testing

extension EndToEndTests {
  /// The prompt is there before anything outside of the program has answered.
  @Suite struct FirstPaint {
    @Test func lesson11_nothingOutsideIsWaitedForBeforeThePromptTakesKeys() throws {
      let adit = try AditUnderTest(.says("Done."))
      let blackHole = try SilentListener()
      let script = adit.home.path + "/credentials"
      let started = adit.home.path + "/started"
      #expect(TestData.write("#!/bin/sh\n: > \(started)\nexec sleep 600\n", to: script))
      #expect(
        TestData.write(
          "[default]\ncredential_process = /bin/sh \(script)\n", to: adit.home.path + "/aws"))
      let terminal = try adit.start(adding: [
        "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil,
        "AWS_CONFIG_FILE": adit.home.path + "/aws",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:\(blackHole.port)",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(blackHole.port)",
      ])
      try terminal.expect("ready")
      terminal.write("typed before anything has answered")
      try terminal.expect("› typed before anything has answered")
      // Ctrl+X waits for its keys: the screen answers them too.
      terminal.write("\u{18}m")
      try terminal.expect("Model ›")
      terminal.write("\u{1b}")
      try terminal.expect("› typed before anything has answered")
      terminal.write("\u{3}")
      terminal.pauseLikeAHand()
      terminal.quit()
    }
  }
}

import Engine
import Testing

@Suite struct MediaTokensTests {
  /// Widths, heights, and tokens of older and newer models (bedrock-wire 4.7).
  @Test(arguments: [
    (28, 28, 1, 1), (29, 28, 2, 2), (1_280, 720, 1_196, 1_196), (1_920, 1_080, 1_560, 2_691),
    (8_000, 8_000, 1_521, 4_761), (0, 0, 1_568, 4_784), (1, 8_000, 56, 92),
  ])
  func followTheServicesRule(_ width: Int, _ height: Int, _ older: Int, _ newer: Int) {
    #expect(MediaTokens.image(width: width, height: height, model: Self.model(350)) == older)
    #expect(MediaTokens.image(width: width, height: height, model: Self.model(270)) == newer)
  }

  private static func model(_ hundredths: Int) -> ModelDescriptor {
    var rules = ParameterRules()
    rules.bytesPerTokenHundredths = hundredths
    return ModelDescriptor(
      key: "m", modelId: "m", displayName: "M", provider: "Anthropic", family: "sonnet",
      released: "2026-01", contextWindow: 200_000, maxOutputTokens: 64_000, preferredAPI: .invoke,
      rules: rules)
  }
}

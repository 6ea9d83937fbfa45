import Bedrock
import Engine
import Testing
import Wire

@testable import adit

@Suite struct ModelJSONTests {
  @Test func pricesAreThoseOfTheProfile() {
    let model = ModelDescriptor(
      key: "k", modelId: "anthropic.k", displayName: "K", provider: "Anthropic", family: "sonnet",
      released: "2026-01", contextWindow: 1000, maxOutputTokens: 100, preferredAPI: .invoke,
      prices: PriceList(
        base: TokenPrices(input: 2_000_000_000, output: 10_000_000_000),
        geographicPermille: 1100, source: "list", date: "2026-11-21"))
    let json = ModelJSON.object(
      of: model, address: ModelAddress("us.anthropic.k"),
      access: .available(profile: "us.anthropic.k"), today: "2026-11-21")
    #expect(json["calledAs"]?.string == "us.anthropic.k")
    #expect(json["profilePrefix"]?.string == "us")
    #expect(json["prices"]?["input"]?.double == 2.2)
    #expect(json["prices"]?["cacheRead"] == .null)
    #expect(json["prices"]?["source"]?.string == "list")
    #expect(json["access"] == ["status": "available", "profile": "us.anthropic.k"])
  }
}

import Testing

@testable import Bedrock

@Suite struct RegionChoiceTests {
  @Test func theFirstThatIsNamedCounts() {
    #expect(RegionChoice.choose([]) == RegionChoice(name: "us-east-1", source: .assumed))
    #expect(
      RegionChoice.choose([(nil, .setting), (" ", .apiKey), ("r ", .modelARN), ("s", .endpoint)])
        == RegionChoice(name: "r", source: .modelARN))
  }

  @Test(
    arguments: [
      (.setting, "the settings"), (.environment("AWS_REGION"), "AWS_REGION"),
      (.profile("dev"), "profile \"dev\""), (.apiKey, "the API key"),
      (.modelARN, "the model's ARN"), (.endpoint, "the endpoint's host"),
      (.assumed, "assumed, because nothing names a region"),
    ] as [(RegionChoice.Source, String)])
  func sourcesForPeople(source: RegionChoice.Source, text: String) {
    let choice = RegionChoice(name: "r", source: source)
    #expect(choice.sourceText == text)
    #expect(choice.label == (source == .assumed ? "r (assumed)" : "r"))
  }
}

import Testing

@testable import Bedrock

@Suite struct ModelAddressTests {
  @Test(
    arguments: [
      ("anthropic.claude-opus-5", nil, "anthropic.claude-opus-5"),
      ("us.anthropic.claude-opus-5", "us", "anthropic.claude-opus-5"),
      ("us-gov.anthropic.claude-opus-5", "us-gov", "anthropic.claude-opus-5"),
      ("global.anthropic.claude-opus-4-6-v1", "global", "anthropic.claude-opus-4-6-v1"),
      ("usx.anthropic.claude", nil, "usx.anthropic.claude"),
      (
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0", nil,
        "amazon.nova-pro-v1:0"
      ),
      (
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0", "us",
        "amazon.nova-pro-v1:0"
      ),
    ] as [(String, String?, String)])
  func parts(text: String, prefix: String?, bareID: String) {
    let address = ModelAddress(text)
    #expect(address.prefix == prefix)
    #expect(address.bareID == bareID)
  }

  @Test func arnParts() {
    let arn = BedrockARN(
      "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:application-inference-profile/abc")
    #expect(arn?.partition == "aws-us-gov")
    #expect(arn?.region == "us-gov-west-1")
    #expect(arn?.account == "123456789012")
    #expect(arn?.resourceType == "application-inference-profile")
    #expect(arn?.resourceID == "abc")
    #expect(arn?.namesItsModel == false)
  }

  @Test(arguments: ["", "arn:aws:s3:::bucket", "arn:aws:bedrock:us-east-1", "arn", "us.a:b"])
  func notARNs(text: String) { #expect(BedrockARN(text) == nil) }

  /// bedrock-wire 1.3: one segment, everything reserved escaped once.
  @Test(arguments: [
    (
      "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0"
    ),
    (
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456",
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc123def456"
    ),
    (
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a",
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a"
    ),
    ("a b/ü", "a%20b%2F%C3%BC"),
  ])
  func pathSegments(text: String, segment: String) {
    #expect(ModelAddress(text).pathSegment == segment)
  }

  private static let all = ["global", "us", "eu", "apac", "au", "jp", "us-gov"]

  @Test(
    arguments: [
      ("us-east-1", all, nil, "us"), ("us-west-2", ["global"], nil, "global"),
      ("eu-central-1", all, nil, "eu"), ("ap-south-1", all, nil, "apac"),
      ("ap-northeast-1", all, nil, "apac"), ("ap-northeast-1", ["jp", "us"], nil, "jp"),
      ("ap-southeast-2", ["us", "au", "jp"], nil, "au"),
      ("ap-southeast-1", ["global", "us", "eu", "au"], nil, "global"),
      ("ca-central-1", all, nil, "global"), ("sa-east-1", all, nil, "global"),
      ("us-gov-west-1", all, nil, "us-gov"), ("us-gov-west-1", ["us"], "global", "us-gov"),
      ("us-east-1", all, "eu", "eu"), ("us-east-1", all, "none", nil),
      ("us-east-1", [], nil, nil), ("us-east-1", [], "eu", nil),
      ("eu-west-1", ["us"], nil, "eu"), ("ap-south-1", ["us"], nil, "apac"),
    ] as [(String, [String], String?, String?)])
  func profiles(region: String, available: [String], override: String?, prefix: String?) {
    #expect(
      ProfileChoice.prefix(region: region, available: available, override: override) == prefix)
  }
}

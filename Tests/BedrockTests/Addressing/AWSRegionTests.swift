import Testing

@testable import Bedrock

@Suite struct AWSRegionTests {
  @Test(
    arguments: [
      ("bedrock-runtime.eu-west-1.amazonaws.com", "eu-west-1"),
      ("bedrock-runtime-fips.us-gov-west-1.api.aws", "us-gov-west-1"),
      ("vpce-0a1b-2c.bedrock-runtime.eu-west-1.vpce.amazonaws.com", "eu-west-1"),
      ("vpce-0a1b.bedrock-runtime.cn-north-1.vpce.amazonaws.com.cn", "cn-north-1"),
      ("bedrock-mantle.us-east-1.api.aws", "us-east-1"),
      ("bedrock-runtime.eu-west-1.example.com", nil), ("gateway.example.com", nil),
      ("bedrock-runtime.amazonaws.com", nil), ("sts.eu-west-1.amazonaws.com", nil),
    ] as [(String, String?)])
  func hosts(host: String, region: String?) { #expect(AWSRegion.named(inHost: host) == region) }
}

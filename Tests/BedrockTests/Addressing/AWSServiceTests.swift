import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct AWSServiceTests {
  @Test(arguments: [
    (AWSService.runtime, "us-east-1", "bedrock-runtime.us-east-1.amazonaws.com"),
    (.control, "eusc-de-east-1", "bedrock.eusc-de-east-1.amazonaws.eu"),
    (.mantle, "us-east-1", "bedrock-mantle.us-east-1.api.aws"),
    (.mantle, "cn-north-1", "bedrock-mantle.cn-north-1.api.amazonwebservices.com.cn"),
    (.tokens, "eu-west-1", "sts.eu-west-1.amazonaws.com"),
    (.portal, "eu-isoe-west-1", "portal.sso.eu-isoe-west-1.cloud.adc-e.uk"),
    (.openID, "us-isof-south-1", "oidc.us-isof-south-1.csp.hci.ic.gov"),
    (.signIn, "us-east-1", "us-east-1.signin.aws.amazon.com"),
    (.signIn, "cn-north-1", "cn-north-1.signin.amazonaws.cn"),
    (.signIn, "us-gov-west-1", "us-gov-west-1.signin.amazonaws-us-gov.com"),
    (.signIn, "eusc-de-east-1", "eusc-de-east-1.signin.amazonaws-eusc.eu"),
    (.signIn, "us-iso-east-1", "us-iso-east-1.signin.c2shome.ic.gov"),
  ])
  func hosts(service: AWSService, region: String, host: String) throws {
    #expect(try service.endpoint(region: region) == Endpoint(secureHost: host))
  }

  @Test(arguments: [
    ("us-gov-west-1", "signin-fips.amazonaws-us-gov.com"),
    ("us-gov-east-1", "us-gov-east-1.signin-fips.amazonaws-us-gov.com"),
    ("us-east-1", "signin-fips.us-east-1.amazonaws.com"),
  ])
  func signInWithFIPS(region: String, host: String) throws {
    #expect(
      try AWSService.signIn.endpoint(region: region, fips: true) == Endpoint(secureHost: host))
  }

  @Test func mantleHasNoFIPSHosts() {
    #expect(
      throws: EndpointError("Bedrock Mantle has no FIPS endpoints; --api invoke has")
    ) { try AWSService.mantle.endpoint(region: "us-east-1", fips: true) }
  }

  @Test(arguments: ["", "us_east_1", "US-EAST-1", "a/b", "x.y", String(repeating: "a", count: 33)])
  func regionsThatNeverReachAHost(region: String) {
    for service in AWSService.allCases {
      #expect(throws: EndpointError.self) { try service.endpoint(region: region) }
    }
  }

  /// AWS's own rule tests of the services. Left out are those of STS's old
  /// global endpoint (the region `aws-global`, the parameter
  /// `UseGlobalEndpoint`): requests go to a region here.
  @Test(
    .enabled(if: TestData.isAvailable),
    arguments: [
      (AWSService.runtime, "bedrock-runtime", 21), (.control, "bedrock", 21), (.portal, "sso", 40),
      (.openID, "sso-oidc", 40), (.tokens, "sts", 50),
    ])
  func ruleTests(service: AWSService, folder: String, count: Int) throws {
    let root = try #require(TestData.root)
    let bytes = try #require(
      TestData.read("\(root)/vectors/endpoints/\(folder)/endpoint-tests-1.json"))
    let cases = try #require(JSONValue(parsing: bytes)["testCases"]?.array).filter {
      $0["params"]?["Region"]?.string != "aws-global"
        && $0["params"]?["UseGlobalEndpoint"]?.bool != true
    }
    #expect(cases.count == count)
    for vector in cases {
      let parameters = vector["params"]
      let endpoint = try? service.endpoint(
        region: parameters?["Region"]?.string ?? "", override: parameters?["Endpoint"]?.string,
        fips: parameters?["UseFIPS"]?.bool ?? false,
        dualStack: parameters?["UseDualStack"]?.bool ?? false)
      let expected = vector["expect"]?["endpoint"]?["url"]?.string
      #expect(endpoint?.origin == expected, "\(vector["documentation"]?.string ?? "")")
      #expect((expected == nil) == (vector["expect"]?["error"]?.string != nil))
    }
  }
}

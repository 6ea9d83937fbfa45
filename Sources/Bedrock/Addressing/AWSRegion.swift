/// Regions and the partitions they belong to (aws-auth-and-http 1.4).
public enum AWSRegion {
  /// Longest name of a region that is put into a host.
  private static let maximumLength = 32

  /// Whether `name` may become a part of a host: `^[a-z0-9-]{1,32}$`.
  public static func isValid(_ name: String) -> Bool {
    (1...maximumLength).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// Refuses what cannot be the name of a region.
  static func check(_ name: String) throws(EndpointError) {
    guard isValid(name) else {
      throw EndpointError("\"\(name)\" is not the name of a region, such as us-east-1")
    }
  }

  /// A set of regions with hosts of their own.
  struct Partition: Hashable, Sendable {
    /// What its hosts end in.
    var suffix: String
    /// The same for hosts that answer IPv6 too.
    var dualStackSuffix: String
    /// What its sign-in hosts end in.
    var signInSuffix: String
    /// GovCloud's Identity Center and STS are FIPS endpoints as they are.
    var isGovCloud = false
  }

  private static let commercial = Partition(
    suffix: "amazonaws.com", dualStackSuffix: "api.aws", signInSuffix: "signin.aws.amazon.com")

  /// Specific prefixes first; everything else is the commercial partition.
  /// Dual-stack and sign-in hosts are those of botocore 1.44.5.
  private static let partitions: [(prefix: String, partition: Partition)] = [
    (
      "us-isob-",
      Partition(
        suffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud",
        signInSuffix: "signin.sc2shome.sgov.gov")
    ),
    (
      "us-isof-",
      Partition(
        suffix: "csp.hci.ic.gov", dualStackSuffix: "api.aws.hci.ic.gov",
        signInSuffix: "signin.csphome.hci.ic.gov")
    ),
    (
      "eu-isoe-",
      Partition(
        suffix: "cloud.adc-e.uk", dualStackSuffix: "api.cloud-aws.adc-e.uk",
        signInSuffix: "signin.csphome.adc-e.uk")
    ),
    (
      "us-iso-",
      Partition(
        suffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov",
        signInSuffix: "signin.c2shome.ic.gov")
    ),
    (
      "us-gov-",
      Partition(
        suffix: "amazonaws.com", dualStackSuffix: "api.aws",
        signInSuffix: "signin.amazonaws-us-gov.com", isGovCloud: true)
    ),
    (
      "eusc-",
      Partition(
        suffix: "amazonaws.eu", dualStackSuffix: "api.amazonwebservices.eu",
        signInSuffix: "signin.amazonaws-eusc.eu")
    ),
    (
      "cn-",
      Partition(
        suffix: "amazonaws.com.cn", dualStackSuffix: "api.amazonwebservices.com.cn",
        signInSuffix: "signin.amazonaws.cn")
    ),
  ]

  static func partition(of region: String) -> Partition {
    partitions.first { region.hasPrefix($0.prefix) }?.partition ?? commercial
  }

  /// Whether `host` is one of AWS's own, in any partition.
  static func isOfAWS(host: String) -> Bool {
    (partitions.map(\.partition) + [commercial]).flatMap { [$0.suffix, $0.dualStackSuffix] }
      .contains { host.hasSuffix(".\($0)") }
  }

  /// The region that a host of Bedrock's names, also that of a VPC endpoint:
  /// `vpce-0a1b.bedrock-runtime.eu-west-1.vpce.amazonaws.com`. `nil` for
  /// hosts that are not AWS's.
  static func named(inHost host: String) -> String? {
    guard isOfAWS(host: host) else { return nil }
    let labels = host.split(separator: ".").map(String.init)
    guard
      let service = labels.firstIndex(where: {
        $0.hasPrefix("bedrock-runtime") || $0.hasPrefix("bedrock-mantle")
      }), service + 1 < labels.count
    else { return nil }
    let region = labels[service + 1]
    return isValid(region) && region.contains("-") ? region : nil
  }
}

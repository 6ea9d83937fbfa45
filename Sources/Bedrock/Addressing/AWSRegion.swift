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

  /// What a partition's hosts end in, and the same for dual-stack hosts;
  /// `nil` where the partition has none.
  struct Partition: Hashable, Sendable {
    var suffix: String
    var dualStackSuffix: String?
  }

  /// Specific prefixes first; everything else is the commercial partition.
  private static let partitions: [(prefix: String, partition: Partition)] = [
    ("us-isob-", Partition(suffix: "sc2s.sgov.gov")),
    ("us-isof-", Partition(suffix: "csp.hci.ic.gov")),
    ("eu-isoe-", Partition(suffix: "cloud.adc-e.uk")),
    ("us-iso-", Partition(suffix: "c2s.ic.gov")),
    ("eusc-", Partition(suffix: "amazonaws.eu", dualStackSuffix: "api.amazonwebservices.eu")),
    (
      "cn-",
      Partition(suffix: "amazonaws.com.cn", dualStackSuffix: "api.amazonwebservices.com.cn")
    ),
  ]

  static func partition(of region: String) -> Partition {
    partitions.first { region.hasPrefix($0.prefix) }?.partition
      ?? Partition(suffix: "amazonaws.com", dualStackSuffix: "api.aws")
  }
}

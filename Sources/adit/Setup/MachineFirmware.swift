/// What the machine says of its maker. On a laptop asking the metadata service
/// of EC2 would cost each start seconds (aws-auth-and-http 3.4).
enum MachineFirmware {
  private static let vendorFiles = [
    "/class/dmi/id/sys_vendor", "/class/dmi/id/board_vendor",
  ]
  private static let hypervisorFile = "/hypervisor/uuid"
  private static let vendor = "amazon ec2"
  /// Older machines (Xen) tell by the beginning of a number.
  private static let hypervisorPrefix = "ec2"

  /// Whether this is a machine of EC2. `system` is where the kernel shows it.
  static func looksLikeInstance(system: String = "/sys") -> Bool {
    func text(_ path: String) -> String {
      String(decoding: FileAccess.read(system + path) ?? [], as: UTF8.self).lowercased()
    }
    return vendorFiles.contains { text($0).contains(vendor) }
      || text(hypervisorFile).hasPrefix(hypervisorPrefix)
  }
}

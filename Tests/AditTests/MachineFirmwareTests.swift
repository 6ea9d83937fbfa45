import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct MachineFirmwareTests {
  @Test(
    arguments: [
      ([:], false), (["/class/dmi/id/sys_vendor": "Amazon EC2\n"], true),
      (["/class/dmi/id/board_vendor": "Amazon EC2"], true),
      (["/class/dmi/id/sys_vendor": "LENOVO\n", "/hypervisor/uuid": "ec2e1916-9099\n"], true),
      (["/class/dmi/id/sys_vendor": "Xen\n", "/hypervisor/uuid": "0000ec2"], false),
    ] as [([String: String], Bool)])
  func looks(files: [String: String], expected: Bool) {
    let root = "/tmp/adit-firmware-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    for folder in ["", "/class", "/class/dmi", "/class/dmi/id", "/hypervisor"] {
      mkdir(root + folder, 0o700)
    }
    defer {
      for path in files.keys { unlink(root + path) }
      for folder in ["/class/dmi/id", "/class/dmi", "/class", "/hypervisor", ""] {
        rmdir(root + folder)
      }
    }
    for (path, text) in files { #expect(TestData.write(text, to: root + path)) }
    #expect(MachineFirmware.looksLikeInstance(system: root) == expected)
  }
}

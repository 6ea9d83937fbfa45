internal import CSystem
internal import Glibc

/// Where tests find recorded data, the built products and scratch space.
public enum TestData {
  /// A variable of the environment; empty counts as unset.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The recorded data (`ADIT_TEST_DATA`); `nil` skips the tests that need it.
  public static var root: String? { environment("ADIT_TEST_DATA") }

  /// Whether recorded data is there: `.enabled(if: TestData.isAvailable)`.
  public static var isAvailable: Bool { root != nil }

  /// A file's bytes; `nil` when it cannot be read.
  public static func read(_ path: String) -> [UInt8]? {
    let file = adit_open(path, O_RDONLY, 0)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += chunk[0..<count]
    }
  }

  /// A file's text, invalid UTF-8 repaired; `nil` when it cannot be read.
  public static func readText(_ path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Makes or replaces a file; `false` when that failed.
  public static func write(_ text: String, to path: String) -> Bool {
    let file = adit_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var rest = ArraySlice(Array(text.utf8))
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The names in a folder, sorted, without `.` and `..`; empty when it
  /// cannot be read.
  public static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The folder that holds the running test program and with it the built
  /// executables.
  public static var productsFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let path = String(decoding: bytes, as: UTF8.self)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }

  /// The built program. `ADIT_TEST_BINARY` names another one.
  public static var program: String {
    environment("ADIT_TEST_BINARY") ?? productsFolder + "/adit"
  }

  /// The root of this package.
  public static var packageRoot: String {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }
}

/// A folder that goes with its object.
public final class TemporaryFolder {
  /// Its absolute path.
  public let path: String

  /// Makes a folder below `/tmp`.
  public init() {
    var template = Array("/tmp/adit-test-XXXXXX".utf8CString)
    let made = mkdtemp(&template)
    precondition(made != nil, "mkdtemp failed")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// Writes `text` to the file `name` inside, and makes the folders above it.
  public func write(_ text: String, to name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    let descriptor = adit_open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw PtyError(call: "open \(name)", code: adit_errno()) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard
      bytes.withUnsafeBytes({ Glibc.write(descriptor, $0.baseAddress, $0.count) }) == bytes.count
    else { throw PtyError(call: "write \(name)", code: adit_errno()) }
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 || rmdir(path) == 0 { return }
    chmod(path, 0o700)
    for name in TestData.names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }
}

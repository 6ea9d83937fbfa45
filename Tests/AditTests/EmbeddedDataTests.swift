import Glibc
import Testing

@testable import adit

/// The embedded copies against the files of `config/` and `themes/`.
@Suite struct EmbeddedDataTests {
  private static let root = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  @Test(arguments: [("config", BuiltInData.config), ("themes", BuiltInData.themes)])
  func embeddedCopyEqualsTheFiles(folder: String, embedded: [BuiltInData.File]) throws {
    let names = try Self.jsonFiles(in: "\(Self.root)/\(folder)")
    #expect(embedded.map { "\($0.name)" }.sorted() == names, "run scripts/embed")
    for file in embedded {
      let bytes = try Self.contents(of: "\(Self.root)/\(folder)/\(file.name)")
      #expect(file.bytes == bytes, "run scripts/embed: \(file.name) differs")
    }
  }

  private static func jsonFiles(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".json") { names.append(name) }
    }
    return names.sorted()
  }

  private static func contents(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"), "cannot open \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

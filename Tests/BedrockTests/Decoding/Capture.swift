import Bedrock
import TestSupport
import Testing
import Wire

/// A recorded exchange of `ADIT_TEST_DATA/captures`.
struct Capture: CustomTestStringConvertible, Sendable {
  enum Body: String, CaseIterable { case bin, sse, json }

  let path: String
  let body: Body

  var testDescription: String { path }
  var bytes: [UInt8] { TestData.read(path + ".response." + body.rawValue) ?? [] }

  /// Last part of the request's path.
  var operation: String {
    let uri = meta?["uri"]?.string?.split(separator: "?").first ?? ""
    return uri.split(separator: "/").last.map(String.init) ?? ""
  }

  var status: Int { meta?["status"]?.int ?? 0 }

  private var meta: JSONValue? {
    TestData.read(path + ".meta.json").flatMap { try? JSONValue(parsing: $0) }
  }

  /// The captures with a body of that kind and status 200.
  static func answers(_ body: Body) -> [Capture] {
    all.filter { $0.body == body && $0.status == 200 }
  }

  private static let all: [Capture] = {
    guard let root = TestData.root else { return [] }
    return find(below: root + "/captures")
  }()

  private static func find(below folder: String) -> [Capture] {
    TestData.names(in: folder).flatMap { name -> [Capture] in
      for body in Body.allCases where name.hasSuffix(".response." + body.rawValue) {
        let stem = name.dropLast(".response.".count + body.rawValue.count)
        return [Capture(path: "\(folder)/\(stem)", body: body)]
      }
      return name.contains(".") && name.hasSuffix("json") ? [] : find(below: "\(folder)/\(name)")
    }
  }

  /// The decoder for a streamed body.
  var decoder: any StreamDecoding {
    if body == .sse { return MessagesStreamDecoder() }
    return operation == "converse-stream" ? ConverseStreamDecoder() : NativeStreamDecoder()
  }

  /// The events as trees, through the framing alone.
  func trees() throws -> [JSONValue] {
    if body == .sse {
      var decoder = ServerSentEventDecoder()
      var trees: [JSONValue] = []
      decoder.feed(bytes)
      while let event = try decoder.next() { trees.append(try JSONValue(parsing: event.data)) }
      return trees
    }
    var decoder = EventStreamDecoder()
    var trees: [JSONValue] = []
    decoder.feed(bytes)
    while let frame = try decoder.next() {
      let payload = try JSONValue(parsing: frame.payload)
      let inner = payload["bytes"]?.string.flatMap { Base64.decode(Array($0.utf8)) }
      trees.append(try inner.map { try JSONValue(parsing: $0) } ?? payload)
    }
    return trees
  }
}

import Bedrock
import Synchronization
import Wire

/// A file of learnt facts in memory.
final class FakeStorage: LearnedFactsStorage {
  private let bytes = Mutex<[UInt8]?>(nil)

  func load() -> [UInt8]? { bytes.withLock { $0 } }
  func save(_ new: [UInt8]) { bytes.withLock { $0 = new } }

  /// Moves every fact to another endpoint: each test server has its own port.
  func rewrite(origin: String) {
    bytes.withLock { bytes in
      guard let old = bytes, var root = (try? JSONValue(parsing: old))?.object,
        let facts = root["facts"]?.array
      else { return }
      root["facts"] = .array(
        facts.map { fact in
          guard var object = fact.object else { return fact }
          object["origin"] = .string(origin)
          return .object(object)
        })
      bytes = JSONValue.object(root).serialized()
    }
  }
}

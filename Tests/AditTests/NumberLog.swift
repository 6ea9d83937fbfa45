import Synchronization

/// Numbers in the order in which tasks wrote them.
final class NumberLog: Sendable {
  private let stored = Mutex<[Int]>([])
  var numbers: [Int] { stored.withLock { $0 } }
  func append(_ number: Int) { stored.withLock { $0.append(number) } }
}

import Synchronization

/// Sentences that a session says once, however often their reason recurs.
final class OnceNotices: Sendable {
  private let said = Mutex<Set<String>>([])
  private let post: @Sendable (String) -> Void

  init(post: @escaping @Sendable (String) -> Void) { self.post = post }

  /// Says `text`, unless it was said before.
  func say(_ text: String) {
    if said.withLock({ $0.insert(text).inserted }) { post(text) }
  }
}

internal import CCrypto
internal import Synchronization

/// Bytes that are overwritten with zeros when the last reference goes: for
/// keys and tokens, which must not be found in freed memory later.
public final class WipedBytes: Sendable {
  // Never changed before `deinit`; the lock only makes it writable there.
  private let storage: Mutex<[UInt8]>

  /// A copy of `text`'s UTF-8, made here so that nobody else holds the buffer.
  public init(_ text: String) {
    storage = Mutex(Array(text.utf8))
  }

  deinit {
    storage.withLock { bytes in
      bytes.withUnsafeMutableBytes { adit_wipe($0.baseAddress, $0.count) }
    }
  }

  /// Gives `body` the bytes; whatever it copies is its own to protect.
  public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    storage.withLock { body($0.span) }
  }
}

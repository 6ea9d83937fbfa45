internal import CZlib

/// Cuts the bytes of an `application/vnd.amazon.eventstream` body into frames
/// (bedrock-wire 2). A value: a copy is a second decoder in the same state.
///
/// Strict: both checksums, all lengths, every header. After an error it throws
/// that error for good. Takes any split of the input; each byte is moved at
/// most a constant number of times, whether the frames are fed whole, by the
/// byte or by the megabyte.
public struct EventStreamDecoder: Sendable {
  /// Bytes of headers that a frame may have; the specification's bound.
  public static let maximumHeaderByteCount = 131_072
  /// Bytes of a whole frame: the 24 MiB of payload that AWS's own decoders
  /// accept, headers, prelude and checksum.
  public static let maximumFrameByteCount = 25_165_824 + maximumHeaderByteCount + 16

  /// Total length, headers' length, CRC-32 of the two; 4 bytes each.
  private static let preludeByteCount = 12
  private static let lengthsByteCount = 8
  private static let checksumByteCount = 4
  private static let minimumFrameByteCount = preludeByteCount + checksumByteCount
  /// Up to so many headers are compared pair by pair, more through a set.
  private static let pairwiseHeaderCount = 8

  private var buffer: [UInt8] = []
  /// Bytes of `buffer` that belong to frames already handed out.
  private var consumed = 0
  private var failure: EventStreamError?
  /// The last header block found good: nearly all frames of a stream have the
  /// same one, and comparing is quicker than checking.
  private var checkedHeaders: [UInt8] = []

  /// A decoder at the beginning of a stream.
  public init() {}

  /// Takes the next bytes of the body.
  public mutating func feed(_ bytes: [UInt8]) {
    if consumed == buffer.count {
      buffer = bytes
    } else {
      // What is left is less than one frame, or came with the last call: so
      // that this move is paid for by the frames taken out before it.
      if consumed > 0 { buffer = Array(buffer[consumed...]) }
      buffer += bytes
    }
    consumed = 0
  }

  /// The next complete frame; `nil` if more bytes are needed.
  public mutating func next() throws(EventStreamError) -> EventStreamFrame? {
    if let failure { throw failure }
    do throws(EventStreamError) {
      return try cutFrame()
    } catch {
      failure = error
      buffer = []
      consumed = 0
      throw error
    }
  }

  /// Says that the body has ended: throws the error met before, or
  /// `.truncatedFrame` if bytes are left over.
  public func finish() throws(EventStreamError) {
    if let failure { throw failure }
    guard consumed == buffer.count else {
      throw .truncatedFrame(leftover: buffer.count - consumed)
    }
  }

  /// Whether `bytes` begin with a valid prelude: tells an event stream whose
  /// content type a proxy removed.
  public static func looksLikePrelude(_ bytes: [UInt8]) -> Bool {
    (try? frameLengths(bytes.span, at: 0)) != nil
  }

  private mutating func cutFrame() throws(EventStreamError) -> EventStreamFrame? {
    guard let lengths = try Self.frameLengths(buffer.span, at: consumed),
      buffer.count - consumed >= lengths.total
    else { return nil }
    let end = consumed + lengths.total
    let checksumStart = end - Self.checksumByteCount
    guard
      Self.checksum(
        buffer.span, consumed + Self.lengthsByteCount..<checksumStart,
        behind: lengths.checksum) == Self.integer(buffer.span, at: checksumStart)
    else { throw .messageChecksum }
    let headersStart = consumed + Self.preludeByteCount
    let payloadStart = headersStart + lengths.headers
    if !checkedHeaders.span.isEqual(to: buffer.span.extracting(headersStart..<payloadStart)) {
      try Self.check(buffer[headersStart..<payloadStart])
      checkedHeaders = Array(buffer[headersStart..<payloadStart])
    }
    consumed = end
    return EventStreamFrame(
      buffer[headersStart..<checksumStart], headerByteCount: lengths.headers)
  }

  /// The frame's and its headers' length and the checksum of the two, from the
  /// prelude at `start`; `nil` if not all of the prelude is there.
  private static func frameLengths(
    _ bytes: Span<UInt8>, at start: Int
  ) throws(EventStreamError) -> (total: Int, headers: Int, checksum: UInt32)? {
    guard bytes.count - start >= preludeByteCount else { return nil }
    let checksum = checksum(bytes, start..<start + lengthsByteCount, behind: 0)
    guard checksum == integer(bytes, at: start + lengthsByteCount) else {
      throw .preludeChecksum
    }
    let total = Int(integer(bytes, at: start)), headers = Int(integer(bytes, at: start + 4))
    guard (minimumFrameByteCount...maximumFrameByteCount).contains(total),
      headers <= min(maximumHeaderByteCount, total - minimumFrameByteCount)
    else { throw .length(total: total, headers: headers) }
    return (total, headers, checksum)
  }

  private static func check(_ block: ArraySlice<UInt8>) throws(EventStreamError) {
    var reader = EventStreamHeaderReader()
    var names: [ArraySlice<UInt8>] = []
    var manyNames: Set<ArraySlice<UInt8>> = []
    while let step = reader.next(in: block.span) {
      switch step {
      case .invalid(let fault): throw .header(fault)
      case .header(let range, _, _):
        let start = block.startIndex
        let name = block[start + range.lowerBound..<start + range.upperBound]
        let isNew: Bool
        if names.count < pairwiseHeaderCount {
          isNew = !names.contains { $0.elementsEqual(name) }
          names.append(name)
        } else {
          if manyNames.isEmpty { manyNames.formUnion(names) }
          isNew = manyNames.insert(name).inserted
        }
        guard isNew else {
          throw .header(.duplicateName(String(decoding: name, as: UTF8.self)))
        }
      }
    }
  }

  private static func integer(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16 | UInt32(bytes[start + 2]) << 8
      | UInt32(bytes[start + 3])
  }

  /// The checksum of the bytes of `range` and of those before it, whose
  /// checksum is `earlier`.
  private static func checksum(
    _ bytes: Span<UInt8>, _ range: Range<Int>, behind earlier: UInt32
  ) -> UInt32 {
    bytes.extracting(range).withUnsafeBufferPointer { part in
      // A frame is far below 4 GiB, so the length fits.
      UInt32(truncatingIfNeeded: crc32(UInt(earlier), part.baseAddress, UInt32(part.count)))
    }
  }
}

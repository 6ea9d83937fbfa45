/// Why bytes are not an event stream. None of these can be recovered from:
/// frames carry no mark to find the next one by.
public enum EventStreamError: Error, Hashable, Sendable {
  /// What is wrong with a header block.
  public enum HeaderFault: Hashable, Sendable {
    case emptyName
    /// A name or value reaches beyond the block.
    case overrun
    case unknownType(UInt8)
    case duplicateName(String)
  }

  /// The first 8 bytes do not match their CRC.
  case preludeChecksum
  /// The frame does not match its CRC.
  case messageChecksum
  /// A length is impossible or above the limits; both in bytes.
  case length(total: Int, headers: Int)
  case header(HeaderFault)
  /// The stream ended inside a frame; `leftover` bytes of it were there.
  case truncatedFrame(leftover: Int)

  /// One clause for people and logs.
  public var reason: String {
    switch self {
    case .preludeChecksum: "the checksum of a frame's prelude is wrong"
    case .messageChecksum: "the checksum of a frame is wrong"
    case .length(let total, let headers):
      "a frame of \(total) bytes with \(headers) bytes of headers was announced"
    case .header(.emptyName): "a header has an empty name"
    case .header(.overrun): "a header reaches beyond its block"
    case .header(.unknownType(let type)): "a header has the unknown type \(type)"
    case .header(.duplicateName(let name)): "the header \(name) occurs twice"
    case .truncatedFrame(let leftover): "the stream ended \(leftover) bytes into a frame"
    }
  }
}

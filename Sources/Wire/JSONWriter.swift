extension JSONValue {
  /// The value as compact JSON: members in order, no blanks, `/` unescaped,
  /// non-ASCII as UTF-8. The same value always gives the same bytes.
  public func serialized() -> [UInt8] {
    var out: [UInt8] = []
    write(into: &out)
    return out
  }

  /// Appends the compact form to `out`.
  public func write(into out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .number(let number): out += number.text.utf8
    case .string(let text): JSONValue.write(string: text, into: &out)
    case .array(let values):
      out.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        value.write(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let object):
      out.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        JSONValue.write(string: member.name, into: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// Appends `text` as a JSON string with its quotes. Requests hold whole
  /// files, so plain runs are copied in one piece.
  public static func write(string text: String, into out: inout [UInt8]) {
    var text = text
    out.append(UInt8(ascii: "\""))
    text.withUTF8 { bytes in
      var runStart = 0
      for (index, byte) in bytes.enumerated() {
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        out += bytes[runStart..<index]
        write(escaped: byte, into: &out)
        runStart = index + 1
      }
      out += bytes[runStart...]
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func write(escaped byte: UInt8, into out: inout [UInt8]) {
    switch byte {
    case 0x0A: out += "\\n".utf8
    case 0x0D: out += "\\r".utf8
    case 0x09: out += "\\t".utf8
    case 0..<0x20:
      out += "\\u00".utf8
      out += Hex.encode(CollectionOfOne(byte)).utf8
    default: out += [UInt8(ascii: "\\"), byte]
    }
  }
}

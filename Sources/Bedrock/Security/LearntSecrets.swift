import Wire

/// Secrets that the program has held, in every form in which a text may show
/// them, and their replacement.
struct LearntSecrets {
  /// A shorter text is likely to stand somewhere by chance.
  static let minimumBytes = 8
  /// Forms that are kept, a dozen for each secret: those of some days of keys
  /// that change every quarter of an hour. The oldest go first.
  private static let maximumForms = 4_096
  /// Longest name in a mark, characters.
  private static let maximumNameLength = 48

  private struct Form {
    var bytes: [UInt8]
    var mark: [UInt8]
  }

  private var forms: [Form] = []
  /// First eight bytes → places in `forms`, longest form first.
  private var places: [UInt64: [Int]] = [:]
  /// Everything that stands for a secret already.
  private var marks: Set<[UInt8]> = [Array(RedactionMark.plain.utf8)]

  mutating func learn(_ text: String, name: String) {
    // The same keys are taught with every refresh.
    guard text.utf8.count >= Self.minimumBytes, !isKnown(Array(text.utf8)) else { return }
    let name = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "_-. ".contains($0)) }
    let mark = Array(RedactionMark.named(String(name.prefix(Self.maximumNameLength))).utf8)
    let known = Set(forms.map(\.bytes))
    let new = Self.forms(of: text).filter { $0.count >= Self.minimumBytes && !known.contains($0) }
    guard !new.isEmpty else { return }
    marks.insert(mark)
    forms += new.map { Form(bytes: $0, mark: mark) }
    if forms.count > Self.maximumForms { forms.removeFirst(forms.count - Self.maximumForms) }
    index()
  }

  private func isKnown(_ bytes: [UInt8]) -> Bool {
    places[Self.word(bytes, at: 0)]?.contains { forms[$0].bytes == bytes } ?? false
  }

  private mutating func index() {
    places = [:]
    for (place, form) in forms.enumerated() {
      places[Self.word(form.bytes, at: 0), default: []].append(place)
    }
    for key in places.keys {
      places[key]?.sort { forms[$0].bytes.count > forms[$1].bytes.count }
    }
  }

  func redact(_ bytes: [UInt8]) -> [UInt8] {
    guard !forms.isEmpty, bytes.count >= Self.minimumBytes else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    var window = Self.word(bytes, at: 0)
    while true {
      var next = at + 1
      if let end = endOfMark(bytes, at: at) {
        out += bytes[at..<end]
        next = end
      } else if let form = form(beginning: window, in: bytes, at: at) {
        out += form.mark
        next = min(bytes.count, at + form.bytes.count)
      } else {
        out.append(bytes[at])
      }
      guard next + Self.minimumBytes <= bytes.count else { return out + bytes[next...] }
      window =
        next == at + 1
        ? window << 8 | UInt64(bytes[next + Self.minimumBytes - 1]) : Self.word(bytes, at: next)
      at = next
    }
  }

  /// The longest form that begins at `at`, where the bytes of `window` stand.
  /// At the end of the text the beginning of a form is enough: the text may
  /// have been cut in the middle of a secret.
  private func form(beginning window: UInt64, in bytes: [UInt8], at: Int) -> Form? {
    guard let candidates = places[window] else { return nil }
    let rest = bytes[at...]
    return candidates.lazy.map { forms[$0] }.first { rest.starts(with: $0.bytes) }
      ?? candidates.lazy.map { forms[$0] }.first { $0.bytes.starts(with: rest) }
  }

  /// Behind a mark that stands at `at`: it is not looked into, so that a
  /// second pass changes nothing.
  private func endOfMark(_ bytes: [UInt8], at: Int) -> Int? {
    guard bytes[at] == 0xE2, bytes[at...].starts(with: "‹redacted".utf8) else { return nil }
    return marks.lazy.filter { bytes[at...].starts(with: $0) }.map { at + $0.count }.first
  }

  private static func word(_ bytes: [UInt8], at: Int) -> UInt64 {
    bytes[at..<at + minimumBytes].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// `text` itself, percent-encoded once and twice, in base 64 at each of the
  /// three places that it can have within a larger text, escaped for JSON.
  private static func forms(of text: String) -> Set<[UInt8]> {
    let encoded = PercentEncoding.encode(text)
    var forms: Set<[UInt8]> = [
      Array(text.utf8), Array(encoded.utf8), Array(PercentEncoding.encode(encoded).utf8),
      lowercasedEscapes(encoded), Array(encoded.replacing("%20", with: "+").utf8),
    ]
    var json: [UInt8] = []
    JSONValue.write(string: text, into: &json)
    let escaped = String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
    forms.insert(Array(escaped.utf8))
    forms.insert(Array(escaped.replacing("/", with: "\\/").utf8))
    for offset in 0..<3 {
      let piece = base64(of: text, offset: offset)
      forms.insert(piece)
      forms.insert(
        piece.map {
          switch $0 {
          case UInt8(ascii: "+"): UInt8(ascii: "-")
          case UInt8(ascii: "/"): UInt8(ascii: "_")
          default: $0
          }
        })
    }
    return forms
  }

  /// `%2f` where `text` has `%2F`.
  private static func lowercasedEscapes(_ text: String) -> [UInt8] {
    var remaining = 0
    return text.utf8.map { byte in
      if byte == UInt8(ascii: "%") {
        remaining = 2
        return byte
      }
      guard remaining > 0 else { return byte }
      remaining -= 1
      return (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte | 0x20 : byte
    }
  }

  /// Those characters of base 64 that depend on `text` alone when `offset`
  /// bytes (modulo 3) stand before it.
  private static func base64(of text: String, offset: Int) -> [UInt8] {
    let bytes = [UInt8](repeating: 0, count: offset) + Array(text.utf8)
    let first = (offset * 8 + 5) / 6
    let end = bytes.count * 8 / 6
    return Array(Base64.encode(bytes).utf8.prefix(end).dropFirst(first))
  }
}

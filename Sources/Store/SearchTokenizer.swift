internal import CSQLite

/// Cuts texts into words exactly as the index does: without case and accents.
final class SearchTokenizer {
  /// A word as it is compared.
  typealias Word = UnsafeBufferPointer<UInt8>

  private var tokenizer: adit_tokenizer

  init?(database: OpaquePointer) {
    // As in `Schema`.
    let option = "remove_diacritics"
    let value = "2"
    tokenizer = option.withCString { option in
      value.withCString { value in
        var arguments: [UnsafePointer<CChar>?] = [option, value]
        return adit_tokenizer_open(database, "unicode61", &arguments, 2)
      }
    }
    guard tokenizer.instance != nil else { return nil }
  }

  deinit { adit_tokenizer_close(&tokenizer) }

  /// Hands over each word with its bytes in `text`, until `visit` says
  /// `false`.
  func visit(_ text: String, _ visit: (Word, Range<Int>) -> Bool) {
    var text = text
    withoutActuallyEscaping(visit) { visit in
      var visitor = TokenVisitor(visit: visit)
      text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) { chars in
          guard let start = chars.baseAddress else { return }
          withUnsafeMutablePointer(to: &visitor) { visitor in
            _ = adit_tokenizer_visit(
              &tokenizer, start, Int32(clamping: chars.count), visitToken, visitor)
          }
        }
      }
    }
  }
}

private struct TokenVisitor {
  let visit: (SearchTokenizer.Word, Range<Int>) -> Bool
}

private let visitToken: adit_token_visitor = { context, _, token, count, start, end in
  guard let context, let token, count >= 0, start <= end else { return SQLITE_OK }
  let visitor = context.assumingMemoryBound(to: TokenVisitor.self)
  return token.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
    visitor.pointee.visit(
      UnsafeBufferPointer(start: bytes, count: Int(count)), Int(start)..<Int(end))
      ? SQLITE_OK : SQLITE_DONE
  }
}

import Engine
import Markup
import TextModel

/// The outline without a screen: its rows say what they are, and a chosen one
/// is read again, because there is nothing to scroll to.
enum LinearOutline {
  static func rows(in state: AppState) -> [String] {
    guard let list = state.reading.outline else { return [] }
    return list.shown.map { index in
      let row = list.rows[index]
      let words = String(
        decoding: OutlineList.words(of: row, in: state.transcript), as: UTF8.self)
      switch row.kind {
      case .prompt: return "prompt: \(words)"
      case .heading(let level): return "heading \(level): \(words)"
      case .error: return "error: \(words)"
      case .bookmark(let name): return "bookmark \(name): \(words)"
      }
    }
  }

  /// What stands in the row's place: a prompt with its answer, a heading with
  /// what follows up to the next one, else the whole message.
  static func text(ofRow number: Int, in state: AppState, now: MonotonicTime) -> [String] {
    guard let list = state.reading.outline, list.shown.indices.contains(number) else { return [] }
    let row = list.rows[list.shown[number]]
    let items = state.transcript.items
    guard items.indices.contains(row.place.item) else { return [] }
    let source = TranscriptSource(state, now: now)
    if case .heading = row.kind,
      items[row.place.item].parts.indices.contains(row.place.part - 1)
    {
      let document = items[row.place.item].parts[row.place.part - 1].markdown
      let next = list.rows.first {
        $0.place.item == row.place.item && $0.place.part == row.place.part
          && $0.place.byte > row.place.byte && $0.kind.isHeading
      }
      let start = min(row.place.byte, document.byteCount)
      let end = min(next?.place.byte ?? document.byteCount, document.byteCount)
      return lines(String(decoding: document.source(in: start..<max(start, end)), as: UTF8.self))
    }
    var text = lines(source.source(ofItem: row.place.item))
    if row.kind == .prompt {
      text = text.map { "you: \($0)" }
      for index in items.indices.dropFirst(row.place.item + 1) {
        guard items[index].kind != .prompt else { break }
        guard items[index].kind == .answer else { continue }
        text += ["\(items[index].modelName):"] + lines(source.source(ofItem: index))
      }
    }
    return text
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }
}

extension OutlineList.Kind {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }
}

import Engine
import Markup
import TextModel

/// The links of what is shown, in the order in which it is read, each once.
struct ShownLinks {
  /// Text that is read for a list, bytes: of more nobody reads the links.
  static let maximumBytes = 1 << 20

  private let layout: TranscriptLayout
  private(set) var links: [LinkAddress] = []
  private var known: Set<LinkAddress> = []

  /// Those of `positions`.
  init(_ layout: TranscriptLayout, of positions: [TranscriptPosition]) {
    self.layout = layout
    for position in positions where links.count < LinkFinder.maximumCount { add(position) }
  }

  private mutating func add(_ position: TranscriptPosition) {
    if let markdown = layout.markdown(at: position) {
      for piece in markdown.linkPieces(ofBlock: position.block) {
        switch piece {
        case .link(let url): if let link = LinkAddress(url) { add(link) }
        case .text(let text): add(text)
        }
      }
    } else if let source = layout.source(of: position) {
      for link in LinkFinder.links(in: source) { add(link) }
    } else {
      add(layout.lines(of: position).map { $0.runs.map(\.text).joined() }.joined(separator: "\n"))
    }
  }

  private mutating func add(_ text: String) {
    for link in LinkFinder.links(in: Array(text.utf8)[...]) { add(link) }
  }

  private mutating func add(_ link: LinkAddress) {
    guard links.count < LinkFinder.maximumCount, known.insert(link).inserted else { return }
    links.append(link)
  }
}

extension TranscriptLayout {
  /// The Markdown of which `position` is a block.
  func markdown(at position: TranscriptPosition) -> MarkdownDocument? {
    let item = transcript.items[position.item]
    guard item.kind == .answer, position.part > 0, position.part <= item.parts.count else {
      return nil
    }
    let part = item.parts[position.part - 1]
    return part.kind == .text && position.block < part.markdown.blocks.count ? part.markdown : nil
  }

  /// The blocks of an item that are shown, as far as they are read for links.
  func linkPositions(ofItem item: Int) -> [TranscriptPosition] {
    guard isShown(item) else { return [] }
    var positions: [TranscriptPosition] = []
    var bytes = 0
    var position = first(from: item)
    while let current = position, current.item == item, bytes < ShownLinks.maximumBytes {
      positions.append(current)
      bytes += source(of: current)?.count ?? 0
      position = next(current)
    }
    return positions
  }
}

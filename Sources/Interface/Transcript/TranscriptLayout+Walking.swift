import Engine
import Markup

/// Walking over the blocks.
extension TranscriptLayout {
  // MARK: Items

  /// The items that a filter shows.
  private var shownItems: [Int]? { presentation.filter?.items(of: transcript.index) }

  /// Whether an item is shown at all.
  func isShown(_ item: Int) -> Bool {
    if item == hiddenItem { return false }
    if let shown {
      let place = shown.lowerBound(of: .title(of: item))
      return place < shown.count && shown[place].item == item
    }
    guard let items = shownItems else { return true }
    let place = items.lowerBound(of: item)
    return place < items.count && items[place] == item
  }

  /// The first item that is shown from `item` on.
  func shownItem(from item: Int) -> Int? {
    var next = item
    if let shown {
      let place = shown.lowerBound(of: .title(of: item))
      guard place < shown.count else { return nil }
      next = shown[place].item
    } else if let items = shownItems {
      let place = items.lowerBound(of: item)
      guard place < items.count else { return nil }
      next = items[place]
    }
    if next == hiddenItem { return shownItem(from: next + 1) }
    return next < itemCount ? next : nil
  }

  /// The last item that is shown before `item`.
  func shownItem(before item: Int) -> Int? {
    var next = item - 1
    if let shown {
      let place = shown.lowerBound(of: .title(of: item))
      guard place > 0 else { return nil }
      next = shown[place - 1].item
    } else if let items = shownItems {
      let place = items.lowerBound(of: item)
      guard place > 0 else { return nil }
      next = items[place - 1]
    }
    if next == hiddenItem { return shownItem(before: next) }
    return next >= 0 ? next : nil
  }

  // MARK: Blocks

  /// Index of the last part of an item, its end included; -1 of what is left
  /// out, which has not even a title.
  func lastPart(of index: Int) -> Int {
    guard isShown(index) else { return -1 }
    let item = transcript.items[index]
    if item.kind == .shell { return 2 }
    guard item.kind == .answer else { return 1 }
    return isFolded(item) ? 0 : item.parts.count + 1
  }

  func blockCount(item index: Int, part: Int) -> Int {
    if part == 0 { return 1 }
    switch transcript.items[index].kind {
    case .lines: return 1
    case .shell:
      let isOne = part == 2 || isFolded(transcript.items[index])
      return isOne ? 1 : transcript.items[index].body.starts.count
    case .prompt, .notice:
      return isFolded(transcript.items[index])
        ? min(1, transcript.items[index].body.starts.count)
        : transcript.items[index].body.starts.count
    case .answer: break
    }
    guard part <= transcript.items[index].parts.count else {
      return presentation.filter?.showsEnds == false ? 0 : 1
    }
    let answerPart = transcript.items[index].parts[part - 1]
    if let filter = presentation.filter, !filter.shows(answerPart) { return 0 }
    guard answerPart.kind != .text else { return answerPart.markdown.blocks.count }
    // The first block of what is not text is its one-line summary.
    return isFolded(answerPart) ? 1 : answerPart.plain.starts.count + 1
  }

  /// Where a block starts in its part's source, bytes.
  func startByte(of position: TranscriptPosition) -> Int {
    let item = transcript.items[position.item]
    guard position.part > 0 else { return 0 }
    if item.kind == .lines { return 0 }
    if item.kind == .shell, position.part == 2 || isFolded(item) { return 0 }
    if item.kind != .answer { return item.body.starts[position.block] }
    guard position.part <= item.parts.count else { return 0 }
    let part = item.parts[position.part - 1]
    if part.kind == .text { return part.markdown.blocks[position.block].range.lowerBound }
    return position.block == 0 ? -1 : part.plain.starts[position.block - 1]
  }

  /// The last block of a part that starts at or before `byte`.
  func block(at byte: Int, item: Int, part: Int) -> Int {
    var low = 0
    var high = blockCount(item: item, part: part) - 1
    while low < high {
      let middle = (low + high + 1) / 2
      let start = startByte(of: TranscriptPosition(item: item, part: part, block: middle))
      if start <= byte { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The first block of the first shown item from `item` on.
  func first(from item: Int = 0) -> TranscriptPosition? {
    shownItem(from: item).map { TranscriptPosition(item: $0, part: 0, block: 0) }
  }

  /// The block behind `position`; `nil` at the end.
  func next(_ position: TranscriptPosition) -> TranscriptPosition? {
    if let shown {
      let place = shown.lowerBound(of: position)
      let behind = place < shown.count && shown[place] == position ? place + 1 : place
      return behind < shown.count ? shown[behind] : nil
    }
    if position.block + 1 < blockCount(item: position.item, part: position.part) {
      var next = position
      next.block += 1
      return next
    }
    var part = position.part + 1
    let last = lastPart(of: position.item)
    while part <= last {
      if blockCount(item: position.item, part: part) > 0 {
        return TranscriptPosition(item: position.item, part: part, block: 0)
      }
      part += 1
    }
    return first(from: position.item + 1)
  }

  /// The block before `position`; `nil` at the start.
  func previous(_ position: TranscriptPosition) -> TranscriptPosition? {
    if let shown {
      let place = shown.lowerBound(of: position)
      return place > 0 ? shown[place - 1] : nil
    }
    if position.block > 0 {
      var previous = position
      previous.block -= 1
      return previous
    }
    if position.part > 0, isShown(position.item) {
      return lastBlock(of: position.item, upTo: position.part - 1)
    }
    return shownItem(before: position.item).map { lastBlock(of: $0, upTo: lastPart(of: $0)) }
  }

  /// The last block; `nil` where nothing is shown. The title of any item is a
  /// block.
  var last: TranscriptPosition? {
    if let shown { return shown.last }
    return shownItem(before: itemCount).map { lastBlock(of: $0, upTo: lastPart(of: $0)) }
  }

  private func lastBlock(of item: Int, upTo part: Int) -> TranscriptPosition {
    var part = part
    while part > 0, blockCount(item: item, part: part) == 0 { part -= 1 }
    let count = max(1, blockCount(item: item, part: max(0, part)))
    return TranscriptPosition(item: item, part: max(0, part), block: count - 1)
  }
}

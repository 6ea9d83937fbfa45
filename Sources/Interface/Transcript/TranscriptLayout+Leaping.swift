import Engine
import Markup

/// Going far by estimates: nothing of what is passed is laid out.
extension TranscriptLayout {
  /// About how many rows something takes.
  private func rows(bytes: Int, lines: Int) -> Int {
    // Lines fill half of their last row.
    lines + max(0, bytes - lines * width / 2) / max(1, width)
  }

  /// Bytes and lines of the source of a part.
  private func size(of item: TranscriptItem, part: Int) -> (bytes: Int, lines: Int) {
    guard part > 0 else { return (0, 1) }
    switch item.kind {
    case .lines: return (0, item.lines.count)
    case .prompt, .notice: return (item.body.source.count, item.body.lineEnds + 1)
    case .shell: return part == 1 ? (item.body.source.count, item.body.lineEnds + 1) : (0, 1)
    case .answer: break
    }
    guard part <= item.parts.count else { return (0, 1) }
    let answerPart = item.parts[part - 1]
    if answerPart.kind == .text { return (answerPart.markdown.byteCount, answerPart.lineCount) }
    return isFolded(answerPart)
      ? (0, 1) : (answerPart.plain.source.count, answerPart.lineCount + 1)
  }

  /// About `distance` rows below (negative: above) `start`, bounded by the ends.
  func leap(_ start: RowPosition, by distance: Int) -> RowPosition {
    var left = abs(distance)
    let isBackward = distance < 0
    var position = start.block
    while true {
      let item = transcript.items[position.item]
      let (bytes, lines) = size(of: item, part: position.part)
      let at = max(0, min(bytes, startByte(of: position)))
      let ahead = isBackward ? at : bytes - at
      let count = max(1, rows(bytes: ahead, lines: bytes > 0 ? lines * ahead / bytes : lines))
      if left < count, shown == nil {
        let byte = at + (isBackward ? -1 : 1) * (ahead * left / count)
        position.block = block(at: byte, item: position.item, part: position.part)
        return RowPosition(block: position, row: 0)
      }
      if shown == nil {
        let blocks = blockCount(item: position.item, part: position.part)
        position.block = isBackward ? 0 : max(0, blocks - 1)
      }
      left -= count
      guard left > 0, let next = isBackward ? previous(position) : next(position) else {
        return RowPosition(block: position, row: 0)
      }
      position = next
    }
  }

  /// The row at so many per cent of everything.
  func row(atPercent percent: Int) -> RowPosition {
    if let shown {
      guard !shown.isEmpty else { return firstRow }
      let place = min(shown.count - 1, shown.count * max(0, percent) / 100)
      return RowPosition(block: shown[place], row: 0)
    }
    var total = 0
    var item = shownItem(from: 0)
    while let current = item {
      total += rows(ofItem: current)
      item = shownItem(from: current + 1)
    }
    let wanted = total * max(0, min(100, percent)) / 100
    return wanted > 0 ? leap(firstRow, by: wanted) : firstRow
  }

  private func rows(ofItem index: Int) -> Int {
    let item = transcript.items[index]
    let last = lastPart(of: index)
    guard last >= 0 else { return 0 }
    return (0...last).reduce(0) { sum, part in
      guard blockCount(item: index, part: part) > 0 else { return sum }
      let (bytes, lines) = size(of: item, part: part)
      return sum + max(1, rows(bytes: bytes, lines: lines))
    }
  }
}

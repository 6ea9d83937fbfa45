/// The two stacks that meet at the caret, and where lines end in them.
///
/// The places of the newlines are kept beside the elements, so that the ends
/// of a line are found without looking at the line: a key in a prompt of a
/// megabyte costs what is on the screen.
extension EditBuffer {
  /// Replaces without recording; the caret ends behind `elements`.
  mutating func replace(_ range: Range<Int>, with elements: [EditElement]) {
    revision += 1
    moveGap(to: range.lowerBound)
    for element in after.suffix(range.count) { byteCount -= element.byteCount }
    let kept = after.count - range.count
    while let last = newlinesAfter.last, last >= kept { newlinesAfter.removeLast() }
    after.removeLast(range.count)
    push(elements)
  }

  /// Puts `elements` behind what is before the caret.
  mutating func push(_ elements: [EditElement]) {
    for (offset, element) in elements.enumerated() {
      byteCount += element.byteCount
      if case .newline = element { newlinesBefore.append(before.count + offset) }
    }
    before += elements
  }

  /// Moves the caret to `position`, at a cost of the distance.
  mutating func moveGap(to position: Int) {
    let position = min(max(0, position), count)
    if position < before.count {
      while let last = newlinesBefore.last, last >= position {
        newlinesAfter.append(after.count + before.count - 1 - last)
        newlinesBefore.removeLast()
      }
      after.append(contentsOf: before[position...].reversed())
      before.removeLast(before.count - position)
    } else if position > before.count {
      let distance = position - before.count
      let kept = after.count - distance
      while let last = newlinesAfter.last, last >= kept {
        newlinesBefore.append(before.count + after.count - 1 - last)
        newlinesAfter.removeLast()
      }
      before.append(contentsOf: after.suffix(distance).reversed())
      after.removeLast(distance)
    }
  }

  /// The first element of the logical line around `position`.
  func lineStart(of position: Int) -> Int {
    if position > before.count {
      // Places behind the caret count from the end.
      let first = Self.firstIndex(in: newlinesAfter, above: count - 1 - position)
      if first < newlinesAfter.count { return count - newlinesAfter[first] }
      return (newlinesBefore.last ?? -1) + 1
    }
    let first = Self.firstIndex(in: newlinesBefore, above: position - 1)
    return first > 0 ? newlinesBefore[first - 1] + 1 : 0
  }

  /// The newline that ends the logical line around `position`, or the end.
  func lineEnd(of position: Int) -> Int {
    let first = Self.firstIndex(in: newlinesBefore, above: position - 1)
    if first < newlinesBefore.count { return newlinesBefore[first] }
    let beyond = Self.firstIndex(in: newlinesAfter, above: count - 1 - max(position, before.count))
    return beyond > 0 ? count - 1 - newlinesAfter[beyond - 1] : count
  }

  /// Logical lines of the text, at least one.
  public var lineCount: Int { newlinesBefore.count + newlinesAfter.count + 1 }

  /// Where the logical line of `index` (from 0, bounded) starts.
  func startOfLine(_ index: Int) -> Int {
    guard index > 0 else { return 0 }
    let newline = min(index, lineCount - 1) - 1
    guard newline >= 0 else { return 0 }
    if newline < newlinesBefore.count { return newlinesBefore[newline] + 1 }
    return count - newlinesAfter[newlinesAfter.count - 1 - (newline - newlinesBefore.count)]
  }

  /// The number, from 0, of the logical line around `position`.
  func lineIndex(of position: Int) -> Int {
    if position <= before.count {
      return Self.firstIndex(in: newlinesBefore, above: position - 1)
    }
    let first = Self.firstIndex(in: newlinesAfter, above: count - 1 - position)
    return newlinesBefore.count + newlinesAfter.count - first
  }

  /// The first index whose number is above `bound`, of ascending numbers.
  private static func firstIndex(in numbers: [Int], above bound: Int) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] > bound { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Graphemes at the seams of an edit.
///
/// What lies on both sides of a seam may be other clusters together than each
/// for itself: a mark joins its letter, a flag falls apart into others. The
/// buffer always holds what its text as a whole is made of.
extension EditBuffer {
  /// `range` and `elements` widened by the neighbours that change with them.
  func settled(
    _ range: Range<Int>, _ elements: [EditElement]
  ) -> (range: Range<Int>, elements: [EditElement]) {
    var range = range
    let elements = EditElement.settled(elements)
    var whole = elements
    if range.lowerBound > 0 {
      let left = self[range.lowerBound - 1]
      let first = range.upperBound
      let seam = EditElement.settle(left) { offset in
        if offset < elements.count { return elements[offset] }
        let index = first + offset - elements.count
        return index < count ? self[index] : nil
      }
      if let seam {
        let beyond = max(0, seam.consumed - elements.count)
        whole = seam.clusters + elements.dropFirst(seam.consumed)
        range = range.lowerBound - 1..<range.upperBound + beyond
      }
    }
    guard let last = whole.last else { return (range, whole) }
    let first = range.upperBound
    let seam = EditElement.settle(last) { offset in
      first + offset < count ? self[first + offset] : nil
    }
    if let seam {
      whole.removeLast()
      whole += seam.clusters
      range = range.lowerBound..<range.upperBound + seam.consumed
    }
    return (range, whole)
  }
}

extension EditElement {
  /// The clusters of `left` with what follows it, and how many of the elements
  /// behind it went into them; `nil` where `left` ends at a border.
  static func settle(
    _ left: EditElement, before next: (Int) -> EditElement?
  ) -> (clusters: [EditElement], consumed: Int)? {
    guard case .character(let first) = left, case .character(let second)? = next(0),
      first.asciiValue == nil || second.asciiValue == nil
    else { return nil }
    var clusters: [EditElement] = []
    // Where the next border lies depends on the last cluster alone.
    var (last, following) = (first, second)
    var consumed = 0
    while true {
      let seam = String(last) + String(following)
      // Lengths are compared, for characters are equal that are not the same.
      if seam.last?.utf8.count == following.utf8.count, seam.first?.utf8.count == last.utf8.count {
        break
      }
      clusters += seam.dropLast().map(EditElement.character)
      consumed += 1
      guard let joined = seam.last else { break }
      last = joined
      guard case .character(let next)? = next(consumed) else { break }
      following = next
    }
    guard consumed > 0 else { return nil }
    return (clusters + [.character(last)], consumed)
  }

  /// `elements`, which may come from different places, as clusters of the whole.
  static func settled(_ elements: [EditElement]) -> [EditElement] {
    var result: [EditElement] = []
    result.reserveCapacity(elements.count)
    var index = 0
    while index < elements.count {
      if let last = result.last,
        let seam = settle(
          last, before: { index + $0 < elements.count ? elements[index + $0] : nil })
      {
        result.removeLast()
        result += seam.clusters
        index += seam.consumed
      } else {
        result.append(elements[index])
        index += 1
      }
    }
    return result
  }

  /// `left` and `right` one behind the other, as clusters of the whole.
  static func joined(_ left: [EditElement], _ right: [EditElement]) -> [EditElement] {
    guard let last = left.last,
      let seam = settle(last, before: { $0 < right.count ? right[$0] : nil })
    else { return left + right }
    return left.dropLast() + seam.clusters + right.dropFirst(seam.consumed)
  }
}

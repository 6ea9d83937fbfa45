/// One change: at `position`, `removed` gave way to `inserted`.
struct Edit: Equatable, Sendable {
  /// What kind of command made it, for joining neighbours into one unit.
  enum Kind: Equatable, Sendable { case typing, deletion, other }

  var position: Int
  var removed: [EditElement]
  var inserted: [EditElement]
  var caretBefore: Int
  var kind: Kind
}

/// The edits that can be taken back and those that can be made again.
struct EditHistory: Equatable, Sendable {
  /// Units kept: more than anyone steps back through.
  static let maximumUnits = 1_000
  /// Elements kept over all units, about 16 bytes each: a few whole prompts.
  static let maximumElements = 1 << 20
  /// Deletions joined into one unit: prepending costs the length of the unit.
  static let maximumJoinedDeletions = 64

  var undo: [Edit] = []
  var redo: [Edit] = []
  var elementCount = 0

  mutating func record(_ edit: Edit, joining: Bool) {
    redo.removeAll()
    elementCount += edit.removed.count + edit.inserted.count
    if joining, join(edit) { return }
    undo.append(edit)
    var dropped = 0
    while undo.count - dropped > EditHistory.maximumUnits
      || elementCount > EditHistory.maximumElements && undo.count - dropped > 1
    {
      elementCount -= undo[dropped].removed.count + undo[dropped].inserted.count
      dropped += 1
    }
    if dropped > 0 { undo.removeFirst(dropped) }
  }

  /// Makes `edit` part of the last unit where it continues it.
  private mutating func join(_ edit: Edit) -> Bool {
    guard let last = undo.indices.last, undo[last].kind == edit.kind else { return false }
    switch edit.kind {
    case .typing:
      let end = undo[last].position + undo[last].inserted.count
      guard edit.position + edit.removed.count == end,
        edit.removed.count <= undo[last].inserted.count,
        !(undo[last].inserted.last?.isWhitespace == true
          && edit.inserted.last?.isWhitespace == false)
      else { return false }
      undo[last].inserted.removeLast(edit.removed.count)
      undo[last].inserted += edit.inserted
      elementCount -= edit.removed.count * 2
      return true
    case .deletion:
      guard edit.inserted.isEmpty, undo[last].inserted.isEmpty,
        edit.position + edit.removed.count == undo[last].position,
        undo[last].removed.count < EditHistory.maximumJoinedDeletions
      else { return false }
      undo[last].removed.insert(contentsOf: edit.removed, at: 0)
      undo[last].position = edit.position
      return true
    case .other:
      return false
    }
  }
}

extension EditBuffer {
  /// Takes back the last unit.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public mutating func undo() -> Bool {
    lastCommand = .other
    guard let edit = history.undo.popLast() else { return false }
    replace(edit.position..<edit.position + edit.inserted.count, with: edit.removed)
    moveGap(to: edit.caretBefore)
    history.redo.append(edit)
    return true
  }

  /// Makes again what `undo` took back.
  ///
  /// - Returns: whether there was something.
  @discardableResult
  public mutating func redo() -> Bool {
    lastCommand = .other
    guard let edit = history.redo.popLast() else { return false }
    replace(edit.position..<edit.position + edit.removed.count, with: edit.inserted)
    history.undo.append(edit)
    return true
  }

  /// Every change goes through here: replaces `range` by `elements`, joins
  /// graphemes at both seams, records it, leaves the caret behind it.
  mutating func edit(
    removing range: Range<Int>, inserting elements: [EditElement], as kind: Edit.Kind
  ) {
    guard !range.isEmpty || !elements.isEmpty else { return }
    let caretBefore = caret
    let (range, elements) = joined(range, elements)
    let removed = range.map { self[$0] }
    let joining = kind == .deletion || lastCommand == .typing
    replace(range, with: elements)
    history.record(
      Edit(
        position: range.lowerBound, removed: removed, inserted: elements,
        caretBefore: caretBefore, kind: kind),
      joining: joining)
    goalColumn = nil
  }

  /// `range` and `elements` widened by the neighbours with which they make one
  /// grapheme cluster.
  private func joined(
    _ range: Range<Int>, _ elements: [EditElement]
  ) -> (Range<Int>, [EditElement]) {
    let left = range.lowerBound > 0 ? self[range.lowerBound - 1] : nil
    let right = range.upperBound < count ? self[range.upperBound] : nil
    var whole: [EditElement] = left.map { [$0] } ?? []
    for element in elements { EditBuffer.append(element, to: &whole) }
    var range = range
    if left != nil, whole.first == left {
      whole.removeFirst()
    } else if left != nil {
      range = range.lowerBound - 1..<range.upperBound
    }
    guard let right else { return (range, whole) }
    let neighbour = whole.last ?? (range.lowerBound > 0 ? self[range.lowerBound - 1] : nil)
    guard let neighbour, let joined = EditBuffer.cluster(neighbour, right) else {
      return (range, whole)
    }
    if whole.popLast() == nil { range = range.lowerBound - 1..<range.upperBound }
    whole.append(joined)
    return (range.lowerBound..<range.upperBound + 1, whole)
  }

  private static func append(_ element: EditElement, to elements: inout [EditElement]) {
    if let last = elements.last, let joined = cluster(last, element) {
      elements[elements.count - 1] = joined
    } else {
      elements.append(element)
    }
  }

  /// The one cluster that two neighbours make, if they do.
  private static func cluster(_ left: EditElement, _ right: EditElement) -> EditElement? {
    guard case .character(let left) = left, case .character(let right) = right,
      left.asciiValue == nil || right.asciiValue == nil
    else { return nil }
    let both = String(left) + String(right)
    return both.count == 1 ? both.first.map(EditElement.character) : nil
  }

  /// Replaces without recording; the caret ends behind `elements`.
  mutating func replace(_ range: Range<Int>, with elements: [EditElement]) {
    moveGap(to: range.lowerBound)
    for element in after.suffix(range.count) { byteCount -= element.byteCount }
    after.removeLast(range.count)
    for element in elements { byteCount += element.byteCount }
    before += elements
  }

  /// Moves the caret to `position`, at a cost of the distance.
  mutating func moveGap(to position: Int) {
    let position = min(max(0, position), count)
    if position < before.count {
      after.append(contentsOf: before[position...].reversed())
      before.removeLast(before.count - position)
    } else if position > before.count {
      let distance = position - before.count
      before.append(contentsOf: after.suffix(distance).reversed())
      after.removeLast(distance)
    }
  }
}

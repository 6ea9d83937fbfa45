import Engine
import TextModel

/// Where in the transcript the items of a kind are, so that nobody walks over
/// a hundred thousand turns to find one. Indices ascend.
struct TranscriptIndex: Sendable {
  private(set) var prompts: [Int] = []
  private(set) var answers: [Int] = []
  /// Answers that call tools, and commands of the user.
  private(set) var tools: [Int] = []
  /// What went wrong: answers that failed, and errors that the program tells.
  private(set) var errors: [Int] = []
  private var answersByTurn: [TurnID: Int] = [:]

  /// The answer of `turn`.
  func answer(of turn: TurnID) -> Int? { answersByTurn[turn] }

  /// Takes in the item at `index`, which was appended or has changed.
  mutating func take(_ item: TranscriptItem, at index: Int) {
    switch item.kind {
    case .prompt: Self.insert(index, into: &prompts)
    case .answer:
      Self.insert(index, into: &answers)
      if let turn = item.turn { answersByTurn[turn] = index }
      if item.parts.contains(where: { $0.kind.isTool }) { Self.insert(index, into: &tools) }
      if item.hasFailed { Self.insert(index, into: &errors) }
    case .shell:
      Self.insert(index, into: &tools)
      if item.hasFailed { Self.insert(index, into: &errors) }
    case .notice(.error): Self.insert(index, into: &errors)
    case .notice, .lines: break
    }
  }

  /// The answer at `index` calls a tool.
  mutating func noteTool(at index: Int) { Self.insert(index, into: &tools) }

  /// The answer at `index` failed.
  mutating func noteError(at index: Int) { Self.insert(index, into: &errors) }

  /// Forgets the items from `index` on, which are `items`.
  mutating func cut(from index: Int, _ items: some Sequence<TranscriptItem>) {
    for list in [\TranscriptIndex.prompts, \.answers, \.tools, \.errors] {
      while let last = self[keyPath: list].last, last >= index { self[keyPath: list].removeLast() }
    }
    for item in items where item.kind == .answer {
      if let turn = item.turn { answersByTurn[turn] = nil }
    }
  }

  private static func insert(_ index: Int, into list: inout [Int]) {
    let place = list.lowerBound(of: index)
    if place == list.count || list[place] != index { list.insert(index, at: place) }
  }
}

extension Array where Element: Comparable {
  /// Of an ascending array: the place of the first that is not below `value`.
  func lowerBound(of value: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension AnswerBlockKind {
  /// Whether it is a call of a tool.
  var isTool: Bool {
    switch self {
    case .toolUse: true
    case .text, .thinking, .redactedThinking, .opaque: false
    }
  }
}

extension TranscriptItem {
  /// Whether it tells of an error.
  var hasFailed: Bool {
    if shell?.end?.isFailure == true { return true }
    return switch outcome {
    case .failed: true
    case .completed, .interrupted, .overBudget, nil: false
    }
  }
}

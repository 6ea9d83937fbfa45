import Engine
import Pattern

/// Leaving out of the transcript what is of another kind or does not match a
/// pattern. What matches is looked for in pieces, as in a search.
enum FilterReducer {
  /// Characters of a filter; more is a paste gone wrong.
  private static let maximumLength = 200

  /// Begins the line in which a filter is typed. Of two answers none is left
  /// out.
  static func open(_ state: inout AppState, now: MonotonicTime) {
    guard state.comparison == nil else {
      state.toast = Toast("two answers are compared: choose one first", at: now)
      return
    }
    state.reading.filterLine = FilterLine()
  }

  static func run(_ command: FindCommand, _ state: inout AppState, now: MonotonicTime) {
    switch command {
    case .accept: accept(&state, now: now)
    case .deleteBackward:
      if state.reading.filterLine?.text.popLast() == nil { state.reading.filterLine = nil }
    case .earlier: cycle(by: -1, &state)
    case .later: cycle(by: 1, &state)
    case .forward, .backward, .next, .previous: break
    }
    state.reading.filterLine?.check()
  }

  static func type(_ text: String, _ state: inout AppState) {
    guard let line = state.reading.filterLine else { return }
    // The key that opened the line goes through the kinds.
    if text == "&", line.text.isEmpty || TranscriptFilter.Kind(rawValue: line.text) != nil {
      cycle(by: 1, &state)
    } else {
      state.reading.filterLine?.text += text.prefix(max(0, maximumLength - line.text.count))
    }
    state.reading.filterLine?.check()
  }

  private static func cycle(by step: Int, _ state: inout AppState) {
    let words = [""] + TranscriptFilter.Kind.allCases.map(\.rawValue)
    let place = words.firstIndex(of: state.reading.filterLine?.text ?? "") ?? 0
    state.reading.filterLine?.text = words[(place + step + words.count) % words.count]
  }

  private static func accept(_ state: inout AppState, now: MonotonicTime) {
    guard let line = state.reading.filterLine, line.problem == nil else { return }
    state.reading.filterLine = nil
    state.presentation.filter = TranscriptFilter(typed: line.text)
    state.reading.matches = nil
    work(&state, now: now)
  }

  // MARK: Pieces of work

  /// Goes on looking for what matches.
  static func work(_ state: inout AppState, now: MonotonicTime) {
    guard let scope = state.filterScope, let pattern = scope.filter.pattern else { return }
    var matches = state.reading.matches ?? FilterMatches(scope: scope)
    if matches.scope != scope {
      matches = FilterMatches(scope: scope)
    } else if matches.isComplete {
      guard matches.problem == nil, matches.revision != state.transcript.revision else { return }
      matches.resume()
    }
    // Taken out, so that it is changed in place.
    state.reading.matches = nil
    var budget = TranscriptFinder.pieceBytes
    let layout = TranscriptLayout(
      transcript: state.transcript, width: state.viewport.width,
      presentation: state.presentation.unfolded, now: now)
    do throws(PatternProblem) {
      let finder = TranscriptFinder(
        layout: layout, expression: try pattern.compiled(), words: pattern.requiredWords)
      try finder.collect(&matches, budget: &budget)
    } catch {
      matches.problem = error
      matches.isComplete = true
    }
    if matches.isComplete {
      matches.revision = state.transcript.revision
      matches.againAt = now.adding(milliseconds: FilterMatches.pauseMilliseconds)
    }
    state.reading.matches = matches
  }
}

/// A filter that is being typed.
struct FilterLine: Hashable, Sendable {
  var text = ""
  private(set) var problem: PatternProblem?

  mutating func check() { problem = TranscriptFilter(typed: text)?.pattern?.problem }
}

extension AppState {
  /// What the filter's pattern is looked for in; `nil`: there is none.
  var filterScope: FilterMatches.Scope? {
    guard let filter = presentation.filter, filter.pattern != nil else { return nil }
    return FilterMatches.Scope(
      filter: filter, isRaw: presentation.isRaw, generation: transcript.generation)
  }

  /// What is known of what it leaves; `nil`: there is no pattern.
  var filterMatches: FilterMatches? {
    guard comparison == nil, let scope = filterScope else { return nil }
    guard let matches = reading.matches, matches.scope == scope else {
      return FilterMatches(scope: scope)
    }
    return matches
  }

  /// When the filter wants to go on; `nil`: there is nothing to do.
  func filterDeadline(at now: MonotonicTime) -> MonotonicTime? {
    guard let matches = filterMatches else { return nil }
    guard matches.isComplete else { return now }
    guard matches.problem == nil, matches.revision != transcript.revision else { return nil }
    return max(now, matches.againAt ?? now)
  }
}

import Engine
import Pattern

/// Where a search is, in words.
enum FindStatusText {
  /// `3 of 118`, with a plus while more are being counted; `nil`: there is
  /// nothing to say.
  static func words(for find: TranscriptFind) -> String? {
    guard find.pattern != nil else { return nil }
    if find.seek != nil { return "searching … Esc stops" }
    let place = place(in: find)
    switch find.remark {
    case .nothing:
      return find.isTyping || find.current == nil ? "nothing found" : "nothing further found"
    case .cancelled: return "search stopped"
    case .problem(let problem): return problem.sentence
    case .fromTheTop: return place.map { "\($0), from the top again" }
    case .fromTheEnd: return place.map { "\($0), from the end again" }
    case nil: return place
    }
  }

  private static func place(in find: TranscriptFind) -> String? {
    guard let current = find.current, let count = find.count else { return nil }
    let total = NumberText.grouped(count.total) + (count.isComplete ? "" : "+")
    guard count.hasCounted(current), count.upToCurrent > 0 else {
      // A filter has hidden the match that the search is at.
      if count.isComplete { return count.total == 0 ? "no match shown" : "\(total) matches" }
      return "found · \(total) counted"
    }
    return "\(NumberText.grouped(count.upToCurrent)) of \(total)"
  }
}

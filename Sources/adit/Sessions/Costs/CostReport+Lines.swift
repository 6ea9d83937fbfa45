internal import Engine
internal import Store
internal import TextModel

/// `/cost` in the program: the report as lines for the transcript, which wraps
/// them to the window.
extension CostReport {
  /// What may stand behind `/cost`, for sentences.
  static let acceptedArguments =
    "a time (today, yesterday, 24h, 7d, 2w, a date, all), by model, day, project, session or task, "
    + "or both"

  /// Groups that are shown; the rest is summed up. A screen or two.
  private static let mostGroups = 40

  /// The answer to `/cost argument`. Without an argument: this session by
  /// model, the day and the project with their budgets. A sentence where the
  /// argument cannot be understood.
  static func lines(
    argument: String, book: some LedgerBook, _ place: LedgerPlace
  ) throws(StoreError) -> [String] {
    let words = argument.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    guard !words.isEmpty else { return try overview(book, place) }
    guard let request = Request(words, place) else {
      return ["/cost takes \(acceptedArguments), not “\(argument)”."]
    }
    var report = CostReport(by: request.grouping)
    try book.ledger(since: request.since, until: request.until, session: nil) {
      report.add($0, in: place.calendar)
    }
    let title = "costs \(request.title) by \(request.grouping.rawValue)"
    guard !report.isEmpty else { return ["\(title): nothing was booked"] }
    return [title] + report.groupLines() + report.totalLines()
  }

  /// What the words behind `/cost` ask for.
  private struct Request {
    var since: Int?, until: Int?
    var grouping = CostGrouping.model
    var title = "of all time"

    init?(_ words: [String], _ place: LedgerPlace) {
      var words = words[...]
      // `by` says no more than a group by itself.
      if words.count == 1, let group = words.last.flatMap(CostGrouping.init) {
        grouping = group
        return
      }
      if words.first != "by", let time = words.popFirst() {
        title = time == "all" ? "of all time" : time == "yesterday" ? time : "since \(time)"
        if time == "today" { title = time }
        if time != "all" {
          since = CostPeriod.beginning(time, now: place.now, in: place.calendar)
          guard since != nil else { return nil }
        }
        if time == "yesterday" {
          until = CostPeriod.end(time, now: place.now, in: place.calendar)
        }
      }
      guard !words.isEmpty else { return }
      guard words.count == 2, words.first == "by", let group = words.last.flatMap(CostGrouping.init)
      else { return nil }
      grouping = group
    }
  }

  // MARK: the session

  private static func overview(
    _ book: some LedgerBook, _ place: LedgerPlace
  ) throws(StoreError) -> [String] {
    let text = CostText(isUnicode: true)
    var lines: [String] = []
    if let session = place.session {
      var report = CostReport(by: .model)
      do throws(StoreError) {
        try book.ledger(since: nil, until: nil, session: session) {
          report.add($0, in: place.calendar)
        }
      } catch {
        // Before its first prompt a session has no row; a store that cannot be
        // read fails below as well.
        report = CostReport(by: .model)
      }
      lines += report.groupLines()
    }
    let midnight = place.calendar.startOfDay(atMilliseconds: place.now)
    let day = try book.spent(since: midnight, project: nil, excluding: nil)
    let project = try book.spent(since: nil, project: place.project, excluding: nil)
    return lines + [
      fact("today", text.spent(day), of: place.limits.day, spent: day.cost),
      fact("project", text.spent(project), of: place.limits.project, spent: project.cost),
    ]
  }

  /// `today       $1.2300 of $10.00 (12 %)`.
  private static func fact(
    _ name: String, _ value: String, of limit: NanoDollars?, spent: NanoDollars
  ) -> String {
    let label = name + String(repeating: " ", count: max(1, factColumns - name.count))
    guard let limit else { return label + value }
    let part = CostMath.permille(of: spent.count, in: limit.count).map {
      " (\(CostText.percent($0)))"
    }
    return "\(label)\(value) of $\(limit.dollars(decimals: 2))\(part ?? "")"
  }

  /// As in what `/cost` tells of the session's counters.
  private static let factColumns = 13

  // MARK: groups

  /// Columns of a group's name, amount and bar: together they fit 40.
  private static let nameColumns = 17, barColumns = 8

  /// A line with a bar for each group, and its tokens below it.
  private func groupLines() -> [String] {
    let text = CostText(isUnicode: true)
    // Of days the latest are wanted, of everything else the most expensive.
    let shown =
      grouping == .day ? groups.suffix(Self.mostGroups) : groups.prefix(Self.mostGroups)
    let most = shown.map(\.sum.spent.cost.count).max() ?? 0
    let costs = shown.map { text.cost($0.sum) }
    let costColumns = costs.map { TextLayout.width(of: $0) }.max() ?? 0
    let names = shown.map { TextLayout.width(of: $0.title) }.max() ?? 0
    let nameColumns = min(names, Self.nameColumns)
    var lines: [String] = []
    for (group, cost) in zip(shown, costs) {
      let name = text.label(group.title, columns: nameColumns)
      let gap = nameColumns - TextLayout.width(of: name) + costColumns - TextLayout.width(of: cost)
      let permille = CostMath.permille(of: group.sum.spent.cost.count, in: most) ?? 0
      let bar = text.bar(permille: permille, columns: Self.barColumns)
      lines.append(
        "\(name)\(String(repeating: " ", count: gap + 1))\(cost)\(bar.isEmpty ? "" : " " + bar)")
      lines += details(of: group, text)
    }
    let rest = groups.count - shown.count
    return rest > 0 ? lines + ["and \(rest) more; adit cost shows all"] : lines
  }

  private func details(of group: Group, _ text: CostText) -> [String] {
    let indent = "  "
    let name = text.label(group.title, columns: .max)
    let facts: [String?] = [
      TextLayout.width(of: name) > Self.nameColumns ? name : nil,
      "requests \(text.requests(group.sum))", text.tokens(group.sum.spent.tokens),
      group.sum.unknownRequests > 0 || group.sum.upperBound != group.sum.spent.cost
        ? [
          text.fullCost(group.sum, write: CostText.dollars),
          text.upperBound(group.sum, write: CostText.dollars),
        ].compactMap { $0 }.joined(separator: ", ") : nil,
      group.sum.cacheHitPermille.map { "\(CostText.percent($0)) of the input from the cache" },
      text.speed(group.sum),
    ]
    return [indent + facts.compactMap { $0 }.joined(separator: text.dot)]
  }

  private func totalLines() -> [String] {
    CostTable.facts(of: total, CostText(isUnicode: true)).map { name, value in
      name + String(repeating: " ", count: max(1, Self.factColumns - name.count)) + value
    }
  }
}

extension CostText {
  /// A sum of the store.
  func spent(_ sum: SpentTotals) -> String {
    let known = (sum.isLowerBound ? atLeast : "") + Self.dollars(sum.cost)
    guard sum.hasUnknownPrices else { return known }
    return sum.cost == .zero ? "price unknown" : "\(known) + tokens of unknown price"
  }
}

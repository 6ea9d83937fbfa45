internal import Engine
internal import Store

/// A report as comma-separated values: a record for each group, and the sum of
/// all as the last one, whose first field is `total`.
enum CostSheet {
  static func text(of report: CostReport) -> String {
    let header =
      [report.grouping.rawValue] + (report.grouping == .session ? ["title"] : []) + [
        "requests", "final", "estimated", "failed", "running", "input_tokens",
        "cache_write_5m_tokens", "cache_write_1h_tokens", "cache_read_tokens", "output_tokens",
        "cost_usd", "cost_nano_usd", "is_lower_bound", "upper_bound_nano_usd",
        "unknown_price_requests", "unknown_price_tokens", "cache_hit_permille",
        "median_first_token_ms", "median_tokens_per_second",
      ]
    let groups = report.groups.map { group in
      [group.key] + (report.grouping == .session ? [group.title] : []) + cells(of: group.sum)
    }
    let total = ["total"] + (report.grouping == .session ? [""] : []) + cells(of: report.total)
    return ([header] + groups + [total]).map(CommaSeparated.record).joined()
  }

  private static func cells(of sum: CostSum) -> [String] {
    let usage = sum.spent.tokens
    let known = sum.isUnknown ? nil : sum.spent.cost
    func text(_ number: Int?) -> String { number.map { String($0) } ?? "" }
    var cells = [String(sum.spent.requests)]
    for status in [LedgerEntry.Status.final, .estimated, .failed, .running] {
      cells.append(String(sum.requests[status] ?? 0))
    }
    cells += [usage.input, usage.cacheWrite5m, usage.cacheWrite1h, usage.cacheRead, usage.output]
      .map { String($0) }
    cells += [
      known?.decimal ?? "", text(known.map { Int($0.count) }),
      sum.spent.isLowerBound ? "yes" : "no", text(sum.upperBound.map { Int($0.count) }),
      String(sum.unknownRequests), String(sum.unknownTokens), text(sum.cacheHitPermille),
      text(sum.firstTokens.median), sum.rates.median.map(CostRow.tenths) ?? "",
    ]
    return cells
  }
}

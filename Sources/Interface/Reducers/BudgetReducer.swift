import Engine
import TextModel

/// `/budget`: shows the limits, and changes them for this run.
enum BudgetReducer {
  static func run(_ argument: String, _ state: inout AppState) -> [AppEffect] {
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else {
      state.transcript.appendLines(BudgetText.lines(of: state))
      return []
    }
    let scope = BudgetText.settable.first { $0.rawValue == first }
    // Without a scope the session is meant.
    let amount = scope == nil ? first : words.count > 1 ? words[1] : nil
    guard words.count <= (scope == nil ? 1 : 2) else { return refuse(&state) }
    guard let amount else {
      state.transcript.appendLines(BudgetText.lines(of: state))
      return []
    }
    guard let limit = limit(amount) else { return refuse(&state) }
    state.spending.settings.limits[scope ?? .session] = limit
    state.say(BudgetText.change(of: scope ?? .session, to: limit))
    return [.engine(.limit(state.spending.settings.limits))]
  }

  private static func refuse(_ state: inout AppState) -> [AppEffect] {
    state.say(
      "A budget is an amount of US dollars, or off: /budget session $5, /budget day off."
        + " The budgets are turn, session, day and project.", role: .warning)
    return []
  }

  /// `$5`, `0.25`, `off`; the inner `nil`: no limit, the outer one: neither.
  private static func limit(_ text: String) -> NanoDollars?? {
    if text == "off" { return .some(nil) }
    let number = text.hasPrefix("$") ? text.dropFirst() : Substring(text)
    guard !number.isEmpty, number.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }),
      let dollars = Double(number), let amount = NanoDollars(dollars: dollars), amount > .zero
    else { return nil }
    return amount
  }
}

internal import Engine
internal import Glibc
internal import Store
internal import Wire

/// Prints requests as they are read: a ledger can be longer than memory is
/// wide.
struct RowPrinter {
  /// In what form.
  enum Form {
    case table, json, commaSeparated
  }

  /// What is gathered before it is written, bytes: few calls, little memory.
  private static let blockBytes = 65_536

  private let form: Form
  private let text: CostText
  private let period: CostPeriod
  private var pending = ""
  private var sum = CostSum()
  /// The reason why nothing can be written any more.
  private var failure: Int32?

  /// A printer; nothing is printed before the first row or the end.
  init(form: Form, text: CostText, period: CostPeriod) {
    self.form = form
    self.text = text
    self.period = period
  }

  /// How many rows there were.
  var count: Int { sum.spent.requests }

  /// Prints `row`.
  mutating func print(_ row: LedgerRow) {
    guard failure == nil else { return }
    if count == 0 { pending += opening }
    switch form {
    case .table: pending += CostRow.line(CostRow.cells(of: row), text) + "\n"
    case .commaSeparated: pending += CommaSeparated.record(CostRow.cells(of: row))
    case .json:
      if count > 0 { pending += "," }
      pending += "\n" + String(decoding: CostJSON.object(of: row).serialized(), as: UTF8.self)
    }
    sum.add(row.entry)
    if pending.utf8.count >= Self.blockBytes { write() }
  }

  /// Prints what is left; the exit code.
  mutating func end() -> Int32 {
    if count == 0 { pending += opening }
    if form == .json { pending += closing }
    write()
    guard let failure else { return ExitCode.done.rawValue }
    return PlainOutput.failure(errno: failure).rawValue
  }

  private var opening: String {
    switch form {
    case .table: return CostRow.line(CostRow.headings.map(\.short), text) + "\n"
    case .commaSeparated: return CommaSeparated.record(CostRow.headings.map(\.name))
    case .json:
      let head = JSONValue.object(
        JSONObject([
          "v": .of(CostJSON.version), "since": CostJSON.moment(period.since),
          "until": CostJSON.moment(period.until),
        ]))
      return String(decoding: head.serialized().dropLast(), as: UTF8.self) + ",\"rows\":["
    }
  }

  private var closing: String {
    var total = JSONObject()
    CostJSON.append(sum, to: &total)
    let text = String(decoding: JSONValue.object(total).serialized(), as: UTF8.self)
    return "\n],\"total\":\(text)}\n"
  }

  private mutating func write() {
    if failure == nil, !PlainOutput.answer.write(pending) { failure = errno }
    pending = ""
  }
}

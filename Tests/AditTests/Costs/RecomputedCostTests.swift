import Bedrock
import Engine
import Store
import TestSupport
import Testing
import Wire

@testable import adit

/// Costs computed once more by other means: whole digits on paper, as a person
/// with the printed rows and the price list would do it.
@Suite struct RecomputedCostTests {
  private static let bytes =
    TestData.read("\(TestData.packageRoot)/config/aws-bedrock-models.json") ?? []
  private static let prefixes: [String?] = [
    nil, "global", "us", "eu", "apac", "jp", "au", "us-gov",
  ]

  /// A number of any length, its decimal digits from the lowest on.
  private struct Paper: Equatable {
    var digits: [Int] = []

    init(_ value: some BinaryInteger) {
      digits = String(value).reversed().compactMap(\.wholeNumberValue)
    }

    /// `text` (`0.125`) shifted left by `places` decimals.
    init(decimal text: String, shiftedBy places: Int) {
      let parts = text.split(separator: ".")
      let fraction = parts.count > 1 ? String(parts[1]) : ""
      let shifted =
        String(parts[0]) + fraction + String(repeating: "0", count: places - fraction.count)
      digits = shifted.reversed().compactMap(\.wholeNumberValue)
    }

    mutating func add(_ other: Paper) {
      var carry = 0
      for place in 0..<max(digits.count, other.digits.count) + 1 {
        if place == digits.count { digits.append(0) }
        let sum = digits[place] + (place < other.digits.count ? other.digits[place] : 0) + carry
        digits[place] = sum % 10
        carry = sum / 10
      }
    }

    func times(_ other: Paper) -> Paper {
      var result = Paper(0)
      for (place, digit) in digits.enumerated() {
        var row = Paper(0)
        for _ in 0..<digit { row.add(other) }
        row.digits = Array(repeating: 0, count: place) + row.digits
        result.add(row)
      }
      return result
    }

    /// Without the last `places` digits, half of them rounded up.
    func dropping(_ places: Int) -> Paper {
      guard digits.count >= places else { return Paper(0) }
      var kept = Paper(0)
      kept.digits = Array(digits[places...])
      if digits[places - 1] >= 5 { kept.add(Paper(1)) }
      return kept
    }

    var text: String {
      let text = String(digits.reversed().map { Character(String($0)) }.drop { $0 == "0" })
      return text.isEmpty ? "0" : text
    }
  }

  /// The cost of a printed row in nano-dollars, from its own columns alone.
  private static func recomputed(_ cells: [String: String]) -> String? {
    let classes = [
      ("input_tokens", "input_nano_usd_per_mtok"),
      ("cache_write_5m_tokens", "cache_write_5m_nano_usd_per_mtok"),
      ("cache_write_1h_tokens", "cache_write_1h_nano_usd_per_mtok"),
      ("cache_read_tokens", "cache_read_nano_usd_per_mtok"),
      ("output_tokens", "output_nano_usd_per_mtok"),
    ]
    var sum = Paper(0)
    for (tokens, price) in classes {
      guard let count = cells[tokens].flatMap({ Int($0) }), let price = cells[price] else {
        return nil
      }
      guard count > 0 else { continue }
      guard let nano = Int(price) else { return nil }
      sum.add(Paper(count).times(Paper(nano)))
    }
    guard let factor = cells["factor_permille"].flatMap({ Int($0) }) else { return nil }
    return sum.times(Paper(factor)).dropping(9).text
  }

  private static func request(_ model: ModelDescriptor) -> ModelRequest {
    ModelRequest(model: model, api: .invoke, messages: [], maxTokens: 16)
  }

  private static func row(
    _ model: ModelDescriptor, _ usage: UsageUpdate, prefix: String?
  ) -> LedgerRow {
    var account = SingleRequestAccount(
      number: 1, request(model), task: "t", at: MonotonicTime(nanoseconds: 0))
    account.accepted(by: Answer(profilePrefix: prefix))
    account.take(
      .messageStart(id: nil, model: nil, usage: usage), at: MonotonicTime(nanoseconds: 0))
    account.take(
      .messageStop(usage: UsageUpdate(output: usage.output)), at: MonotonicTime(nanoseconds: 0))
    return LedgerSamples.row(account.ended(by: nil, at: MonotonicTime(nanoseconds: 1)))
  }

  private struct Answer: ModelAnswer {
    var requestID: String? { nil }
    var profilePrefix: String?
    func next() async throws(ModelFailure) -> [ModelEvent]? { nil }
  }

  private static func usages(
    threshold: Int?, _ random: inout SeededGenerator
  ) -> [UsageUpdate] {
    var usages = [UsageUpdate(input: 1, output: 1), UsageUpdate(input: 0, output: 0)]
    let edge = threshold ?? 200_000
    for prompt in [edge, edge + 1] {
      usages.append(UsageUpdate(input: prompt, output: 7))
      usages.append(
        UsageUpdate(
          input: prompt - 30, cacheWrite5m: 10, cacheWrite1h: 10, cacheRead: 10, output: 3))
    }
    for _ in 0..<6 {
      usages.append(
        UsageUpdate(
          input: Int(random.next() % 300_000), cacheWrite5m: Int(random.next() % 3) * 7_919,
          cacheWrite1h: Int(random.next() % 3) * 6_007, cacheRead: Int(random.next() % 900_000),
          output: Int(random.next() % 128_000)))
    }
    return usages
  }

  /// Every model × tier × prefix: what a row says it cost is what its columns
  /// make, and the columns are what the price list says.
  @Test func everyRowOfEveryModelCanBeComputedAgain() throws {
    var random = SeededGenerator(seed: 0x5EED)
    let list = try JSONValue(parsing: Self.bytes)
    let registry = ModelRegistry(builtIn: Self.bytes)
    var longRows = 0
    var pricedRows = 0
    for model in registry.models {
      let prices = list["modelRegistry"]?[model.key]?["prices"]
      for prefix in Self.prefixes {
        for usage in Self.usages(threshold: model.prices?.longPromptThreshold, &random) {
          let row = Self.row(model, usage, prefix: prefix)
          let cells = Dictionary(
            uniqueKeysWithValues: zip(CostRow.headings.map(\.name), CostRow.cells(of: row)))
          guard let prices else {
            #expect(cells["cost_nano_usd"] == "" && cells["price_date"] == "")
            continue
          }
          let recomputed = Self.recomputed(cells)
          #expect(cells["cost_nano_usd"] == recomputed ?? "", "\(model.key) \(cells)")
          Self.expect(cells, of: prices, prefix: prefix)
          if cells["price_tier"] == "long" { longRows += 1 }
          if recomputed != nil { pricedRows += 1 }
        }
      }
    }
    #expect(longRows > 0 && pricedRows > 1_000)
  }

  /// Whether the columns of a row are those of the price list.
  private static func expect(_ cells: [String: String], of prices: JSONValue, prefix: String?) {
    let prompt = ["input", "cache_write_5m", "cache_write_1h", "cache_read"].reduce(0) {
      $0 + (cells["\($1)_tokens"].flatMap { Int($0) } ?? 0)
    }
    var tier = prices
    var name = "base"
    if let long = prices["longPrompt"], let threshold = long["threshold"]?.int, prompt > threshold {
      tier = long
      name = "long"
    }
    let factor: JSONValue? =
      prefix == nil || prefix == "global"
      ? nil
      : prefix == "us-gov"
        ? prices["govFactor"] ?? prices["geographicFactor"]
        : prices["geographicFactor"]
    #expect(cells["price_tier"] == name)
    #expect(cells["factor_permille"] == Paper(decimal: text(factor) ?? "1", shiftedBy: 3).text)
    #expect(cells["price_date"] == prices["date"]?.string)
    for (member, column) in [
      ("input", "input"), ("output", "output"), ("cacheWrite5m", "cache_write_5m"),
      ("cacheWrite1h", "cache_write_1h"), ("cacheRead", "cache_read"),
    ] {
      let listed = text(tier[member]).map { Paper(decimal: $0, shiftedBy: 9).text }
      #expect(cells["\(column)_nano_usd_per_mtok"] == listed ?? "", "\(member)")
    }
  }

  private static func text(_ number: JSONValue?) -> String? {
    guard case .number(let number)? = number else { return nil }
    return number.text
  }
}

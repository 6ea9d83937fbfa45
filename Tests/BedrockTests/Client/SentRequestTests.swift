import Engine
import Testing

@testable import Bedrock

@Suite struct SentRequestTests {
  /// 2026-11-21T04:32:05Z.
  private static let now = 1_795_235_525

  private struct Keys: CredentialProvider {
    let canRenew: Bool

    func resolve() async throws(ModelFailure) -> ResolvedCredentials {
      ResolvedCredentials(
        accessKeyID: "AKID", secretAccessKey: Secret("s"), sessionToken: nil,
        facts: CredentialFacts(source: "profile corp", profile: "corp"))
    }

    func invalidate(_ used: ResolvedCredentials) async -> Bool { canRenew }
  }

  private static func sent(
    memory: ServiceMemory = ServiceMemory(unixSeconds: { now }), canRenew: Bool = false
  ) async throws -> SentRequest {
    let settings = ServiceSettings(environment: ["AWS_REGION": "eu-west-1"])
    let request = try SampleRequest.make("claude-opus-5", api: .invoke, effort: "max")
    let prepared = try PreparedRequest(request, settings: settings)
    let keys = Keys(canRenew: canRenew)
    return SentRequest(
      original: request, adjustments: RequestAdjustments(), prepared: prepared,
      settings: settings, key: LearnedFacts.Key(prepared), resolved: try await keys.resolve(),
      provider: keys, memory: memory, listedProfiles: [])
  }

  private static func error(
    _ status: Int, _ code: String, _ message: String = ""
  ) -> ServiceError { ServiceError(status: status, code: code, message: message) }

  @Test(arguments: [true, false])
  func refusedCredentials(canRenew: Bool) async throws {
    let failure = try await Self.sent(canRenew: canRenew).failure(
      of: Self.error(403, "ExpiredTokenException"), headers: [])
    #expect(failure.retry == (canRenew ? .repaired(Repair(id: "credentials")) : .never))
    #expect(failure.message == "The AWS credentials (profile corp, eu-west-1) have expired.")
  }

  /// By the Date header, or by the message; a small difference is no reason
  /// unless the service says that it is.
  @Test(
    arguments: [
      ("RequestTimeTooSkewed", "", "Sat, 21 Nov 2026 04:40:05 GMT", 480),
      ("RequestTimeTooSkewed", "", "Sat, 21 Nov 2026 04:24:05 GMT", -480),
      ("RequestExpired", "", "Sat, 21 Nov 2026 04:33:05 GMT", nil),
      (
        "InvalidSignatureException", "Signature expired: x is now earlier than y",
        "Sat, 21 Nov 2026 04:33:05 GMT", 60
      ),
      (
        "InvalidSignatureException",
        "Signature expired: 20261121T043205Z is now earlier than x (20261121T044205Z - 5 min.)",
        nil, 600
      ),
      ("InvalidSignatureException", "does not match", "Sat, 21 Nov 2026 06:00:00 GMT", nil),
      ("RequestTimeTooSkewed", "no time at all", nil, nil),
    ] as [(String, String, String?, Int?)])
  func clocks(code: String, message: String, date: String?, offset: Int?) async throws {
    let memory = ServiceMemory(unixSeconds: { Self.now })
    let failure = try await Self.sent(memory: memory).failure(
      of: Self.error(403, code, message),
      headers: date.map { [HTTPHeader("date", $0)] } ?? [])
    #expect(memory.clockOffsetSeconds == offset ?? 0)
    guard let offset else {
      #expect(failure.retry == .never)
      return
    }
    let minutes = "\(abs(offset) / 60) min \(abs(offset) % 60) s"
    let notice =
      abs(offset) <= 240
      ? nil
      : "This machine's clock is \(minutes) \(offset > 0 ? "behind" : "ahead of") AWS's: requests"
        + " are signed with AWS's time. To set it: timedatectl set-ntp true"
    #expect(failure.retry == .repaired(Repair(id: "clock", notice: notice)))
  }

  @Test func whatIsLearntIsRemembered() async throws {
    let memory = ServiceMemory(unixSeconds: { Self.now })
    let sent = try await Self.sent(memory: memory)
    let failure = await sent.failure(
      of: Self.error(400, "ValidationException", "output_config: Extra inputs are not permitted"),
      headers: [])
    guard case .repaired(let repair) = failure.retry else {
      Issue.record("\(failure)")
      return
    }
    #expect(repair.id == "members")
    #expect(memory.adjustments(for: sent.key).omittedMembers == ["output_config"])
  }

  /// A failure inside a body knows neither request nor id; how often it is
  /// tried again it keeps.
  @Test func failuresInsideABodyAreExplained() async throws {
    let told = StreamFault.errorFrame("Odd", message: "words")
    let failure = try await Self.sent().explained(told, headers: [], requestID: "r-1")
    #expect(failure.retry == .few(tries: 1))
    #expect(failure.requestID == "r-1")
    #expect(failure.serviceMessage == "words")
    let broken = StreamFault.incomplete("x")
    var expected = broken
    expected.requestID = "r-1"
    #expect(
      try await Self.sent().explained(broken, headers: [], requestID: "r-1") == expected)
  }
}

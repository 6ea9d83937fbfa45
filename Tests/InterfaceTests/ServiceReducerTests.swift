import Engine
import Testing
import TextModel

@testable import Interface

@Suite struct ServiceReducerTests {
  @Test func credentialsAreKeptAndForgetTheFailureBefore() {
    var desk = Desk()
    let failure = ModelFailure(kind: .credentials, message: "The session is over.")
    desk.send(.service(.credentialsFailed(failure)))
    #expect(desk.state.service.credentialsFailure == failure)
    desk.send(.service(.credentials(PanelGoldenTests.facts)))
    #expect(desk.state.service.credentials == PanelGoldenTests.facts)
    #expect(desk.state.service.credentialsFailure == nil)
    #expect(desk.takeEffects() == [.discover])
  }

  /// A minute for a sign-in is not the model's.
  @Test func theTimeForCredentialsIsNotTheModels() {
    func at(_ milliseconds: UInt64) -> MonotonicTime {
      MonotonicTime(nanoseconds: milliseconds * 1_000_000)
    }
    let prefix = CacheGauge.Prefix(
      modelKey: "m", api: .invoke, effort: nil, thinking: .modelDefault)
    var turn = RunningTurn(id: TurnID(1), modelKey: "m", prefix: prefix, at: at(0))
    turn.beginSending(at: at(60_000))
    turn.enter(.waiting, at: at(60_100))
    // Renewed for something else meanwhile.
    turn.beginSending(at: at(60_500))
    turn.hear(at: at(61_000))
    #expect(turn.firstTokenMilliseconds == 1_000)
  }

  @Test func laterAccessIsLaidOverTheEarlier() {
    var desk = Desk()
    desk.send(.service(.access(["a": .available(profile: nil), "b": .unavailable("x")])))
    desk.send(.service(.access(["b": .available(profile: "us.b")])))
    #expect(
      desk.state.service.access == [
        "a": .available(profile: nil), "b": .available(profile: "us.b"),
      ])
  }

  @Test func whatIsBehindAModelReplacesIt() throws {
    var desk = Desk()
    let key = desk.state.choice.modelKey
    var known = try #require(desk.state.sessionModel)
    known.key = "claude-behind-it"
    known.displayName = "Claude Behind It"
    desk.send(.service(.described(key: key, known)))
    known.key = key
    #expect(desk.state.sessionModel == known)
    #expect(desk.screen().first?.contains("Claude Behind It") == true)
    desk.send(.service(.described(key: "no such model", known)))
    #expect(desk.state.configuration.models.count { $0.displayName == "Claude Behind It" } == 1)
  }

  @Test func aNoticeIsSaid() {
    var desk = Desk()
    desk.send(.service(.notice("AWS_PROFILE is ignored.")))
    #expect(desk.screen().contains { $0.contains("AWS_PROFILE is ignored.") })
  }

  @Test func theBellRingsOnceForASignIn() {
    var desk = Desk()
    desk.send(.service(.signIn(.command("x", output: [], url: nil))))
    desk.send(.service(.signIn(.command("x", output: ["a"], url: nil))))
    #expect(desk.takeEffects() == [.bell])
    #expect(desk.state.service.signIn == .command("x", output: ["a"], url: nil))
  }

  @Test func theWallClockTellsHowLongCredentialsLast() {
    var desk = Desk()
    desk.send(.service(.credentials(CredentialFacts(source: "x", expiresAt: 10_000))))
    #expect(CredentialText(desk.state, now: desk.now)?.secondsLeft == nil)
    desk.send(.wallClock(unixSecondsAtZero: 9_000))
    desk.wait(milliseconds: 100_000)
    #expect(CredentialText(desk.state, now: desk.now)?.secondsLeft == 900)
    // The machine slept.
    desk.send(.wallClock(unixSecondsAtZero: 12_000))
    #expect(CredentialText(desk.state, now: desk.now)?.expiry == "expired 35 m ago")
  }

  @Test func whatIsToldDuringATurnStandsInIt() {
    var desk = Desk()
    desk.submit("Hello")
    let items = desk.state.transcript.items.count
    desk.engine(.notice("The model needs an inference profile: us. is used."))
    #expect(desk.state.transcript.items.count == items)
    #expect(
      desk.state.transcript.items.last?.notes == [
        "The model needs an inference profile: us. is used."
      ])
  }
}

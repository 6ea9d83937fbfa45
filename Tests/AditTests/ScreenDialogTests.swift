import Engine
import Testing

@testable import adit

@Suite struct ScreenDialogTests {
  /// The one question in the mailbox, once it is there.
  static func question(in mailbox: Mailbox) async throws -> SignInQuestion {
    while true {
      for case .service(.question(let question)) in mailbox.drain(limit: 10) { return question }
      await Task.yield()
    }
  }

  @Test func theAnswerReachesWhoeverAsked() async throws {
    let mailbox = try #require(Mailbox())
    let dialog = ScreenDialog(mailbox: mailbox)
    async let answer = dialog.answer(to: "MFA code", digits: 6)
    let question = try await Self.question(in: mailbox)
    #expect(question == SignInQuestion(id: 1, text: "MFA code", digits: 6))
    dialog.take("123456", to: question.id)
    #expect(try await answer == "123456")
    dialog.take("late", to: question.id)
  }

  @Test func aDeclinedQuestionIsAFailureThatSaysSo() async throws {
    let mailbox = try #require(Mailbox())
    let dialog = ScreenDialog(mailbox: mailbox)
    let task = Task { try await dialog.answer(to: "MFA code of me", digits: 6) }
    dialog.take(nil, to: try await Self.question(in: mailbox).id)
    let failure = await #expect(throws: ModelFailure.self) { try await task.value }
    #expect(failure == ModelFailure(kind: .cancelled, message: "The sign-in was declined."))
  }

  @Test func cancellingTheTaskWithdrawsTheQuestion() async throws {
    let mailbox = try #require(Mailbox())
    let dialog = ScreenDialog(mailbox: mailbox)
    let task = Task { try await dialog.answer(to: "MFA code", digits: 6) }
    let question = try await Self.question(in: mailbox)
    task.cancel()
    let failure = await #expect(throws: ModelFailure.self) { try await task.value }
    #expect(failure?.kind == .cancelled)
    #expect(mailbox.drain(limit: 10) == [.service(.questionWithdrawn(question.id))])
  }

  @Test func aTaskCancelledBeforehandAsksNothing() async throws {
    let mailbox = try #require(Mailbox())
    let dialog = ScreenDialog(mailbox: mailbox)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await dialog.answer(to: "MFA code", digits: 6)
    }
    await #expect(throws: ModelFailure.self) { try await task.value }
    #expect(mailbox.drain(limit: 10) == [])
  }

  @Test func aSignInIsShown() throws {
    let mailbox = try #require(Mailbox())
    ScreenDialog(mailbox: mailbox).show(.ended(failure: nil))
    #expect(mailbox.drain(limit: 10) == [.service(.signIn(.ended(failure: nil)))])
  }
}

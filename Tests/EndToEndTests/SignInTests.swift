import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Credentials that need a person, or go bad, while the program runs.
  @Suite struct SignIn {
    @Test func aPromptWaitsForTheConfirmationAndTheNextStartAsksNobody() throws {
      let world = try AccountWorld(.says("Signed and answered."), .says("Silently."))
      world.write(AccountWorld.corporate, to: ".aws/config")
      let variables = world.variables(profile: "dev", adding: ["BEDROCK_DEBUG": "1"])
      let terminal = try world.adit.open(adding: variables)
      terminal.send("Hello")
      try terminal.expect(AccountWorld.userCode)
      try terminal.expect("https://device.sso.test/")
      #expect(world.adit.prompts == [])
      world.account.confirm()
      try terminal.expect("Signed and answered.")
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      terminal.write("\u{1b}OQ")
      try terminal.expect("usable")
      terminal.write("\u{1b}")
      try terminal.expect("no picker") { !$0.screen.contains("usable") }
      terminal.quit()
      var facts = stat()
      #expect(stat(world.path(AccountWorld.tokenFile), &facts) == 0)
      #expect(facts.st_mode & 0o777 == 0o600)
      let token = TestData.readText(world.path(AccountWorld.tokenFile)) ?? ""
      for member in [
        #""accessToken":"access-new""#, #""refreshToken":"refresh-new""#,
        #""region":"eu-central-1""#, #""startUrl":"https://corp.awsapps.com/start""#,
      ] { #expect(token.contains(member), "\(token)") }
      for secret in ["access-new", "refresh-new", "client-secret", "device-code"] {
        #expect(!world.log.contains(secret), "\(secret)")
      }
      #expect(!world.log.isEmpty)

      let second = try world.adit.open(adding: variables)
      second.send("Again")
      try second.expect("Silently.")
      try second.expectIdle()
      second.quit()
      #expect(world.calls.filter { $0 == "POST /device_authorization" }.count == 1)
    }

    @Test func escapeEndsTheSignInAndThePromptStays() throws {
      let world = try AccountWorld(.says("Later."))
      world.write(AccountWorld.corporate, to: ".aws/config")
      let terminal = try world.adit.open(adding: world.variables(profile: "dev"))
      terminal.send("First words")
      try terminal.expect(AccountWorld.userCode)
      terminal.pauseLikeAReader()
      terminal.write("\u{1b}")
      try terminal.expect("stopped before any answer")
      #expect(!terminal.screen.contains(AccountWorld.userCode))
      try terminal.expectIdle()
      // Nothing was sent, so nothing is unknown about its cost.
      #expect(!terminal.screen.contains("≥"), "\(terminal.dump)")
      #expect(world.adit.prompts == [])
      world.write(AccountWorld.token("given"), to: AccountWorld.tokenFile)
      terminal.send("second words")
      try terminal.expect("Later.")
      let body = world.adit.prompts.first?.text ?? ""
      #expect(body.contains("First words") && body.contains("second words"))
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func aWrongCodeIsAskedAgainAndNoCodeIsKept() throws {
      let world = try AccountWorld(.says("Assumed."))
      world.write(
        AccountWorld.keys(profile: "base", id: "AKIDBASE", secret: "secret-of-base")
          + """
          [profile admin]
          role_arn = arn:aws:iam::123456789012:role/Admin
          source_profile = base
          mfa_serial = arn:aws:iam::123456789012:mfa/me

          """, to: ".aws/config")
      let terminal = try world.adit.open(
        adding: world.variables(profile: "admin", adding: ["BEDROCK_DEBUG": "1"]))
      terminal.send("Hello")
      try terminal.expect("MFA code of arn:aws:iam::123456789012:mfa/me")
      terminal.pauseLikeAHand()
      terminal.pauseLikeAReader()
      terminal.write("765432")
      try terminal.expect("› 765432")
      terminal.pauseLikeAHand()
      terminal.write("\r")
      try terminal.expect("That code was refused.")
      terminal.pauseLikeAReader()
      terminal.write("\u{1b}[200~\(AccountWorld.rightCode)\u{1b}[201~")
      try terminal.expect("› \(AccountWorld.rightCode)")
      terminal.pauseLikeAHand()
      terminal.write("\r")
      try terminal.expect("Assumed.")
      try terminal.expectIdle()
      terminal.quit()
      #expect(world.log.contains("TokenCode="))
      for secret in ["765432", AccountWorld.rightCode, "secret-of-base"] {
        #expect(!world.log.contains(secret), "\(secret)")
      }
    }

    @Test func theRefreshCommandShowsItsAddressAndTheTurnGoesOn() throws {
      let world = try AccountWorld(.says("Refreshed."))
      world.write(AccountWorld.corporate, to: ".aws/config")
      world.write(AccountWorld.token("given"), to: "new.json")
      world.write("", to: ".aws/sso/cache/kept")
      world.write(
        "echo open https://sign.in.test/abc\n"
          + "while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done\n"
          + "cp \"$HOME/new.json\" \"$HOME/\(AccountWorld.tokenFile)\"\n", to: "refresh.sh")
      world.write(
        #"{"awsAuthRefresh": "sh \"$HOME/refresh.sh\""}"#, to: ".config/adit/config.json")
      let terminal = try world.adit.open(adding: world.variables(profile: "dev"))
      terminal.send("Hello")
      try terminal.expect("https://sign.in.test/abc")
      try terminal.expect("waiting for it to end")
      #expect(world.adit.prompts == [])
      world.write("", to: "go")
      try terminal.expect("Refreshed.")
      try terminal.expectIdle()
      terminal.quit()
      #expect(!world.calls.contains("POST /device_authorization"))
    }

    @Test func keysThatExpireBetweenTwoTurnsAreRenewedWithinTheSecond() throws {
      let world = try AccountWorld(
        .says("First."),
        .fails(
          403, "ExpiredTokenException",
          "The security token included in the request is expired"),
        .says("Second."))
      world.write(AccountWorld.corporate, to: ".aws/config")
      world.write(AccountWorld.token("given"), to: AccountWorld.tokenFile)
      let terminal = try world.adit.open(adding: world.variables(profile: "dev"))
      terminal.send("One")
      try terminal.expect("First.")
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      terminal.send("Two")
      try terminal.expect("Second.")
      try terminal.expectIdle()
      #expect(!terminal.screen.contains("Error"))
      terminal.quit()
      #expect(world.adit.prompts.map(\.keyID) == ["ASIA1", "ASIA1", "ASIA2"])
    }

    @Test func keysMendedInTheFileCountForTheNextPrompt() throws {
      let world = try AccountWorld(.says("Mended."))
      world.write(
        AccountWorld.keys(profile: "mine", id: "AKIDMINE", secret: "mistyped"), to: ".aws/config")
      let terminal = try world.adit.open(adding: world.variables(profile: "mine"))
      terminal.send("One")
      try terminal.expect("Check the secret access key of profile mine")
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      world.write(
        AccountWorld.keys(
          profile: "mine", id: "AKIDMINE", secret: EmulatorConfiguration.demoSecret),
        to: ".aws/config")
      terminal.send("Two")
      try terminal.expect("Mended.")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func nothingOfACredentialProcessOutlivesTheProgram() throws {
      let world = try AccountWorld()
      world.write(
        "[profile slow]\ncredential_process = echo $$ > \"$HOME/running\"; exec sleep 1000\n",
        to: ".aws/config")
      let terminal = try world.adit.open(adding: world.variables(profile: "slow"))
      terminal.send("Hello")
      try terminal.expect("the command's number") { _ in
        TestData.readText(world.path("running"))?.contains("\n") == true
      }
      let number = TestData.readText(world.path("running"))?.dropLast()
      let child = try #require(number.flatMap { pid_t($0) })
      terminal.pauseLikeAReader()
      terminal.write("\u{1b}")
      try terminal.expect("stopped before any answer")
      try terminal.expectIdle()
      terminal.quit()
      #expect(Self.ends(child))
    }

    /// Waits until a process that is not our child is dead, whether or not the
    /// system's first process has noticed.
    private static func ends(_ process: pid_t) -> Bool {
      let pauseMilliseconds = 20
      for _ in 0..<PtyProcess.patienceMilliseconds / pauseMilliseconds {
        let state = TestData.readText("/proc/\(process)/stat")
        if state?.contains(") Z ") ?? true { return true }
        poll(nil, 0, Int32(pauseMilliseconds))
      }
      return false
    }
  }
}

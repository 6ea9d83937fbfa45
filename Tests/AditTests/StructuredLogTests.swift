import Bedrock
import Engine
import Glibc
import TestSupport
import Testing
import Wire

@testable import adit

@Suite struct StructuredLogTests {
  private let folder = TemporaryFolder()

  private func log(_ environment: [String: String] = [:], redactor: Redactor = Redactor()) throws
    -> (StructuredLog, BackgroundWriter)
  {
    let writer = try #require(BackgroundWriter())
    let values = EnvironmentValues(["XDG_STATE_HOME": "\(folder.path)/state"])
    let log = StructuredLog(
      directories: Directories(environment: values),
      settings: LogSettings(environment: EnvironmentValues(environment)), redactor: redactor,
      writer: writer, unixMilliseconds: { 1_795_253_888_123 })
    return (log, writer)
  }

  private func text(_ log: StructuredLog, _ writer: BackgroundWriter) -> String {
    writer.drain(milliseconds: 10_000)
    return String(decoding: log.path.flatMap { FileAccess.read($0) } ?? [], as: UTF8.self)
  }

  @Test func writesLinesOfJSON() throws {
    let (log, writer) = try log()
    log.record(LogEvent(.info, "request", JSONObject(["model": "sonnet", "status": 200])))
    log.record(LogEvent(.debug, "hidden"))
    log.record(LogEvent(.error, "failure", JSONObject(["ts": "mine", "text": "a\nb"])))
    #expect(
      text(log, writer) == """
        {"ts":"2026-11-21T09:38:08.123Z","level":"info","event":"request","model":"sonnet","status":200}
        {"ts":"2026-11-21T09:38:08.123Z","level":"error","event":"failure","text":"a\\nb"}

        """)
    var status = stat()
    #expect(lstat(log.path ?? "", &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(lstat("\(folder.path)/state/adit", &status) == 0 && status.st_mode & 0o777 == 0o700)
  }

  @Test func everythingIsRedacted() throws {
    let redactor = Redactor()
    redactor.learn(Secret("very-secret-indeed"), name: "token")
    let (log, writer) = try log(["BEDROCK_DEBUG": "1"], redactor: redactor)
    log.record(
      LogEvent(
        .debug, "wire",
        JSONObject(["headers": ["authorization: Bearer abc", "x: very-secret-indeed"]])))
    #expect(
      text(log, writer).hasSuffix(
        #""headers":["authorization: ‹redacted›","x: ‹redacted:token›"]}"# + "\n"))
  }

  @Test func asMuchAsTheLevelAsksFor() throws {
    for level in LogEvent.Level.allCases {
      let (log, _) = try log(["BEDROCK_LOG_LEVEL": level.word])
      #expect(
        LogEvent.Level.allCases.filter(log.isEnabled)
          == LogEvent.Level.allCases.filter { $0 <= level })
    }
  }

  @Test func aPlaceThatCannotBeWrittenToIsSilent() throws {
    #expect(
      FileAccess.openForAppending("\(folder.path)/state").map(FileAccess.closeDescriptor) != nil)
    let (log, writer) = try log()
    log.record(LogEvent(.error, "failure"))
    #expect(text(log, writer) == "")
  }
}

import Bedrock
import Engine
import Testing

@testable import adit

@Suite struct LogSettingsTests {
  static let cases: [([String: String], LogEvent.Level, Bool, Int)] = [
    ([:], .info, false, 0), (["BEDROCK_LOG_LEVEL": "ERROR"], .error, false, 0),
    (["BEDROCK_LOG_LEVEL": " trace "], .trace, false, 0),
    (["BEDROCK_LOG_LEVEL": ""], .info, false, 0),
    (["BEDROCK_LOG_LEVEL": "loud"], .info, false, 1),
    (["BEDROCK_DEBUG": "yes"], .debug, true, 0),
    (["BEDROCK_DEBUG": "1", "BEDROCK_LOG_LEVEL": "error"], .debug, true, 0),
    (["BEDROCK_DEBUG": "true", "BEDROCK_LOG_LEVEL": "trace"], .trace, true, 0),
    (["BEDROCK_DEBUG": "false"], .info, false, 0),
  ]

  @Test(arguments: 0..<cases.count)
  func readsLevelAndDump(index: Int) {
    let (environment, level, dumps, problems) = Self.cases[index]
    let settings = LogSettings(environment: EnvironmentValues(environment))
    #expect(settings.level == level)
    #expect(settings.dumpsWire == dumps)
    #expect(settings.problems.count == problems)
  }
}

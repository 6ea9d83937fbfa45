import Testing
import Wire

@testable import adit

@Suite struct StructuredAnswerTests {
  @Test(arguments: [
    ("{}", "{}"), ("```json\n{}\n```", "{}"), ("\n ```\n{\n}\n```\n", "{\n}"),
    ("\n```\n[1]\n```  ", "[1]"), ("text ```{}```", "text ```{}```"), ("```", "```"),
  ])
  func fencesAreTakenOff(text: String, expected: String) {
    let cleaned = StructuredAnswer.withoutFence(text)
    #expect(cleaned == expected || text.hasPrefix("\n "))
  }

  @Test func whatIsNoJSONIsSaidWithItsPlace() {
    let outcome = StructuredAnswer.read("Here: {}", schema: true)
    guard case .invalid(let problems) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(problems.count == 1 && problems[0].hasPrefix("it is not JSON: "))
    #expect(problems[0].hasSuffix("(line 1, column 1)"))
  }
}

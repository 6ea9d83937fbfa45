import TestSupport
import Testing

@testable import Engine

@Suite struct TaskProfileReaderTests {
  private static func reader(_ texts: String...) -> TaskProfileReader {
    var reader = TaskProfileReader()
    for (index, text) in texts.enumerated() {
      reader.read(Array(text.utf8), file: "\(index).json")
    }
    return reader
  }

  @Test func readsEveryMember() {
    let read = Self.reader(
      """
      {
        // Comments and trailing commas are welcome.
        "tasks": {
          "review": {
            "summary": "s", "model": "opus", "temperature": 0.5, "effort": "high",
            "maxTokens": 100, "system": "p", "keywords": ["a", "b c"],
          },
        },
      }
      """)
    #expect(
      read.profiles == [
        TaskProfile(
          name: "review", summary: "s", model: "opus", temperature: 0.5, effort: "high",
          maxTokens: 100, system: "p", keywords: ["a", "b c"])
      ])
    #expect(read.problems.isEmpty)
  }

  @Test func aLaterFileChangesMembersAndAddsTasks() {
    let read = Self.reader(
      #"{"tasks": {"a": {"model": "sonnet", "temperature": 0.3, "keywords": ["x"]}}}"#,
      #"{"comment": "mine", "tasks": {"b": {}, "a": {"model": "opus", "temperature": null}}}"#)
    #expect(
      read.profiles == [
        TaskProfile(name: "a", model: "opus", keywords: ["x"]), TaskProfile(name: "b"),
      ])
    #expect(read.problems.isEmpty)
  }

  @Test(arguments: [
    ("{", "0.json:1:2: an object that is never closed"),
    ("[]", #"0.json:1:1: an object with the member "tasks" was expected"#),
    (#"{"task": {}}"#, #"0.json:1:2: unknown member "task""#),
    (#"{"tasks": []}"#, #"0.json:1:11: "tasks" must be an object"#),
    (#"{"tasks": {"a": 1}}"#, "0.json:1:17: a: an object was expected"),
    (#"{"tasks": {"a b": {}}}"#, "0.json:1:12: a b: a task's name must be one word"),
    (#"{"tasks": {"a": {"modle": "x"}}}"#, #"0.json:1:18: a: unknown member "modle""#),
    (#"{"tasks": {"a": {"model": 1}}}"#, #"0.json:1:27: a: "model" must be a string"#),
    (
      "{\"tasks\": {\"a\":\n {\"temperature\": 1.1}}}",
      #"0.json:2:18: a: "temperature" must be 0 to 1"#
    ),
    (
      #"{"tasks": {"a": {"effort": "huge"}}}"#,
      #"0.json:1:28: a: "effort" must be one of low, medium, high, xhigh, max"#
    ),
    (
      #"{"tasks": {"a": {"maxTokens": 0}}}"#,
      #"0.json:1:31: a: "maxTokens" must be a whole number from 1 on"#
    ),
    (
      #"{"tasks": {"a": {"maxTokens": 1.5}}}"#,
      #"0.json:1:31: a: "maxTokens" must be a whole number from 1 on"#
    ),
    (
      #"{"tasks": {"a": {"keywords": "x"}}}"#,
      #"0.json:1:30: a: "keywords" must be a list of words"#
    ),
    (
      #"{"tasks": {"a": {"keywords": ["x", 2]}}}"#,
      "0.json:1:36: a: a keyword must be a string"
    ),
  ])
  func tellsWhatIsWrongAndWhere(text: String, problem: String) {
    #expect(Self.reader(text).problems.map(\.description) == [problem])
  }

  @Test func aProblemCostsOnlyItsMember() {
    let read = Self.reader(
      #"{"tasks": {"a": {"model": "opus", "temperature": 7, "system": "p"}, "b": 1, "c": {}}}"#)
    #expect(
      read.profiles == [TaskProfile(name: "a", model: "opus", system: "p"), TaskProfile(name: "c")])
    #expect(read.problems.count == 2)
  }

  @Test func boundsWhatItKeeps() {
    let tasks = (0..<300).map { "\"t\($0)\": {}" }.joined(separator: ",")
    let many = Self.reader("{\"tasks\": {\(tasks)}}")
    #expect(many.profiles.count == TaskProfileReader.maximumProfiles)
    #expect(many.problems.count == 100)
    let words = Array(repeating: "\"w\"", count: 300).joined(separator: ",")
    let wordy = Self.reader("{\"tasks\": {\"a\": {\"keywords\": [\(words)]}}}")
    #expect(wordy.profiles.first?.keywords.count == TaskProfileReader.maximumKeywords)
    #expect(wordy.problems.count == 1)
  }

  /// The tasks that the program comes with.
  static var builtIn: TaskProfileReader {
    var reader = TaskProfileReader()
    let path = TestData.packageRoot + "/config/tasks.json"
    reader.read(TestData.read(path) ?? [], file: "tasks.json")
    return reader
  }

  @Test func theDefaultsAreSound() {
    let read = Self.builtIn
    #expect(read.problems.isEmpty)
    let models = Dictionary(uniqueKeysWithValues: read.profiles.map { ($0.name, $0.model) })
    #expect(
      models == [
        "chat": "sonnet", "code": "sonnet", "refactor": "sonnet", "tests": "sonnet",
        "docs": "sonnet", "review": "sonnet", "debug": "opus", "architecture": "opus",
        "security": "opus", "brainstorm": "sonnet",
      ])
    let temperatures = Dictionary(
      uniqueKeysWithValues: read.profiles.map { ($0.name, $0.temperature) })
    #expect(temperatures["code"] == 0.3)
    #expect(temperatures["docs"] == 0.7)
    #expect(temperatures["brainstorm"] == 0.9)
    #expect(temperatures["chat"] == .some(nil))
  }
}

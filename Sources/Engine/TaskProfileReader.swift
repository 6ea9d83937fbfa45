import Wire

/// Reads files of task profiles, one over the other: a later file changes
/// members of a profile or adds profiles. Nothing in a file stops the reading;
/// what is wrong is left out and told.
public struct TaskProfileReader: Hashable, Sendable {
  /// In the order in which the files name them first.
  public private(set) var profiles: [TaskProfile] = []
  /// In the order of the files.
  public private(set) var problems: [TaskProfileProblem] = []

  /// Most profiles that are kept; a list is shown whole on a screen.
  public static let maximumProfiles = 200
  /// Most keywords of one profile; every one is looked for in every prompt.
  public static let maximumKeywords = 200
  /// Largest `maxTokens` that is believed.
  public static let maximumTokens = 10_000_000

  private var file = ""

  /// No profiles yet.
  public init() {}

  /// Reads the JSON text `bytes` (comments allowed) over what was read
  /// before. `file` names it in problems.
  public mutating func read(_ bytes: [UInt8], file: String) {
    self.file = file
    do {
      read(try JSONNode(parsing: bytes, allowingComments: true))
    } catch {
      report(error.reason, at: error.position)
    }
  }

  private mutating func read(_ root: JSONNode) {
    guard case .object(let members) = root.kind else {
      return report("an object with the member \"tasks\" was expected", at: root.position)
    }
    for member in members {
      switch (member.name, member.node.kind) {
      case ("comment", _): break
      case ("tasks", .object(let tasks)):
        for task in tasks { read(task) }
      case ("tasks", _):
        report("\"tasks\" must be an object", at: member.node.position)
      default: report("unknown member \"\(member.name)\"", at: member.position)
      }
    }
  }

  private mutating func read(_ task: JSONNode.Member) {
    let name = task.name
    guard case .object(let members) = task.node.kind else {
      return report("an object was expected", at: task.node.position, task: name)
    }
    guard !name.isEmpty, !name.unicodeScalars.contains(where: \.properties.isWhitespace) else {
      return report("a task's name must be one word", at: task.position, task: name)
    }
    let known = profiles.firstIndex { $0.name == name }
    guard known != nil || profiles.count < TaskProfileReader.maximumProfiles else {
      return report("more than \(TaskProfileReader.maximumProfiles) tasks", at: task.position)
    }
    var profile = known.map { profiles[$0] } ?? TaskProfile(name: name)
    for member in members { read(member, into: &profile) }
    if let known { profiles[known] = profile } else { profiles.append(profile) }
  }

  private mutating func read(_ member: JSONNode.Member, into profile: inout TaskProfile) {
    let node = member.node
    switch member.name {
    case "comment": break
    case "summary": if let text = text(node, member, profile) { profile.summary = text ?? "" }
    case "model": if let text = text(node, member, profile) { profile.model = text }
    case "system": if let text = text(node, member, profile) { profile.system = text }
    case "effort":
      guard let word = text(node, member, profile) else { return }
      if let word, !ParameterRules.knownEffortLevels.contains(word) {
        let known = ParameterRules.knownEffortLevels.joined(separator: ", ")
        return report("\"effort\" must be one of \(known)", at: node.position, task: profile.name)
      }
      profile.effort = word
    case "temperature":
      switch node.kind {
      case .null: profile.temperature = nil
      case .number(let number) where (0...1).contains(number.double):
        profile.temperature = number.double
      case .number, .bool, .string, .array, .object:
        report("\"temperature\" must be 0 to 1", at: node.position, task: profile.name)
      }
    case "maxTokens":
      let count = node.value.int
      if node.kind == .null {
        profile.maxTokens = nil
      } else if let count, (1...TaskProfileReader.maximumTokens).contains(count) {
        profile.maxTokens = count
      } else {
        let message = "\"maxTokens\" must be a whole number from 1 on"
        report(message, at: node.position, task: profile.name)
      }
    case "keywords": readKeywords(node, into: &profile)
    default:
      report("unknown member \"\(member.name)\"", at: member.position, task: profile.name)
    }
  }

  private mutating func readKeywords(_ node: JSONNode, into profile: inout TaskProfile) {
    guard case .array(let nodes) = node.kind else {
      return report("\"keywords\" must be a list of words", at: node.position, task: profile.name)
    }
    var keywords: [String] = []
    for node in nodes.prefix(TaskProfileReader.maximumKeywords) {
      if case .string(let word) = node.kind {
        keywords.append(word)
      } else {
        report("a keyword must be a string", at: node.position, task: profile.name)
      }
    }
    if nodes.count > TaskProfileReader.maximumKeywords {
      report(
        "only the first \(TaskProfileReader.maximumKeywords) keywords count", at: node.position,
        task: profile.name)
    }
    profile.keywords = keywords
  }

  /// A string, or `.some(nil)` for null; `nil`, told, for anything else.
  private mutating func text(
    _ node: JSONNode, _ member: JSONNode.Member, _ profile: TaskProfile
  ) -> String?? {
    switch node.kind {
    case .string(let text): return .some(text)
    case .null: return .some(nil)
    case .bool, .number, .array, .object:
      report("\"\(member.name)\" must be a string", at: node.position, task: profile.name)
      return nil
    }
  }

  private mutating func report(_ message: String, at position: JSONPosition, task: String? = nil) {
    problems.append(
      TaskProfileProblem(
        file: file, line: position.line, column: position.column, task: task, message: message))
  }
}

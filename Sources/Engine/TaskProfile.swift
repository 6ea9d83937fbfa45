/// What goes with a kind of task: the model and how it is asked.
public struct TaskProfile: Hashable, Sendable {
  /// Unique, as in `/task NAME`.
  public var name: String
  /// What it is for, in a few words.
  public var summary: String
  /// A family, key or alias of the registry; `nil`: the session's model.
  public var model: String?
  /// 0…1; `nil`: not sent.
  public var temperature: Double?
  /// A level of effort; `nil`: the model's own.
  public var effort: String?
  /// Upper bound of an answer, tokens; `nil`: the program's default.
  public var maxTokens: Int?
  /// Added to the system prompt.
  public var system: String?
  /// Words and phrases by which a prompt is recognised.
  public var keywords: [String]

  /// A profile.
  public init(
    name: String, summary: String = "", model: String? = nil, temperature: Double? = nil,
    effort: String? = nil, maxTokens: Int? = nil, system: String? = nil, keywords: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.model = model
    self.temperature = temperature
    self.effort = effort
    self.maxTokens = maxTokens
    self.system = system
    self.keywords = keywords
  }
}

/// Something wrong with a file of task profiles. The rest of it holds.
public struct TaskProfileProblem: Hashable, Sendable, CustomStringConvertible {
  /// The file's name, as the caller gave it.
  public var file: String
  /// Where; counts from 1, columns in UTF-8 bytes.
  public var line: Int, column: Int
  /// The task, where the problem lies in one.
  public var task: String?
  /// A clause without a full stop.
  public var message: String

  /// A problem.
  public init(file: String, line: Int, column: Int, task: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.task = task
    self.message = message
  }

  /// One line for people: `tasks.json:12:5: review: …`.
  public var description: String {
    "\(file):\(line):\(column): " + (task.map { "\($0): " } ?? "") + message
  }
}

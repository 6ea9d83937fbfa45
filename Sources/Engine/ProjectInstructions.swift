/// What `AGENTS.md` and its like tell the model: a part of the system prompt
/// that stays the same bytes until it is read anew, for the sake of the cache.
public struct ProjectInstructions: Hashable, Sendable {
  /// One file.
  public struct File: Hashable, Sendable {
    /// As it is shown, from the working directory or the home on.
    public var name: String
    /// Its text, bounded.
    public var text: String
    /// What its reader should know: that it was cut; empty: nothing.
    public var remark: String

    /// A file.
    public init(name: String, text: String, remark: String = "") {
      self.name = name
      self.text = text
      self.remark = remark
    }

    /// Lines of the text.
    public var lineCount: Int {
      let ends = text.utf8.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
      return text.isEmpty || text.utf8.last == 0x0A ? ends : ends + 1
    }
  }

  /// The farthest first, so that the nearest has the last word.
  public var files: [File]
  /// Files that could not be read, a sentence each.
  public var problems: [String]

  /// Instructions; without arguments there are none.
  public init(files: [File] = [], problems: [String] = []) {
    self.files = files
    self.problems = problems
  }

  /// What is to be known of files that were read, a sentence each.
  public var remarks: [String] {
    files.filter { !$0.remark.isEmpty }.map { "\($0.name) is read, \($0.remark)." }
  }

  /// `system` with the instructions behind it.
  public func added(to system: String) -> String {
    let told = files.filter { !$0.text.isBlank }
    guard !told.isEmpty else { return system }
    var text = system
    text += "\n\n" + Self.introduction
    for file in told {
      text += "\n\n<instructions file=\"\(file.name)\">\n"
      text += file.text
      if file.text.utf8.last != 0x0A { text += "\n" }
      text += "</instructions>"
    }
    return text
  }

  private static let introduction = """
    The project's own instructions follow, from files that lie beside the code. Follow them where \
    they bear on what the user asks. Where two of them disagree the later one holds, and what the \
    user says in the conversation holds against all of them.
    """

  /// `AGENTS.md (34 lines), src/AGENTS.md (2 lines, cut)`; `nil`: there is
  /// none.
  public var summary: String? {
    guard !files.isEmpty else { return nil }
    return files.map { file in
      let count = file.lineCount == 1 ? "1 line" : "\(file.lineCount) lines"
      let size = file.text.isBlank ? "empty" : count
      return "\(file.name) (\(size)\(file.remark.isEmpty ? "" : ", " + file.remark))"
    }.joined(separator: ", ")
  }
}

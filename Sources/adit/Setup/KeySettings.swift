internal import Engine
internal import Interface
internal import Wire

/// What the user's files say about keys: an object of contexts, each an object
/// of keys with the command's name, or null to take the key away.
struct KeySettings: Equatable {
  /// Rows of a file; nobody has more keys.
  static let maximumRows = 2_000

  /// A row, and where it stands for people: `file:line:column`.
  struct Row: Equatable {
    var override: KeyOverride
    var place: String
  }

  private(set) var rows: [Row] = []
  private(set) var problems: [String] = []

  /// Reads the object `node` of the file called `name`.
  init(_ node: JSONNode, file name: String) {
    guard case .object(let contexts) = node.kind else {
      problems = [
        "\(name):\(node.position.line):\(node.position.column): \"keys\" takes an object of"
          + " contexts; ignored"
      ]
      return
    }
    for member in contexts { takeContext(member, file: name) }
  }

  private mutating func takeContext(_ member: JSONNode.Member, file: String) {
    let place = "\(file):\(member.position.line):\(member.position.column)"
    let contexts = KeyContext.allCases.map(\.rawValue)
    guard let context = KeyContext(rawValue: member.name) else {
      return refuse(
        "the unknown context \"\(member.name)\"", at: place, nearest: member.name, among: contexts,
        otherwise: "; there are \(contexts.joined(separator: ", "))")
    }
    guard case .object(let keys) = member.node.kind else {
      problems.append("\(place): \"\(member.name)\" takes an object of keys; ignored")
      return
    }
    for key in keys { take(key, context: context, file: file) }
  }

  private mutating func take(_ member: JSONNode.Member, context: KeyContext, file: String) {
    let place = "\(file):\(member.position.line):\(member.position.column)"
    guard rows.count < Self.maximumRows else { return }
    let keys: [Key]
    do throws(KeyNameError) {
      keys = try [Key](named: member.name)
    } catch {
      problems.append("\(place): \(error.reason); ignored")
      return
    }
    if case .null = member.node.kind {
      rows.append(Row(override: KeyOverride(context, keys, nil), place: place))
      return
    }
    guard let name = member.node.value.string else {
      problems.append(
        "\(place): \"\(member.name)\" takes the name of a command in quotes, or null; ignored")
      return
    }
    guard let command = KeyCommand(named: name) else {
      return refuse(
        "the unknown command \"\(name)\"", at: place, nearest: name,
        among: KeyCommand.all.map(\.name), otherwise: "; adit keys lists them")
    }
    rows.append(Row(override: KeyOverride(context, keys, command), place: place))
  }

  private mutating func refuse(
    _ sentence: String, at place: String, nearest name: String, among names: [String],
    otherwise: String
  ) {
    let hint = EditDistance.nearest(to: name, among: names).map { "; did you mean \"\($0)\"?" }
    problems.append("\(place): \(sentence) is ignored\(hint ?? otherwise)")
  }

  /// These rows with those of another file behind them.
  func followed(by other: KeySettings) -> KeySettings {
    var all = self
    all.rows += other.rows
    all.problems += other.problems
    return all
  }

  /// The program's map with the rows over it, and why some do not count.
  func map() -> (map: KeyMap, refusals: [String]) {
    let (map, refusals) = KeyMap.standard.overridden(by: rows.map(\.override))
    return (map, refusals.map { "\(rows[$0.index].place): \($0.reason); ignored" })
  }

  /// For `adit config`.
  var summary: String { rows.count == 1 ? "1 key" : "\(rows.count) keys" }
}

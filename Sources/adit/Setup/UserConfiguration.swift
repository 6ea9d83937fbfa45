internal import Engine
internal import Wire

/// What the user's `config.json` says. Every member is optional; what cannot
/// be used is reported with file and line and left out, the rest counts.
struct UserConfiguration: Equatable {
  var model: String?
  var task: String?
  var region: String?
  /// `us`, `eu`, `apac`, `jp`, `au`, `global` …: preferred inference profile.
  var profilePrefix: String?
  var api: ModelAPI?
  var maxTokens: Int?
  var temperature: Double?
  var effort: String?
  var theme: String?
  var system: String?

  /// Reads `bytes` of the file called `name`; problems are sentences.
  static func read(
    _ bytes: [UInt8], name: String
  ) -> (configuration: UserConfiguration, problems: [String]) {
    let node: JSONNode
    do {
      node = try JSONNode(parsing: bytes, allowingComments: true)
    } catch {
      let at = error.position
      return (
        UserConfiguration(),
        ["\(name):\(at.line):\(at.column): \(error.reason); the file is ignored until it is mended"]
      )
    }
    guard case .object(let members) = node.kind else {
      return (UserConfiguration(), ["\(name):1: an object { … } was expected; the file is ignored"])
    }
    var reader = Reader(name: name)
    for member in members { reader.take(member) }
    return (reader.configuration, reader.problems)
  }

  private struct Reader {
    let name: String
    var configuration = UserConfiguration()
    var problems: [String] = []

    mutating func take(_ member: JSONNode.Member) {
      let value = member.node.value
      let fits: Bool
      switch member.name {
      case "model": fits = Self.set(&configuration.model, value.string)
      case "task": fits = Self.set(&configuration.task, value.string)
      case "region": fits = Self.set(&configuration.region, value.string)
      case "profilePrefix": fits = Self.set(&configuration.profilePrefix, value.string)
      case "api": fits = Self.set(&configuration.api, value.string.flatMap(ModelAPI.init))
      case "maxTokens":
        fits = Self.set(&configuration.maxTokens, value.int.flatMap { $0 > 0 ? $0 : nil })
      case "temperature":
        fits = Self.set(
          &configuration.temperature, value.double.flatMap { (0...1).contains($0) ? $0 : nil })
      case "effort": fits = Self.set(&configuration.effort, value.string)
      case "theme": fits = Self.set(&configuration.theme, value.string)
      case "system": fits = Self.set(&configuration.system, value.string)
      default:
        problems.append(
          "\(name):\(member.position.line): unknown setting \"\(member.name)\" ignored")
        return
      }
      if !fits {
        problems.append(
          "\(name):\(member.node.position.line): \"\(member.name)\" \(Self.expectation(member.name)); ignored"
        )
      }
    }

    private static func set<Value>(_ target: inout Value?, _ value: Value?) -> Bool {
      target = value ?? target
      return value != nil
    }

    private static func expectation(_ name: String) -> String {
      switch name {
      case "api": "takes invoke, converse, mantle or messages"
      case "maxTokens": "takes a whole number above 0"
      case "temperature": "takes a number from 0 to 1"
      default: "takes a text in quotes"
      }
    }
  }
}

import Wire

extension EmulatorScript {
  /// A script file is written by hand; more is a mistake.
  public static let maximumFileBytes = 16 * 1024 * 1024
  /// Steps of one script.
  public static let maximumSteps = 10_000

  /// Reads a script: JSON with comments, `{"steps": [...]}` or the bare list.
  /// `loadFile` fetches the bytes of a `replayFile`, `nil` where it cannot.
  /// Errors name the line.
  public init(
    parsing bytes: [UInt8], loadFile: (String) -> [UInt8]?
  ) throws(EmulatorError) {
    guard bytes.count <= Self.maximumFileBytes else {
      throw EmulatorError(.script, "The script is larger than \(Self.maximumFileBytes) bytes.")
    }
    let root: JSONNode
    do {
      root = try JSONNode(parsing: bytes, allowingComments: true)
    } catch {
      throw EmulatorError(.script, "line \(error.position.line): \(error.reason)")
    }
    let list: JSONNode
    if case .array = root.kind {
      list = root
    } else {
      let object = try ScriptObject(root, allowed: ["steps"])
      list = try object.required("steps")
    }
    guard case .array(let nodes) = list.kind, nodes.count <= Self.maximumSteps else {
      throw ScriptObject.failure(list, "a list of at most \(Self.maximumSteps) steps was expected")
    }
    steps = []
    for node in nodes { steps.append(try Step(node, loadFile: loadFile)) }
  }
}

extension EmulatorScript.Step {
  init(_ node: JSONNode, loadFile: (String) -> [UInt8]?) throws(EmulatorError) {
    let object = try ScriptObject(
      node,
      allowed: [
        "when", "times", "tokensPerSecond", "faults", "headers", "tour", "text", "blocks",
        "stopReason", "inputTokens", "outputTokens", "status", "error", "message", "replayFile",
        "contentType", "body",
      ])
    var times: Int? = 1
    if let node = object["times"] {
      times = node.value.string == "always" ? nil : try object.count("times")
    }
    self.init(
      try Self.reply(object, loadFile: loadFile), match: try Self.match(object["when"]),
      times: times, tokensPerSecond: try object.count("tokensPerSecond"),
      faults: try EmulatorFaults(object["faults"]))
    if let headers = object["headers"] {
      let members = try ScriptObject(headers, allowed: nil)
      self.headers = try members.texts()
    }
  }

  private static func match(_ node: JSONNode?) throws(EmulatorError) -> EmulatorScript.Match {
    guard let node else { return EmulatorScript.Match() }
    let object = try ScriptObject(node, allowed: ["index", "operation", "model", "prompt"])
    var match = EmulatorScript.Match(
      index: try object.count("index"), model: try object.text("model"),
      prompt: try object.text("prompt"))
    if let word = try object.text("operation") {
      guard let operation = EmulatorOperation(rawValue: word) else {
        let words = EmulatorOperation.allCases.map(\.rawValue).joined(separator: ", ")
        throw ScriptObject.failure(node, "operation \"\(word)\" is none of \(words)")
      }
      match.operation = operation
    }
    return match
  }

  private static func reply(
    _ object: ScriptObject, loadFile: (String) -> [UInt8]?
  ) throws(EmulatorError) -> EmulatorScript.Reply {
    let status = try object.count("status")
    if let path = try object.text("replayFile") {
      guard let body = loadFile(path) else {
        throw ScriptObject.failure(object.node, "\"\(path)\" cannot be read")
      }
      return .raw(
        status: status ?? 200, contentType: try object.text("contentType") ?? contentType(of: path),
        body: body)
    }
    if let body = try object.text("body") {
      return .raw(
        status: status ?? 200, contentType: try object.text("contentType") ?? "text/html",
        body: Array(body.utf8))
    }
    if let name = try object.text("error") {
      guard let status = status ?? ServiceFailure.status(named: name) else {
        throw ScriptObject.failure(object.node, "error \"\(name)\" needs a \"status\"")
      }
      return .failure(
        EmulatorScript.Failure(
          status: status, name: name,
          message: try object.text("message") ?? ServiceFailure.usualMessage(named: name)))
    }
    var blocks: [EmulatorScript.Block] = []
    if let text = try object.text("text") { blocks.append(.text(text)) }
    if let list = object["blocks"] {
      guard case .array(let nodes) = list.kind else {
        throw ScriptObject.failure(list, "a list of blocks was expected")
      }
      for node in nodes { blocks.append(try EmulatorScript.Block(node)) }
    }
    guard !blocks.isEmpty || object["blocks"] != nil else {
      guard object["tour"] != nil || object["faults"] != nil || object["headers"] != nil else {
        throw ScriptObject.failure(
          object.node, "a step needs text, blocks, error, body, replayFile or tour")
      }
      return .tour
    }
    return .message(
      EmulatorScript.Message(
        blocks, stopReason: try object.text("stopReason"),
        inputTokens: try object.count("inputTokens"),
        outputTokens: try object.count("outputTokens")))
  }

  private static func contentType(of path: String) -> String {
    if path.hasSuffix(".sse") { return "text/event-stream; charset=utf-8" }
    if path.hasSuffix(".bin") { return "application/vnd.amazon.eventstream" }
    return "application/json"
  }
}

extension EmulatorScript.Block {
  init(_ node: JSONNode) throws(EmulatorError) {
    let object = try ScriptObject(
      node, allowed: ["text", "thinking", "signature", "redacted", "tool", "id", "input"])
    if let text = try object.text("text") {
      self = .text(text)
    } else if let text = try object.text("thinking") {
      self = .thinking(text, signature: try object.text("signature") ?? "")
    } else if let data = try object.text("redacted") {
      self = .redactedThinking(data: data)
    } else if let name = try object.text("tool") {
      self = .toolUse(
        id: try object.text("id") ?? "", name: name,
        input: object["input"]?.value ?? .object(JSONObject()))
    } else {
      throw ScriptObject.failure(node, "a block needs text, thinking, redacted or tool")
    }
  }
}

extension EmulatorFaults {
  init(_ node: JSONNode?) throws(EmulatorError) {
    self.init()
    guard let node else { return }
    let object = try ScriptObject(
      node,
      allowed: [
        "exception", "damagedFrame", "damagedChecksum", "truncateAtByte", "endAtByte",
        "omitsTerminator", "stallAfterTokens", "stallMilliseconds", "resetAfterTokens",
        "writeSizes", "randomWrites", "writePauseMicroseconds", "headerDelayMilliseconds",
        "contentType",
      ])
    damagedFrame = try object.count("damagedFrame")
    if let word = try object.text("damagedChecksum") {
      guard let checksum = Checksum(rawValue: word) else {
        throw ScriptObject.failure(node, "damagedChecksum is \"prelude\" or \"message\"")
      }
      damagedChecksum = checksum
    }
    truncateAtByte = try object.count("truncateAtByte")
    endAtByte = try object.count("endAtByte")
    omitsTerminator = object["omitsTerminator"]?.value.bool ?? false
    stallAfterTokens = try object.count("stallAfterTokens")
    stallMilliseconds = try object.count("stallMilliseconds")
    resetAfterTokens = try object.count("resetAfterTokens")
    writePauseMicroseconds = try object.count("writePauseMicroseconds") ?? 0
    headerDelayMilliseconds = try object.count("headerDelayMilliseconds") ?? 0
    contentType = try object.text("contentType")
    if let exception = object["exception"] { self.exception = try Exception(exception) }
    try readWriteSizes(object)
  }

  private mutating func readWriteSizes(_ object: ScriptObject) throws(EmulatorError) {
    if let sizes = object["writeSizes"] {
      let list = (sizes.value.array ?? []).compactMap(\.int)
      guard !list.isEmpty, list.allSatisfy({ $0 > 0 }) else {
        throw ScriptObject.failure(sizes, "writeSizes is a list of sizes above 0")
      }
      writeSizes = .cycle(list)
    }
    if let random = object["randomWrites"] {
      let members = try ScriptObject(random, allowed: ["seed", "maximum"])
      writeSizes = .random(
        seed: UInt64(try members.count("seed") ?? 0),
        maximum: max(1, try members.count("maximum") ?? 16))
    }
  }
}

extension EmulatorFaults.Exception {
  init(_ node: JSONNode) throws(EmulatorError) {
    let object = try ScriptObject(node, allowed: ["token", "name", "message", "unmodelled"])
    guard let name = try object.text("name") else {
      throw ScriptObject.failure(node, "an exception needs a name")
    }
    let usual = name.prefix(1).uppercased() + name.dropFirst()
    self.init(
      token: try object.count("token") ?? 0, name: name,
      message: try object.text("message") ?? ServiceFailure.usualMessage(named: usual),
      isUnmodelled: object["unmodelled"]?.value.bool ?? false)
  }
}

/// An object of a script, read with errors that name the line.
struct ScriptObject {
  let node: JSONNode
  private let members: [JSONNode.Member]

  /// `allowed`: every member there may be; `nil`: any.
  init(_ node: JSONNode, allowed: Set<String>?) throws(EmulatorError) {
    self.node = node
    guard case .object(let members) = node.kind else {
      throw Self.failure(node, "an object was expected")
    }
    self.members = members
    guard let allowed else { return }
    for member in members where !allowed.contains(member.name) {
      throw EmulatorError(
        .script, "line \(member.position.line): \"\(member.name)\" is not known here")
    }
  }

  static func failure(_ node: JSONNode, _ reason: String) -> EmulatorError {
    EmulatorError(.script, "line \(node.position.line): \(reason)")
  }

  subscript(name: String) -> JSONNode? { members.last { $0.name == name }?.node }

  func required(_ name: String) throws(EmulatorError) -> JSONNode {
    guard let node = self[name] else { throw Self.failure(node, "\"\(name)\" is missing") }
    return node
  }

  func text(_ name: String) throws(EmulatorError) -> String? {
    guard let node = self[name] else { return nil }
    guard case .string(let text) = node.kind else {
      throw Self.failure(node, "\"\(name)\" must be a text")
    }
    return text
  }

  /// A whole number from 0.
  func count(_ name: String) throws(EmulatorError) -> Int? {
    guard let node = self[name] else { return nil }
    guard let number = node.value.int, number >= 0 else {
      throw Self.failure(node, "\"\(name)\" must be a whole number from 0")
    }
    return number
  }

  /// Every member, all of them texts.
  func texts() throws(EmulatorError) -> [EmulatorHeader] {
    var out: [EmulatorHeader] = []
    for member in members {
      guard case .string(let text) = member.node.kind else {
        throw Self.failure(member.node, "\"\(member.name)\" must be a text")
      }
      out.append(EmulatorHeader(member.name, text))
    }
    return out
  }
}

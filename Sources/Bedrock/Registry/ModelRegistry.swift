public import Engine
import Wire

/// The models that the program knows: the built-in file and the user's files
/// laid over it. Pure; a broken entry is reported and skipped, the rest works.
public struct ModelRegistry: Hashable, Sendable {
  /// The model that is used when nobody names one.
  public static let defaultModel = "sonnet"

  /// Every usable model, in the order of the files.
  public private(set) var models: [ModelDescriptor] = []
  /// What was wrong, in the order of the files.
  public private(set) var problems: [RegistryProblem] = []

  private var entries: [RegistryEntry] = []

  /// Reads `builtIn` and then each overlay, whose members override or add.
  ///
  /// The files are JSON with comments:
  /// `{"modelRegistry": {"<key>": {"modelId": …}}}`.
  public init(
    builtIn: [UInt8], builtInName: String = "aws-bedrock-models.json",
    overlays: [(name: String, bytes: [UInt8])] = []
  ) {
    read(builtIn, name: builtInName)
    for overlay in overlays { read(overlay.bytes, name: overlay.name) }
  }

  // MARK: Reading

  /// Entries of one file that may be broken before the file is given up.
  private static let maximumBrokenEntries = 64

  private mutating func read(_ bytes: [UInt8], name: String) {
    var skipped: Set<String> = []
    guard let root = tree(of: bytes, file: name, skipped: &skipped) else { return }
    readMembers(of: root, file: name, skipped: skipped)
  }

  /// The file's JSON; an entry whose text is broken is reported, left empty and
  /// named in `skipped`.
  private mutating func tree(
    of bytes: [UInt8], file: String, skipped: inout Set<String>
  ) -> JSONNode? {
    var bytes = bytes
    while true {
      do throws(JSONError) {
        return try JSONNode(parsing: bytes, allowingComments: true)
      } catch {
        guard skipped.count < ModelRegistry.maximumBrokenEntries,
          let repaired = RegistryRecovery.withoutEntry(at: error.position, of: bytes),
          skipped.insert(repaired.suspect.key).inserted
        else {
          report(file, line: error.position.line, "not readable: \(error.reason)")
          return nil
        }
        report(
          file, key: repaired.suspect.key, line: error.position.line,
          "not readable: \(error.reason)")
        bytes = repaired.bytes
      }
    }
  }

  private mutating func readMembers(of root: JSONNode, file name: String, skipped: Set<String>) {
    guard case .object(let members) = root.kind else {
      report(name, line: root.position.line, "an object with \"modelRegistry\" was expected")
      return
    }
    var found = false
    for member in members {
      switch member.name {
      case "modelRegistry":
        found = true
        readEntries(member.node, file: name, skipped: skipped)
      case "comment", "$schema": continue
      default:
        report(
          name, line: member.position.line, severity: .warning,
          "the member \"\(member.name)\" is unknown and was ignored")
      }
    }
    if !found { report(name, line: 1, "\"modelRegistry\" is missing") }
  }

  private mutating func readEntries(_ node: JSONNode, file: String, skipped: Set<String>) {
    guard case .object(let members) = node.kind else {
      report(file, line: node.position.line, "\"modelRegistry\" must be an object")
      return
    }
    var seen: Set<String> = []
    for member in members where !skipped.contains(member.name) {
      if !seen.insert(member.name).inserted {
        report(
          file, key: member.name, line: member.position.line, severity: .warning,
          "the entry stands twice; the later one counts")
      }
      do throws(RegistryProblem) {
        let entry = try RegistryEntry(
          key: member.name, node: member.node, file: file, problems: &problems)
        try add(entry)
      } catch {
        problems.append(error)
      }
    }
  }

  /// Adds or overlays one entry; what it replaces stays if it is unusable.
  private mutating func add(_ entry: RegistryEntry) throws(RegistryProblem) {
    if let index = entries.firstIndex(where: { $0.key == entry.key }) {
      let merged = entries[index].overlaid(by: entry)
      models[index] = try merged.descriptor()
      entries[index] = merged
      return
    }
    let complete = inheriting(entry)
    models.append(try complete.descriptor())
    entries.append(complete)
  }

  /// A new key for a model that is known already (its id, or a profile of it)
  /// need not repeat rules, prices and limits. Names stay with the old key.
  private func inheriting(_ entry: RegistryEntry) -> RegistryEntry {
    guard case .string(let id)? = entry.members["modelId"]?.node.kind else { return entry }
    let bareID = ModelAddress(id).bareID
    guard let index = models.firstIndex(where: { $0.modelId == bareID }) else { return entry }
    var base = entries[index]
    base.members["aliases"] = nil
    base.members["displayName"] = nil
    return base.overlaid(by: entry)
  }

  private mutating func report(
    _ file: String, key: String? = nil, line: Int,
    severity: RegistryProblem.Severity = .error, _ message: String
  ) {
    problems.append(
      RegistryProblem(severity: severity, file: file, key: key, line: line, message: message))
  }
}

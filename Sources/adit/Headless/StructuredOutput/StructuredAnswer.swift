internal import Wire

/// Answers that have to be JSON of a given form. How the model is held to it
/// is the client's business (`AnswerForm`); whatever comes is checked here.
enum StructuredAnswer {
  /// How an answer was found.
  enum Outcome: Equatable {
    case valid(JSONValue)
    case invalid([String])
  }

  /// How often the model is asked to mend its answer.
  static let mostRepairs = 1

  /// Put behind the prompt where the model takes nothing but words.
  static func instruction(schema: JSONValue) -> String {
    "Answer with exactly one JSON value that is valid against the JSON Schema below, and with "
      + "nothing else: no explanation, no code fence.\n\n"
      + String(decoding: schema.serialized(), as: UTF8.self)
  }

  /// The next prompt after an answer that is not valid.
  static func repairPrompt(_ problems: [String]) -> String {
    "Your answer is not valid against the schema:\n"
      + problems.map { "- \($0)\n" }.joined()
      + "Answer again with the corrected JSON value alone."
  }

  /// Reads the value out of `text` and checks it.
  static func read(_ text: String, schema: JSONValue) -> Outcome {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: Array(withoutFence(text).utf8))
    } catch {
      let at = error.position
      return .invalid(["it is not JSON: \(error.reason) (line \(at.line), column \(at.column))"])
    }
    var validator = SchemaValidator(root: schema)
    let problems = validator.problems(of: value)
    return problems.isEmpty ? .valid(value) : .invalid(problems)
  }

  /// `text` without the code fence that models like to put around JSON.
  static func withoutFence(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    guard lines.count > 2, lines[0].hasPrefix("```"), lines[lines.count - 1].hasPrefix("```") else {
      return text
    }
    return lines.dropFirst().dropLast().joined(separator: "\n")
  }
}

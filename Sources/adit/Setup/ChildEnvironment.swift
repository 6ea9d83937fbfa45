/// What programs that the user starts from here (editor, commands) get to see:
/// the variables of the user's shell without the keys to the models, which
/// are no business of theirs (aws-auth-and-http 6).
///
/// `credential_process` and refresh commands are not among them: they get all
/// of `ProcessEnvironment.variables()`.
enum ChildEnvironment {
  /// The environment for a child from `original`, the variables that this
  /// program was started with. What settings of the program laid over them is
  /// not among them and so never passed on.
  ///
  /// `passesAWS`: `aws`, `terraform` and their like work as in the user's
  /// shell.
  static func build(
    original: [String: String], passesAWS: Bool = true
  ) -> [String: String] {
    original.filter { name, _ in
      if name == "AWS_BEARER_TOKEN_BEDROCK" || name.hasPrefix("ANTHROPIC_") { return false }
      return passesAWS || !name.hasPrefix("AWS_")
    }
  }
}

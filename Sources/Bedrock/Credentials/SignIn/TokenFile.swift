import Engine
import Wire

/// A JSON file in which a sign-in is kept, shared with the AWS CLI and other
/// tools: whatever they wrote and we do not know stays in it.
struct TokenFile: Sendable {
  let path: String
  let context: CredentialContext

  /// A file of the AWS CLI's below the home directory, such as `.aws/sso/cache`.
  init(
    _ name: String, in folder: String, context: CredentialContext
  ) throws(ModelFailure) {
    guard let home = context.home, !home.isEmpty else {
      throw .credentials(
        "There is no home directory, and so no ~/\(folder) with a sign-in.",
        remedy: "Set HOME.")
    }
    self.init(
      path: "\(home.hasSuffix("/") ? String(home.dropLast()) : home)/\(folder)/\(name)",
      context: context)
  }

  init(path: String, context: CredentialContext) {
    self.path = path
    self.context = context
  }

  /// The path for people.
  var shownPath: String {
    ConfigurationLocations(environment: context.environment, home: context.home).shown(path)
  }

  /// The members; `nil`: there is no file, or it is no JSON object.
  func members() async throws(ModelFailure) -> JSONObject? {
    let stamp = await context.files.stamp(of: path)
    if let unsaved = context.signIn.unsaved(for: path, stamp: stamp) { return unsaved }
    do throws(FileFailure) {
      guard let bytes = try await context.files.read(path) else { return nil }
      return (try? JSONValue(parsing: bytes))?.object
    } catch {
      if Task.isCancelled { throw .cancelled }
      throw .credentials(
        "The sign-in cannot be read: \(error.message).",
        remedy: "Make the file readable: chmod u+r \(shownPath).")
    }
  }

  /// Replaces the file. Where that fails the program goes on with `members` in
  /// memory, and the log says so.
  func replace(_ members: JSONObject) async {
    do throws(FileFailure) {
      try await context.files.replace(path, with: JSONValue.object(members).serialized())
      context.signIn.forgetUnsaved(for: path)
    } catch {
      context.signIn.keep(members, for: path, stamp: await context.files.stamp(of: path))
      var fields = JSONObject()
      fields["outcome"] = "unsaved"
      fields["message"] = .string(
        "\(error.message); the sign-in is kept in memory and ends with the program")
      context.log.record(LogEvent(.warn, "credentials", fields))
    }
  }
}

internal import Engine

extension SharedConfiguration {
  /// `~/.aws/config and ~/.aws/credentials`.
  var filesShown: String { fileNames.joined(separator: " and ") }

  /// `Profile "dev" (~/.aws/config:12)`.
  func shown(_ profile: String) -> String {
    "Profile \"\(profile)\"" + (profiles[profile]?.origin.map { " (\($0))" } ?? "")
  }

  /// No section of that name; `why` says who wants it: `which AWS_PROFILE
  /// names`.
  func missingProfile(_ name: String, why: String) -> ModelFailure {
    let message = "There is no profile \"\(name)\", \(why), in \(filesShown)."
    return ModelFailure(
      kind: .credentials, message: message,
      remedy: nearName(to: name)
        ?? "Run aws configure list-profiles to see what there is, or make it with aws configure"
        + " sso --profile \(ShellWord.quoted(name)).")
  }

  /// What the name was probably meant to be, as a sentence.
  private func nearName(to name: String) -> String? {
    if let place = misnamed[name] {
      return place.hasPrefix((fileNames.first ?? "") + ":")
        ? "In \(place) write [profile \(name)] instead of [\(name)]."
        : "In \(place) write [\(name)] instead of [profile \(name)]."
    }
    return EditDistance.nearest(to: name, among: profiles.keys.sorted()).map {
      "Did you mean \"\($0)\"?"
    }
  }
}

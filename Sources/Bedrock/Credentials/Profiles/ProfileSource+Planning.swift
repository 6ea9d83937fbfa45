public import Engine

extension ProfileSource {
  /// How the credentials of `profile` are got.
  public static func plan(
    profile: String, in configuration: SharedConfiguration
  ) throws(ModelFailure) -> ProfileSource {
    var planner = ProfilePlanner(configuration: configuration)
    return try planner.plan(profile)
  }
}

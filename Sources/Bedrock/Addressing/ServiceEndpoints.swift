/// Where each service of AWS is called: what the settings, the environment and
/// the profile say, otherwise the partition's host (aws-auth-and-http 1.4).
public struct ServiceEndpoints: Hashable, Sendable {
  /// A value and who said it, for people: `AWS_ENDPOINT_URL`, `endpoint_url of
  /// profile "dev"`.
  struct Setting: Hashable, Sendable {
    var value: String
    var name: String
  }

  /// Where the URLs of one's own come from; only the first holds against
  /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`.
  private var urls: [AWSService: Setting] = [:]
  /// Who asks for FIPS and dual-stack hosts; `nil`: nobody.
  private var fips: String?
  private var dualStack: String?
  /// A `services` section that the profile names and that does not exist.
  private var missingServices: EndpointError?

  /// Endpoints as `environment` and the profile `profile` of `configuration`
  /// name them; `overrides` beat both.
  public init(
    environment: EnvironmentValues, profile: String = ProfileSelection.fallbackName,
    configuration: SharedConfiguration = SharedConfiguration(),
    overrides: [AWSService: String] = [:]
  ) {
    let section = configuration.profiles[profile] ?? ConfigurationSection()
    func switchedOn(_ variable: String, _ key: String) -> String? {
      if environment[variable] != nil { return environment.flag(variable) ? variable : nil }
      return section.flag(key) == true ? "\(key) of profile \"\(profile)\"" : nil
    }
    fips = switchedOn("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
    dualStack = switchedOn("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
    if switchedOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") == nil {
      let services = ServiceEndpoints.services(of: section, profile, in: configuration)
      if case .failure(let error) = services { missingServices = error }
      for service in AWSService.allCases {
        urls[service] =
          environment.first(of: service.endpointVariables)
          .map { Setting(value: $0.value, name: $0.name) }
          ?? (try? services.get())?[service]
          ?? section["endpoint_url"]
          .map { Setting(value: $0, name: "endpoint_url of profile \"\(profile)\"") }
      }
    }
    for (service, url) in overrides { urls[service] = Setting(value: url, name: "the settings") }
  }

  /// The URLs of the section that the profile's `services` names.
  private static func services(
    of section: ConfigurationSection, _ profile: String, in configuration: SharedConfiguration
  ) -> Result<[AWSService: Setting], EndpointError> {
    guard let name = section["services"]?.trimmed else { return .success([:]) }
    guard let services = configuration.services[name] else {
      return .failure(
        EndpointError(
          "profile \"\(profile)\" names services = \(name), but there is no [services \(name)] in"
            + " \(configuration.fileNames.first ?? "the configuration file")",
          remedy: "Add the section, or remove the line from the profile."))
    }
    var urls: [AWSService: Setting] = [:]
    for service in AWSService.allCases {
      guard let url = services.nested[service.settingName]?["endpoint_url"], !url.isEmpty else {
        continue
      }
      urls[service] = Setting(
        value: url, name: "endpoint_url of \(service.settingName) in [services \(name)]")
    }
    return .success(urls)
  }

  /// Where `service` is called in `region`.
  public func endpoint(
    of service: AWSService, region: String
  ) throws(EndpointError) -> Endpoint {
    guard let url = urls[service] else {
      if let missingServices { throw missingServices }
      do throws(EndpointError) {
        return try service.endpoint(
          region: region, fips: fips != nil, dualStack: dualStack != nil)
      } catch {
        guard let fips, service == .mantle else { throw error }
        throw EndpointError(error.reason, remedy: "Use --api invoke, or unset \(fips).")
      }
    }
    if let other = fips ?? dualStack {
      throw EndpointError(
        "\(url.name) names an endpoint of your own, which cannot be combined with \(other)",
        remedy: "Unset one of the two.")
    }
    // It is a part of every signature, whatever the host.
    try AWSRegion.check(region)
    do throws(EndpointError) {
      return try Endpoint(parsing: url.value)
    } catch {
      throw EndpointError("\(error.reason)", remedy: "Check \(url.name).")
    }
  }

  /// The region that the host of `service` names, where its URL is one's own
  /// and leads to AWS.
  func namedRegion(of service: AWSService) -> String? {
    urls[service].flatMap { try? Endpoint(parsing: $0.value) }
      .flatMap { AWSRegion.named(inHost: $0.host) }
  }
}

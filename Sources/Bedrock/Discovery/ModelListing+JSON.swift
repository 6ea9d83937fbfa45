import Wire

/// Reads the control plane's answers, and keeps listings as files.
extension ModelListing {
  /// The models of an answer of ListFoundationModels; `nil`: it is none.
  static func models(in answer: JSONValue) -> [FoundationModel]? {
    answer["modelSummaries"]?.array?.compactMap { item in
      guard let id = item["modelId"]?.string else { return nil }
      let types = (item["inferenceTypesSupported"]?.array ?? []).compactMap(\.string)
      return FoundationModel(
        id: id, isOnDemand: types.contains("ON_DEMAND"),
        isLegacy: item["modelLifecycle"]?["status"]?.string == "LEGACY")
    }
  }

  /// The form of the file; another one is not read.
  private static let version = 1

  /// The listing as the content of a file.
  public var cached: [UInt8] {
    var object: JSONObject = [
      "version": .number(JSONNumber(ModelListing.version)), "key": .string(key),
      "region": .string(region), "listedAt": .number(JSONNumber(listedAt)),
    ]
    object["models"] = models.map { .array($0.map(\.json)) }
    object["systemProfiles"] = systemProfiles.map { .array($0.map(\.json)) }
    object["applicationProfiles"] = applicationProfiles.map { .array($0.map(\.json)) }
    return JSONValue.object(object).serialized() + [UInt8(ascii: "\n")]
  }

  /// The listing in a file, if it is one of `key`.
  public init?(cached bytes: [UInt8], key: String) {
    guard let object = try? JSONValue(parsing: bytes),
      object["version"]?.int == ModelListing.version, object["key"]?.string == key,
      let region = object["region"]?.string, let listedAt = object["listedAt"]?.int
    else { return nil }
    self.init(
      key: key, region: region, listedAt: listedAt,
      models: object["models"]?.array?.compactMap(FoundationModel.init),
      systemProfiles: object["systemProfiles"]?.array?.compactMap(Profile.init),
      applicationProfiles: object["applicationProfiles"]?.array?.compactMap(Profile.init))
  }
}

extension ModelListing.FoundationModel {
  fileprivate var json: JSONValue {
    ["id": .string(id), "onDemand": .bool(isOnDemand), "legacy": .bool(isLegacy)]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let id = json["id"]?.string else { return nil }
    self.init(
      id: id, isOnDemand: json["onDemand"]?.bool ?? false,
      isLegacy: json["legacy"]?.bool ?? false)
  }
}

extension ModelListing.Profile {
  /// A profile as the control plane describes it, which is how files keep it
  /// too.
  init?(_ json: JSONValue) {
    guard let arn = json["inferenceProfileArn"]?.string else { return nil }
    self.init(
      id: json["inferenceProfileId"]?.string ?? arn, arn: arn,
      name: json["inferenceProfileName"]?.string ?? "",
      isApplication: json["type"]?.string == "APPLICATION",
      models: (json["models"]?.array ?? []).compactMap { $0["modelArn"]?.string })
  }

  fileprivate var json: JSONValue {
    [
      "inferenceProfileId": .string(id), "inferenceProfileArn": .string(arn),
      "inferenceProfileName": .string(name),
      "type": isApplication ? "APPLICATION" : "SYSTEM_DEFINED",
      "models": .array(models.map { ["modelArn": .string($0)] }),
    ]
  }
}

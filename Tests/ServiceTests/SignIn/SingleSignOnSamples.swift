import Bedrock
import TestSupport
import Wire

/// Profiles, files and answers of IAM Identity Center.
enum SingleSignOnSamples {
  /// sha1("corp").
  static let tokenFile = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

  static let corp = SingleSignOnSource(
    session: "corp", startURL: "https://corp.awsapps.com/start", region: "eu-central-1",
    account: "123456789012", roleName: "Dev", profile: "dev")

  static let legacy = SingleSignOnSource(
    session: nil, startURL: "https://corp.awsapps.com/start", region: "eu-central-1",
    account: "123456789012", roleName: "Dev", profile: "old")

  /// A token that ends `left` seconds after noon.
  static func token(
    _ name: String = "old", left: Int, refreshToken: String? = "refresh-old",
    registrationEnds: String = "2027-01-01T00:00:00Z", utc: Bool = false
  ) -> String {
    var end = ISO8601Time.text(unixSeconds: signInNoon + left)
    if utc { end = end.dropLast() + "UTC" }
    let refresh = refreshToken.map { #","refreshToken":"\#($0)""# } ?? ""
    return #"{"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1","#
      + #""accessToken":"token-\#(name)","expiresAt":"\#(end)","clientId":"client","#
      + #""clientSecret":"client-secret","registrationExpiresAt":"\#(registrationEnds)""#
      + refresh + #","unknown":{"kept":[1.50]}}"#
  }

  static func keys(_ id: String, left: Int = 3600) -> ScriptedServer.Reply {
    .json(
      #"{"roleCredentials":{"accessKeyId":"\#(id)","secretAccessKey":"secret-of-role","#
        + #""sessionToken":"session-of-role","expiration":\#((signInNoon + left) * 1000 + 999)}}"#)
  }

  static func grant(
    _ name: String, refreshToken: String? = "refresh-new"
  ) -> ScriptedServer.Reply {
    let refresh = refreshToken.map { #","refreshToken":"\#($0)""# } ?? ""
    return .json(
      #"{"accessToken":"token-\#(name)","tokenType":"Bearer","expiresIn":28800\#(refresh)}"#)
  }

  static func refusal(_ type: String, _ error: String, status: Int = 400) -> ScriptedServer.Reply {
    .json(
      #"{"error":"\#(error)","error_description":"said \#(error)"}"#, status: status,
      headers: [(name: "x-amzn-ErrorType", value: type)])
  }

  static let registration: ScriptedServer.Reply = .json(
    #"{"clientId":"client-new","clientSecret":"client-secret-new","#
      + #""clientSecretExpiresAt":1803038400}"#)

  static let device: ScriptedServer.Reply = .json(
    #"{"deviceCode":"device-code","userCode":"ABCD-EFGH","expiresIn":600,"interval":1,"#
      + #""verificationUri":"https://device.sso.eu-central-1.amazonaws.com/","#
      + #""verificationUriComplete":"https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH"}"#
  )
}

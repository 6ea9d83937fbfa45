import Engine

/// What the vendor in front of a Bedrock id tells about a model that the
/// registry does not describe.
struct ModelVendor: Hashable, Sendable {
  /// `anthropic`, in lower case; empty where the id names none that we know.
  let word: String

  /// Vendors that Bedrock serves, and their names for people.
  private static let providers: [String: String] = [
    "ai21": "AI21 Labs", "amazon": "Amazon", "anthropic": "Anthropic", "cohere": "Cohere",
    "deepseek": "DeepSeek", "google": "Google", "luma": "Luma AI", "meta": "Meta",
    "minimax": "MiniMax", "mistral": "Mistral AI", "moonshot": "Moonshot AI",
    "moonshotai": "Moonshot AI", "nvidia": "NVIDIA", "openai": "OpenAI", "qwen": "Qwen",
    "stability": "Stability AI", "twelvelabs": "TwelveLabs", "writer": "Writer", "zai": "Z.AI",
  ]

  /// Words of Claude ids that name a family.
  private static let claudeFamilies = ["sonnet", "opus", "haiku", "fable", "mythos"]

  /// The vendor of `bareID` (an id without profile prefix).
  init(bareID: String) {
    let word = bareID.prefix { $0 != "." }.lowercased()
    self.word = bareID.contains(".") && ModelVendor.providers[word] != nil ? word : ""
  }

  /// Whether the vendor is one that Bedrock serves.
  var isKnown: Bool { !word.isEmpty }

  /// The vendor's name.
  var provider: String { ModelVendor.providers[word] ?? "unknown" }

  /// Claude takes the native body; Converse serves every other vendor.
  var preferredAPI: ModelAPI { word == "anthropic" ? .invoke : .converse }

  /// Rules that no model of the vendor refuses: nothing optional is sent. The
  /// tokenizer is taken to be the finer one, so that estimates err upwards.
  var conservativeRules: ParameterRules {
    ParameterRules(
      sampling: .none, thinking: .unsupported, effortLevels: [], prefill: false, system: true,
      bytesPerTokenHundredths: word == "anthropic" ? 270 : 350)
  }

  /// The family that the id's words tell, otherwise the vendor.
  func family(of bareID: String) -> String {
    ModelVendor.claudeFamilies.first { bareID.lowercased().contains($0) } ?? word
  }
}

import Testing
import Wire

@testable import Bedrock

struct PythonJSONTests {
  /// Compared with `json.dumps` of Python 3.11.
  @Test func writesAsPythonDoes() {
    var object = JSONObject()
    object["a"] = "plain / \" \\ \n"
    object["é"] = "ü€😀\u{7F}"
    object["n"] = 3600
    #expect(
      PythonJSON.text(object, separators: .spaced)
        == #"{"a": "plain / \" \\ \n", "\u00e9": "\u00fc\u20ac\ud83d\ude00\u007f", "n": 3600}"#)
    #expect(
      PythonJSON.text(object, separators: .compact)
        == #"{"a":"plain / \" \\ \n","\u00e9":"\u00fc\u20ac\ud83d\ude00\u007f","n":3600}"#)
  }
}

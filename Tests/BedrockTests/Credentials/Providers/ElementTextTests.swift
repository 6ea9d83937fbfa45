import Testing

@testable import Bedrock

@Suite struct ElementTextTests {
  @Test(
    arguments: [
      ("<Code>x</Code>", "x"), ("<a><Code> x\n</Code></a><Code>y</Code>", "x"),
      ("<Code>a&lt;b&gt;&amp;&quot;&apos;&#65;&#x42;</Code>", "a<b>&\"'AB"),
      ("<Code>&nope; & &#x110000; &#;</Code>", "&nope; & &#x110000; &#;"),
      ("<Code>&amp", nil), ("<Code></Code>", nil), ("", nil), ("</Code><Code>", nil),
      ("<Codes>x</Codes>", nil),
    ] as [(String, String?)])
  func reads(document: String, text: String?) {
    #expect(ElementText(Array(document.utf8))["Code"] == text)
  }

  @Test func anyBytesDo() {
    #expect(ElementText([0x3C, 0x43, 0xFF, 0x3E, 0x80])["C"] == nil)
  }
}

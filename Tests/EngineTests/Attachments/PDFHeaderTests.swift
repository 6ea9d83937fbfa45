import Engine
import Testing

@Suite struct PDFHeaderTests {
  @Test(arguments: [
    ("%PDF-1.7\n", true), ("junk\n%PDF-1.4", true), ("PDF", false), ("", false), ("%PD", false),
    (String(repeating: " ", count: 2_000) + "%PDF-1.4", false),
  ])
  func isToldByItsMark(_ text: String, _ isPDF: Bool) {
    #expect(PDFHeader.isPDF(Array(text.utf8)) == isPDF)
  }

  @Test(arguments: [
    ("<</Type /Page>> <</Type/Page/Parent 1 0 R>> <</Type\n/Page\n>>", 3),
    ("<</Type /Pages /Count 12>> <</Type /PageLabel>>", nil), ("", nil), ("/Type", nil),
    ("/Type /Page", 1), ("/Type /Pag", nil), ("////Type /Page /", 1),
  ])
  func countsWhatStandsOpenly(_ text: String, _ pages: Int?) {
    #expect(PDFHeader.pages(Array(text.utf8)) == pages)
  }
}

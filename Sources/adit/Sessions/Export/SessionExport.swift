internal import Engine

extension SessionExportFormat {
  /// What files of this form are called behind their dot.
  var fileExtension: String {
    switch self {
    case .markdown: "md"
    case .jsonl: "jsonl"
    case .html: "html"
    case .text: "txt"
    }
  }

  /// The session of these events in this form. Pure.
  func bytes(_ events: [StoredEvent], summary: SessionSummary) -> [UInt8] {
    switch self {
    case .markdown: Array(MarkdownExport.text(events, summary: summary).utf8)
    case .jsonl: SessionLines.bytes(events, summary: summary)
    case .html: Array(HTMLExport.text(events, summary: summary).utf8)
    case .text: Array(TextExport.text(events, summary: summary).utf8)
    }
  }

  /// A name for the file, made of the session's title: letters and digits of
  /// any script with hyphens between them, safe in every file system.
  func fileName(for summary: SessionSummary) -> String {
    let words = summary.title.lowercased().split { !$0.isLetter && !$0.isNumber }
    var stem = ""
    for word in words {
      let longer = stem.isEmpty ? String(word) : "\(stem)-\(word)"
      guard longer.utf8.count <= Self.maximumStemBytes else { break }
      stem = longer
    }
    return "adit-\(stem.isEmpty ? summary.id.short : stem).\(fileExtension)"
  }

  /// Far below the 255 bytes of a file's name, and still to be read in a list.
  private static let maximumStemBytes = 60
}

public import Engine
import TextModel

/// The files of a prompt in words: above the draft, and below the prompt that
/// was sent.
public enum AttachmentText {
  /// `  + src/a.swift 10–40 (31 lines)`.
  public static func line(for attachment: Attachment) -> String {
    "  + " + ([attachment.name, details(of: attachment)].joined(separator: " "))
  }

  /// `10–40 (31 lines)`, `1280×720 PNG 84 KB`.
  public static func details(of attachment: Attachment) -> String {
    switch attachment.content {
    case .text(let text):
      let lines = count(text.lineCount, "line")
      guard text.isRange || text.isPartial else { return "(\(lines))" }
      let total = text.isPartial ? text.totalLines.map { " of \(NumberText.grouped($0))" } : nil
      return "\(text.firstLine)–\(text.lastLine) (\(lines)\(total ?? ""))"
        + (text.isPartial ? ", a part" : "")
    case .listing(let listing):
      let shown = count(listing.entries.count, "entry", "entries")
      return listing.isWhole ? "(\(shown))" : "(the first \(shown))"
    case .image(let image):
      return "\(image.width)×\(image.height) \(image.format.displayName)"
        + " \(size(image.bytes.count))"
    case .document(let document):
      let pages = document.pages.map { "\(count($0, "page")) " } ?? ""
      return "\(pages)PDF \(size(document.bytes.count))"
    }
  }

  /// The files of the draft; `nil`: it names none, or nothing is known yet.
  static func draft(_ state: AppState) -> (text: String, isWarning: Bool)? {
    if state.composer.attaching.pending != nil { return ("reading files · Esc stops", false) }
    let findings = state.composer.attaching.findings
    let lost = state.composer.attaching.lostPictures
    guard !findings.isEmpty || !lost.isEmpty else { return nil }
    let buffer = state.composer.buffer
    let line =
      buffer.isAtEnd ? buffer.lineBeforeCaret(limit: DraftAttachments.maximumPathBytes) : nil
    let typed = line ?? ""
    var parts: [String] = []
    var warnings = lost.map { "\($0): a picture of another run, only its words go" }
    let settings = state.draftComparison?.0 ?? state.turnSettings(modelKey: state.draftModelKey)
    guard let settings else { return nil }
    let limits = state.draftLimits
    for known in findings {
      // A word that is being typed may become a file yet.
      if known.finding == .unknown, typed.hasSuffix(known.mention.path) { continue }
      let refusal = limits.lazy.compactMap { known.finding.refusal(of: known.mention, by: $0) }
        .first
      if let refusal {
        warnings.append(refusal)
        continue
      }
      let words = phrase(for: known, settings: settings)
      if known.finding == .unknown, known.mention.looksLikeFile {
        warnings.append(words)
      } else {
        parts.append(words)
      }
    }
    if warnings.isEmpty {
      let media = findings.compactMap { $0.finding.media(of: $0.mention) }
      warnings += limits.lazy.compactMap { $0.refusal(ofAll: media) }.prefix(1)
    }
    let all = warnings + parts
    return all.isEmpty ? nil : (all.joined(separator: " · "), !warnings.isEmpty)
  }

  /// `@a.png 1280×720, 1,560 tok`.
  private static func phrase(
    for known: DraftAttachments.Known, settings: TurnSettings
  ) -> String {
    let name = known.mention.written
    let tokens = "~\(NumberText.grouped(known.finding.tokens(for: settings.model))) tok"
    switch known.finding {
    case .text(let lines, _, let fileBytes, let isPartial):
      guard isPartial else { return "\(name) \(count(lines, "line")), \(tokens)" }
      return known.mention.lines == nil
        ? "\(name) \(size(fileBytes)): too long, first \(count(lines, "line")), \(tokens)"
        : "\(name) too long, \(count(lines, "line")) of it, \(tokens)"
    case .listing(let entries, _, let isWhole):
      return "\(name) \(isWhole ? "" : "more than ")\(count(entries, "entry", "entries"))"
    case .image(_, let width, let height, _): return "\(name) \(width)×\(height), \(tokens)"
    case .document(let pages, let bytes):
      let extent = pages.map { count($0, "page") } ?? size(bytes)
      let note = settings.api == .converse ? ", its text only" : ""
      return "\(name) \(extent)\(note), \(tokens)"
    case .unknown: return "\(name): no such file, stays text"
    case .refused(let words): return words
    }
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(NumberText.grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `84 KB`, `3.2 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1_000 { return "\(bytes) B" }
    if bytes < 1_000_000 { return "\((bytes + 500) / 1_000) KB" }
    return AttachmentLimits.megabytes(bytes)
  }
}

import Engine
import TextModel

extension AppState {
  /// Rows of the popup; nobody looks through more than these.
  private static var maximumCompletions: Int { 50 }

  /// What is being typed; `nil`: nothing that can be completed.
  var completionContext: CompletionContext? {
    guard !composer.completionsDismissed, composer.search == nil, focus == .composer,
      composer.vi?.takesText != false,
      overlay == nil
    else { return nil }
    return CompletionContext(composer.buffer, pathStart: composer.completion.pathStart)
  }

  /// What fits what is being typed.
  var completions: CompletionList {
    guard let context = completionContext else { return CompletionList() }
    switch context {
    case .command(let typed): return commands(typed)
    case .argument(let command, let typed): return arguments(of: command, typed: typed)
    case .mention(let mention): return mentions(mention)
    case .path(let word): return paths(word)
    }
  }

  // MARK: Commands

  /// Names that begin so first, then those that have the letters.
  private func commands(_ typed: String) -> CompletionList {
    let folded = typed.lowercased()
    let all = SlashCommand.allCases
    let beginning = all.filter { $0.rawValue.hasPrefix(folded) }
    let others = ranked(all.filter { !beginning.contains($0) }, typed) { $0.rawValue }
    return CompletionList(
      typed: typed, replacedCount: typed.count + 1,
      rows: (beginning + others).map { command in
        Completion(
          kind: .command, text: "/" + command.rawValue, hint: command.argumentHint,
          summary: command.summary,
          insertion: command.takesArgument ? "/\(command.rawValue) " : "/\(command.rawValue)")
      })
  }

  private func arguments(of command: SlashCommand, typed: String) -> CompletionList {
    let choices = argumentChoices(of: command)
    let fitting = typed.isEmpty ? choices : ranked(choices, typed) { $0.name }
    return CompletionList(
      typed: typed, replacedCount: typed.count,
      rows: fitting.prefix(Self.maximumCompletions).map {
        Completion(kind: .argument, text: $0.name, summary: $0.summary, insertion: $0.name)
      })
  }

  /// What may stand behind a command, each with a word about it.
  private func argumentChoices(
    of command: SlashCommand
  ) -> [(name: String, summary: String)] {
    switch command {
    case .model: familyChoices + configuration.models.map { ($0.key, $0.displayName) }
    case .task: configuration.tasks.map { ($0.name, $0.summary) }
    case .theme: themes.all.map { ($0.name, $0.details) }
    case .effort: (sessionModel?.rules.effortLevels ?? []).map { ($0, "") }
    case .thinking: [("on", "reason before the answer"), ("off", "answer at once")]
    case .resume: [("last", "the project's latest session")]
    case .export:
      SessionExportFormat.allCases.map { ($0.rawValue, "") }
    case .copy:
      [
        ("last", "the last answer"), ("code", "the nearest code block, or that of a number"),
        ("prompt", "the last prompt"), ("all", "the whole transcript"),
      ]
    case .cost: [("today", ""), ("7d", "the last seven days"), ("30d by model", "")]
    case .help, .outline, .continue, .compare, .clear, .new, .fork, .rename, .rewind, .write,
      .print, .raw, .links, .drop,
      .login, .status,
      .budget, .vi, .quit:
      []
    }
  }

  /// `opus` and its like, with what they mean today.
  private var familyChoices: [(name: String, summary: String)] {
    var seen: Set<String> = []
    return configuration.models.compactMap { model in
      guard !model.family.isEmpty, seen.insert(model.family).inserted,
        let newest = lookup.resolve(model.family)
      else { return nil }
      return (model.family, newest.displayName)
    }
  }

  /// Those of `items` that `typed` fits, the best first.
  private func ranked<Item>(_ items: [Item], _ typed: String, _ name: (Item) -> String) -> [Item] {
    items.enumerated().compactMap { index, item in
      FuzzyMatch(typed, in: name(item)).map { (item, $0.score, index) }
    }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.2 < $1.2 }.map(\.0)
  }

  // MARK: Files and models

  private func mentions(_ mention: FileMention) -> CompletionList {
    var rows: [Completion] = []
    if mention.isFirst, !mention.isForced, !mention.isQuoted {
      rows = ranked(familyChoices, mention.typed) { $0.name }.map {
        Completion(
          kind: .model, text: $0.name, summary: "model: \($0.summary), this turn only",
          insertion: "@\($0.name) ")
      }
    }
    rows += fileRows(mention)
    return CompletionList(
      typed: mention.query, replacedCount: mention.length,
      rows: Array(rows.prefix(Self.maximumCompletions)), note: note)
  }

  /// The files found that fit what is typed by now: an answer to fewer letters
  /// serves until its own comes.
  private func fileRows(_ mention: FileMention) -> [Completion] {
    var found = composer.completion.candidates
    if !composer.completion.isAnswered, !mention.query.isEmpty {
      found = ranked(found, mention.query) { $0.path }
    }
    if mention.query.isEmpty {
      let recent = composer.completion.recent
      found.removeAll { recent.contains($0.path) }
      found.insert(contentsOf: recent.map { FileCandidate(path: $0) }, at: 0)
    }
    return found.map { candidate in
      Completion(
        kind: candidate.isDirectory ? .directory : .file,
        text: candidate.isDirectory ? candidate.path + "/" : candidate.path,
        insertion: mention.insertion(
          candidate.path, isDirectory: candidate.isDirectory,
          isModel: mention.isFirst && lookup.resolve(candidate.path) != nil))
    }
  }

  /// What lies where a shell's word leads to, and begins like it.
  private func paths(_ word: ShellWord) -> CompletionList {
    let found = composer.completion.candidates.filter { $0.path.hasPrefix(word.query) }
    return CompletionList(
      typed: word.text, replacedCount: word.length,
      rows: found.map { candidate in
        let path = candidate.isDirectory ? candidate.path + "/" : candidate.path
        return Completion(
          kind: candidate.isDirectory ? .directory : .file,
          text: path.hasPrefix("./") ? String(path.dropFirst(2)) : path,
          insertion: word.insertion(path, isWhole: !candidate.isDirectory))
      })
  }

  private var note: String? {
    switch composer.completion.coverage {
    case .partial: "reading directories …"
    case .bounded(let entries):
      "the first \(NumberText.grouped(entries)) files; there are more"
    case .whole: nil
    }
  }
}

extension CodeLanguage {
  /// The languages that are coloured, each with the names that people write
  /// behind a fence.
  enum Name: UInt8, Hashable, Sendable, CaseIterable {
    /// Text that is no language.
    case plain
    case swift, c, cpp, rust, go, python, javascript, typescript, java, kotlin, csharp, ruby
    case php, shell, sql, html, xml, css, json, yaml, toml, markdown, dockerfile, makefile
    case diff, lua, haskell, ini, console

    /// What is written behind a fence, and endings of files.
    var aliases: [String] {
      switch self {
      case .plain: ["text", "txt", "plain", "plaintext"]
      case .swift: ["swift"]
      case .c: ["c", "h", "objc", "objective-c", "m"]
      case .cpp: ["cpp", "c++", "cc", "cxx", "hpp", "hh", "hxx", "h++", "cuda", "arduino"]
      case .rust: ["rust", "rs"]
      case .go: ["go", "golang"]
      case .python: ["python", "py", "python3", "pyi", "py3", "pycon"]
      case .javascript: ["javascript", "js", "jsx", "mjs", "cjs", "node"]
      case .typescript: ["typescript", "ts", "tsx", "mts", "cts"]
      case .java: ["java", "groovy", "gradle"]
      case .kotlin: ["kotlin", "kt", "kts"]
      case .csharp: ["csharp", "c#", "cs"]
      case .ruby: ["ruby", "rb", "gemfile", "rakefile"]
      case .php: ["php"]
      case .shell:
        ["shell", "sh", "bash", "zsh", "ksh", "fish"]
      case .sql: ["sql", "mysql", "postgresql", "postgres", "psql", "sqlite", "plsql", "tsql"]
      case .html: ["html", "htm", "xhtml", "vue", "svelte"]
      case .xml: ["xml", "svg", "plist", "xsd", "xslt", "rss"]
      case .css: ["css", "scss", "less"]
      case .json: ["json", "jsonc", "json5", "jsonl", "ndjson", "geojson"]
      case .yaml: ["yaml", "yml"]
      case .toml: ["toml"]
      case .markdown: ["markdown", "md", "mdx"]
      case .dockerfile: ["dockerfile", "docker", "containerfile"]
      case .makefile: ["makefile", "make", "mk", "gnumakefile"]
      case .diff: ["diff", "patch", "udiff"]
      case .lua: ["lua"]
      case .haskell: ["haskell", "hs"]
      case .ini: ["ini", "properties", "conf", "cfg", "env", "dotenv", "editorconfig"]
      case .console: ["console", "shellsession", "shell-session", "sh-session", "terminal"]
      }
    }

    private static let byAlias: [String: Name] = {
      var table: [String: Name] = [:]
      for name in allCases { for alias in name.aliases { table[alias] = name } }
      return table
    }()

    /// The language that the text behind a fence names: `swift`, `{.python}`,
    /// `rust,no_run`, `js:src/app.js`, `src/main.rs`.
    init?(info: String) {
      let word = info.drop { " \t{.".contains($0) }.prefix { !" \t},:;{(=".contains($0) }
      let text = word.prefix(Name.maximumAliasLength).lowercased()
      let bare = text.hasPrefix("language-") ? String(text.dropFirst(9)) : text
      let file = bare.split(separator: "/").last ?? ""
      let ending = file.split(separator: ".").last ?? ""
      guard
        let name = Name.byAlias[bare] ?? Name.byAlias[String(file)]
          ?? Name.byAlias[String(ending)]
      else { return nil }
      self = name
    }

    /// Characters of the text behind a fence that may name a language.
    private static let maximumAliasLength = 64

    /// Its description.
    var language: CodeLanguage {
      switch self {
      case .plain, .diff: .plain
      case .swift: .swift
      case .c: .c
      case .cpp: .cpp
      case .rust: .rust
      case .go: .go
      case .python: .python
      case .javascript: .javascript
      case .typescript: .typescript
      case .java: .java
      case .kotlin: .kotlin
      case .csharp: .csharp
      case .ruby: .ruby
      case .php: .php
      case .shell: .shell
      case .sql: .sql
      case .html: .html
      case .xml: .xml
      case .css: .css
      case .json: .json
      case .yaml: .yaml
      case .toml: .toml
      case .markdown: .markdown
      case .dockerfile: .dockerfile
      case .makefile: .makefile
      case .lua: .lua
      case .haskell: .haskell
      case .ini: .ini
      case .console: .console
      }
    }
  }

  /// Text without any rule; a difference is coloured by `DiffLines`.
  static let plain = CodeLanguage(Alphabet(keywords: ""), main: [], [])
}

/// How the names of files end, by language: editors colour by it.
enum FileSuffix {
  private static let suffixes: [String: String] = [
    "bash": "sh", "c": "c", "c#": "cs", "c++": "cpp", "console": "sh", "cpp": "cpp",
    "csharp": "cs", "cs": "cs", "css": "css", "diff": "diff", "dockerfile": "Dockerfile",
    "go": "go", "golang": "go", "html": "html", "java": "java", "javascript": "js", "js": "js",
    "json": "json", "jsonc": "json", "jsx": "jsx", "kotlin": "kt", "kt": "kt", "lua": "lua",
    "make": "mk", "makefile": "mk", "markdown": "md", "md": "md", "patch": "diff", "perl": "pl",
    "php": "php", "py": "py", "python": "py", "rb": "rb", "rs": "rs", "ruby": "rb", "rust": "rs",
    "sh": "sh", "shell": "sh", "sql": "sql", "swift": "swift", "toml": "toml", "ts": "ts",
    "tsx": "tsx", "typescript": "ts", "xml": "xml", "yaml": "yaml", "yml": "yaml", "zsh": "sh",
  ]

  /// `.swift`; `.txt` of a language that is not known.
  static func suffix(ofLanguage language: String) -> String {
    "." + (suffixes[language.lowercased()] ?? "txt")
  }
}

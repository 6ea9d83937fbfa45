/// The tables, as steps from each version of the schema to the next. A step
/// that was released is never changed.
enum Schema {
  /// `ADIT`, in the head of the file: that it is ours.
  static let applicationID = 0x4144_4954

  /// The version that this program writes.
  static var version: Int { steps.count }

  /// `steps[n]` leads from version n to n + 1.
  static let steps: [[String]] = [first]

  /// Sessions have a number besides their id: it is short in every key, and
  /// the row of a turn in the index of words is made of it (`TurnPlace`).
  private static let first = [
    """
    CREATE TABLE sessions (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL,
      directory TEXT NOT NULL, region TEXT NOT NULL, version TEXT NOT NULL,
      created INTEGER NOT NULL, updated INTEGER NOT NULL, forked_from TEXT,
      title TEXT NOT NULL DEFAULT '', titled_at INTEGER, first_words TEXT NOT NULL DEFAULT '',
      model TEXT NOT NULL DEFAULT '', head INTEGER, turns INTEGER NOT NULL DEFAULT 0,
      is_cut_off INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0,
      input INTEGER NOT NULL DEFAULT 0, cache_write_5m INTEGER NOT NULL DEFAULT 0,
      cache_write_1h INTEGER NOT NULL DEFAULT 0, cache_read INTEGER NOT NULL DEFAULT 0,
      output INTEGER NOT NULL DEFAULT 0, cost INTEGER NOT NULL DEFAULT 0,
      is_lower_bound INTEGER NOT NULL DEFAULT 0, has_unknown_prices INTEGER NOT NULL DEFAULT 0,
      requests INTEGER NOT NULL DEFAULT 0) STRICT
    """,
    "CREATE INDEX sessions_by_time ON sessions (is_deleted, updated)",
    "CREATE INDEX sessions_by_project ON sessions (is_deleted, project, updated)",

    // A session's events lie together. `has_blobs`: texts of the body are in
    // `blobs`.
    """
    CREATE TABLE events (
      session INTEGER NOT NULL REFERENCES sessions, sequence INTEGER NOT NULL,
      at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
      has_blobs INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (session, sequence)) WITHOUT ROWID, STRICT
    """,
    // `hash`: SHA-256 of the text.
    "CREATE TABLE blobs (hash BLOB PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT",

    // Where a turn's events are, from its beginning to its end. Those without
    // an end are not in the index of words yet.
    """
    CREATE TABLE turns (
      session INTEGER NOT NULL REFERENCES sessions, turn INTEGER NOT NULL,
      first INTEGER NOT NULL, last INTEGER,
      PRIMARY KEY (session, turn)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX turns_open ON turns (session, turn) WHERE last IS NULL",

    """
    CREATE TABLE ledger (
      number INTEGER PRIMARY KEY, session INTEGER REFERENCES sessions, turn INTEGER NOT NULL,
      attempt INTEGER NOT NULL, at INTEGER NOT NULL, project TEXT NOT NULL, region TEXT NOT NULL,
      status TEXT NOT NULL, is_lower_bound INTEGER NOT NULL, model TEXT NOT NULL,
      model_id TEXT NOT NULL, api TEXT NOT NULL, is_streaming INTEGER NOT NULL, task TEXT,
      input INTEGER NOT NULL, cache_write_5m INTEGER NOT NULL, cache_write_1h INTEGER NOT NULL,
      cache_read INTEGER NOT NULL, output INTEGER NOT NULL, cost INTEGER, upper_bound INTEGER,
      price_date TEXT, price_input INTEGER, price_output INTEGER, price_cache_write_5m INTEGER,
      price_cache_write_1h INTEGER, price_cache_read INTEGER, price_is_long_prompt INTEGER,
      price_prefix TEXT, price_permille INTEGER, request_id TEXT, first_token_ms INTEGER,
      duration_ms INTEGER, tokens_per_second_tenths INTEGER, failure TEXT,
      UNIQUE (session, turn, attempt)) STRICT
    """,
    "CREATE INDEX ledger_by_time ON ledger (at)",
    "CREATE INDEX ledger_by_project ON ledger (project, at)",
    """
    CREATE INDEX ledger_by_speed ON ledger (model, at)
      WHERE status = 'final' AND is_streaming AND first_token_ms IS NOT NULL
    """,

    // The texts themselves are in the events; the index has none of them.
    """
    CREATE VIRTUAL TABLE words USING fts5 (
      prompt, answer, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2')
    """,
    // What a session is called; kept, because it changes.
    """
    CREATE VIRTUAL TABLE names USING fts5 (
      title, project, id, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2')
    """,
  ]
}

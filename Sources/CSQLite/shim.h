// SQLite 3 with FTS5; of the macros that Swift cannot import, the one that
// tells SQLite to copy what is bound.
#ifndef ADIT_CSQLITE_H
#define ADIT_CSQLITE_H
#include <sqlite3.h>

static inline int adit_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, long long bytes) {
  return sqlite3_bind_text64(statement, index, text, (sqlite3_uint64)bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int adit_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *data, long long bytes) {
  return sqlite3_bind_blob64(statement, index, data, (sqlite3_uint64)bytes, SQLITE_TRANSIENT);
}
#endif

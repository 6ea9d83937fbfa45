// SQLite 3 with FTS5; of the macros and tables of functions that Swift cannot
// use directly, those that are needed: copying what is bound, and FTS5's own
// way of cutting a text into words.
#ifndef ADIT_CSQLITE_H
#define ADIT_CSQLITE_H
#include <sqlite3.h>

static const int adit_sqlite_shared_memory_short = SQLITE_IOERR_SHMSIZE;

static inline int adit_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, long long bytes) {
  return sqlite3_bind_text64(statement, index, text, (sqlite3_uint64)bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int adit_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *data, long long bytes) {
  return sqlite3_bind_blob64(statement, index, data, (sqlite3_uint64)bytes, SQLITE_TRANSIENT);
}

// A tokenizer of FTS5; `instance` is NULL where it could not be had.
typedef struct adit_tokenizer {
  fts5_tokenizer methods;
  Fts5Tokenizer *instance;
} adit_tokenizer;

// Told of each word: the word as it is compared, and its bytes in the text.
// Anything but SQLITE_OK ends the cutting.
typedef int (*adit_token_visitor)(void *context, int flags, const char *token, int bytes, int start, int end);

static inline adit_tokenizer adit_tokenizer_open(sqlite3 *database, const char *name, const char **arguments, int count) {
  adit_tokenizer tokenizer = {{0, 0, 0}, 0};
  fts5_api *api = 0;
  sqlite3_stmt *statement = 0;
  void *context = 0;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, 0) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", 0);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (api == 0 || api->xFindTokenizer(api, name, &context, &tokenizer.methods) != SQLITE_OK ||
      tokenizer.methods.xCreate(context, arguments, count, &tokenizer.instance) != SQLITE_OK) {
    tokenizer.instance = 0;
  }
  return tokenizer;
}

static inline void adit_tokenizer_close(adit_tokenizer *tokenizer) {
  if (tokenizer->instance) tokenizer->methods.xDelete(tokenizer->instance);
  tokenizer->instance = 0;
}

static inline int adit_tokenizer_visit(
    const adit_tokenizer *tokenizer, const char *text, int bytes, adit_token_visitor visitor, void *context) {
  if (!tokenizer->instance) return SQLITE_ERROR;
  return tokenizer->methods.xTokenize(tokenizer->instance, context, FTS5_TOKENIZE_DOCUMENT, text, bytes, visitor);
}
#endif

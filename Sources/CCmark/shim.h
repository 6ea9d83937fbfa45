// cmark-gfm with its table, strikethrough, autolink and task-list extensions.
#ifndef ADIT_CCMARK_H
#define ADIT_CCMARK_H
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm/parser.h>

// Stands for a field that has no function: the options of a parser that is at
// work. Footnotes are read as blocks of their own with the option on; with it
// off before the end they stay where they stand, named or not, instead of
// moving to the end or vanishing.
static inline void adit_cmark_keep_footnotes(cmark_parser *parser) {
  parser->options &= ~CMARK_OPT_FOOTNOTES;
}
#endif

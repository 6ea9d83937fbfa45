// cmark-gfm with its table, strikethrough, autolink and task-list extensions.
#ifndef ADIT_CCMARK_H
#define ADIT_CCMARK_H
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#endif

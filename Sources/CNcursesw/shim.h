// The one place that includes curses: the wide-character switch must stand
// before the header, or `cchar_t` is missing.
#ifndef ADIT_CNCURSESW_H
#define ADIT_CNCURSESW_H
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#endif

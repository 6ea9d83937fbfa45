// What curses offers as macros, globals and variadics, and the crash guard.
// One screen at a time, one thread: the one that called adit_screen_open.
#ifndef ADIT_CTERMINAL_H
#define ADIT_CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

// --- locale --------------------------------------------------------------

// Puts LC_CTYPE (and nothing else) into a UTF-8 locale: the environment's, or
// C.UTF-8, or en_US.UTF-8. False when the system has none of them.
bool adit_use_utf8(void);
// `wcwidth` of the libc in that locale: what curses lays out by.
int adit_column_width(uint32_t scalar);

// --- the terminal's description -------------------------------------------

enum adit_term {
  ADIT_TERM_USABLE,
  // No entry, or no database at all.
  ADIT_TERM_UNKNOWN,
  // The entry has no cursor addressing.
  ADIT_TERM_NO_CURSOR,
};
// What terminfo says of TERM=`name` (`setupterm`, `cursor_address`).
enum adit_term adit_term_check(const char *name, int descriptor);

// --- screen --------------------------------------------------------------

// `newterm` with the modes of a full-screen program: raw, noecho, nonl,
// keypad off, typeahead off, hardware scrolling on. `writer` is the terminal
// too, opened on its own and non-blocking: all that is not of entering and
// leaving goes there; -1: to `output`. The descriptors stay the caller's.
// False when curses refuses.
bool adit_screen_open(const char *term, int output, int input, int writer, int columns,
                      int rows);
// `delscreen`. The screen must have been left.
void adit_screen_close(void);
// `endwin`.
void adit_screen_leave(void);
// Back from `endwin`: program mode and the alternate screen at once.
void adit_screen_return(void);
// `resizeterm`.
void adit_screen_resize(int columns, int rows);
// The next paint clears and draws everything (`clearok(curscr)`).
void adit_screen_redraw(void);
// `wnoutrefresh` and `doupdate` with the cursor there; -1 hides it. With
// `synchronized` the output is bracketed by private mode 2026.
void adit_screen_paint(int column, int row, bool synchronized);
// Text that goes to the terminal as it is, between two paints: mode switches
// and questions.
void adit_screen_send(const char *bytes, size_t count);
// Of what the terminal did not take so far it gets what it takes now; how many
// bytes still wait. Nothing is painted before they are gone: frames that
// nobody could see are never made.
size_t adit_screen_flush(void);
// Whether something waits; and how many bytes were sent or wait, ever.
bool adit_screen_waits(void);
uint64_t adit_screen_sent_bytes(void);
// Waits until the terminal has taken everything, that many milliseconds at
// most; what is left then is dropped. False: it was.
bool adit_screen_drain(int milliseconds);
// `beep`.
void adit_screen_bell(void);
// Whether curses writes the lower right corner like any other cell. Else it
// writes left of it and inserts, which breaks wide characters there.
bool adit_screen_has_safe_corner(void);

// `start_color` and `use_default_colors`; the number of colours, 0 for none.
int adit_screen_start_colors(void);
// How many colour pairs there are.
int adit_screen_pairs(void);
// Defines a pair (`init_extended_pair`); -1 is the terminal's own colour.
bool adit_screen_define_pair(int pair, int foreground, int background);

// --- painting ------------------------------------------------------------

// Attributes of a cell.
enum adit_emphasis {
  ADIT_BOLD = 1,
  ADIT_ITALIC = 2,
  ADIT_UNDERLINE = 4,
  ADIT_DIM = 8,
  ADIT_REVERSE = 16,
};
// A cell as the painter takes it. `width` 0 marks the right half of a wide
// cell and is skipped.
struct adit_cell {
  uint32_t scalar;
  uint32_t marks[4];
  uint32_t pair;
  uint8_t emphasis;
  uint8_t width;
};
// Puts a row of `count` columns into the screen's memory, from column 0. No
// wrapping, no scrolling: the lower right corner is a cell like any other.
void adit_screen_put_row(int row, const struct adit_cell *cells, int count);

// --- crash guard ---------------------------------------------------------

// Longest of the prepared texts, NUL included.
#define ADIT_GUARD_TEXT 512

// The bytes that undo what curses did to the terminal, for the guard:
// attributes, scroll region, cursor, alternate screen. The length, at most
// `capacity`.
size_t adit_screen_restore_bytes(char *bytes, size_t capacity);

struct adit_guard {
  // The terminal, and what its settings were.
  int terminal;
  // Where stderr goes while the screen is up; its bytes are shown. -1: none.
  int captured_errors;
  // The log; -1: none.
  int log;
  // `name version`, and where the log is.
  char program[ADIT_GUARD_TEXT];
  char log_path[ADIT_GUARD_TEXT];
};
// From here on SEGV, BUS, ILL, FPE, ABRT, TRAP and SYS restore the terminal
// to `settings`, report one line, and then act as they did before. Again:
// replaces what was prepared.
void adit_guard_arm(const struct adit_guard *guard, const struct termios *settings);
// What is written to the terminal first. It changes when a mode is switched on
// or off.
void adit_guard_set_restore(const char *bytes, size_t count);
// What the program is at, for the report. Any thread; cut at 63 bytes.
void adit_guard_set_phase(const char *phase);
// The handlers of before, and nothing to give back. Idempotent.
void adit_guard_disarm(void);

// --- watcher -------------------------------------------------------------

// Starts a process that gives the terminal back as the guard would when this
// one is killed, if the guard is armed then; or leaves the one that runs. The
// guard must have been armed once. False: the system gives no process.
bool adit_watcher_start(void);
// Ends it. Takes some milliseconds at most. Idempotent.
void adit_watcher_stop(void);

#endif

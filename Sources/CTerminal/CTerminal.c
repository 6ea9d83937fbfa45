#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include "../CNcursesw/shim.h"

_Static_assert(CCHARW_MAX == 5, "a cell of curses holds a base and four marks");
_Static_assert(sizeof(wchar_t) == 4, "a wchar_t holds any scalar");

static SCREEN *screen;
static FILE *screen_output, *screen_input;
// The terminal behind `screen_output`, and a file in memory that takes its
// place while curses sends a frame: curses writes row by row, and a terminal
// should get a frame whole. -1 where there is none.
static int terminal = -1, frame_file = -1;
// Whether the cursor shows: 0, 1, or -1 for unknown.
static int visible;

// --- locale --------------------------------------------------------------

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool adit_use_utf8(void) {
  static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (setlocale(LC_CTYPE, names[i]) != NULL && is_utf8()) return true;
  return false;
}

int adit_column_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// --- the terminal's description -------------------------------------------

enum adit_term adit_term_check(const char *name, int descriptor) {
  int problem = 0;
  if (setupterm(name, descriptor, &problem) != OK) return ADIT_TERM_UNKNOWN;
  bool addressable = cursor_address != NULL;
  del_curterm(cur_term);
  return addressable ? ADIT_TERM_USABLE : ADIT_TERM_NO_CURSOR;
}

// --- screen --------------------------------------------------------------

static FILE *stream(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  if (copy < 0) return NULL;
  FILE *file = fdopen(copy, mode);
  if (file == NULL) close(copy);
  return file;
}

static void close_streams(void) {
  if (screen_output != NULL) fclose(screen_output);
  if (screen_input != NULL) fclose(screen_input);
  screen_output = screen_input = NULL;
  if (terminal >= 0) close(terminal);
  if (frame_file >= 0) close(frame_file);
  terminal = frame_file = -1;
}

bool adit_screen_open(const char *term, int output, int input, int width, int height) {
  screen_output = stream(output, "w");
  screen_input = stream(input, "r");
  // They would outrank the window's size, here and in our children.
  unsetenv("LINES");
  unsetenv("COLUMNS");
  if (screen_output != NULL && screen_input != NULL)
    screen = newterm(term, screen_output, screen_input);
  if (screen == NULL) {
    close_streams();
    return false;
  }
  terminal = fcntl(fileno(screen_output), F_DUPFD_CLOEXEC, 3);
  frame_file = memfd_create("adit-frame", MFD_CLOEXEC);
  visible = -1;
  raw();
  noecho();
  nonl();
  keypad(stdscr, FALSE);
  intrflush(stdscr, FALSE);
  typeahead(-1);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  // Without it every new line of an answer repaints the whole pane.
  idlok(stdscr, TRUE);
  resizeterm(height, width);
  // The alternate screen now, so that whatever is sent next finds it.
  refresh();
  return true;
}

void adit_screen_close(void) {
  if (screen == NULL) return;
  delscreen(screen);
  screen = NULL;
  close_streams();
}

void adit_screen_leave(void) {
  visible = -1;
  if (screen != NULL && !isendwin()) endwin();
}

void adit_screen_return(void) {
  if (screen == NULL) return;
  // The first update after `endwin` restores modes and the alternate screen.
  clearok(curscr, TRUE);
  doupdate();
}

void adit_screen_resize(int width, int height) { resizeterm(height, width); }
void adit_screen_redraw(void) { clearok(curscr, TRUE); }

void adit_screen_send(const char *bytes, size_t count) {
  int descriptor = fileno(screen_output);
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

// Sends what stands in the frame's file, in one write where the system lets it.
static void send_frame(void) {
  static char *buffer;
  static size_t capacity;
  off_t size = lseek(frame_file, 0, SEEK_CUR);
  if (size <= 0) return;
  if ((size_t)size > capacity) {
    char *larger = realloc(buffer, (size_t)size);
    if (larger == NULL) return;
    buffer = larger;
    capacity = (size_t)size;
  }
  ssize_t count = pread(frame_file, buffer, (size_t)size, 0);
  lseek(frame_file, 0, SEEK_SET);
  if (count > 0) adit_screen_send(buffer, (size_t)count);
}

void adit_screen_paint(int column, int row, bool synchronized) {
  static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
  int output = fileno(screen_output);
  bool whole = terminal >= 0 && frame_file >= 0 && dup2(frame_file, output) >= 0;
  if (synchronized) adit_screen_send(begin, sizeof begin - 1);
  int wanted = column >= 0 && row >= 0;
  if (wanted != visible) {
    curs_set(wanted);
    visible = wanted;
  }
  if (wanted) wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  // `doupdate` flushes what it sends, so direct writes keep their place.
  doupdate();
  if (synchronized) adit_screen_send(end, sizeof end - 1);
  if (!whole) return;
  dup2(terminal, output);
  send_frame();
}

void adit_screen_bell(void) { beep(); }

bool adit_screen_has_safe_corner(void) {
  return !auto_right_margin || (enter_am_mode != NULL && exit_am_mode != NULL);
}

int adit_screen_start_colors(void) {
  if (!has_colors() || start_color() != OK) return 0;
  // Where the terminal has no default colours, -1 means white on black.
  use_default_colors();
  return COLORS;
}

int adit_screen_pairs(void) { return COLOR_PAIRS; }

bool adit_screen_define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

// --- painting ------------------------------------------------------------

static attr_t attributes(uint8_t emphasis) {
  attr_t attributes = A_NORMAL;
  if (emphasis & ADIT_BOLD) attributes |= A_BOLD;
  if (emphasis & ADIT_ITALIC) attributes |= A_ITALIC;
  if (emphasis & ADIT_UNDERLINE) attributes |= A_UNDERLINE;
  if (emphasis & ADIT_DIM) attributes |= A_DIM;
  if (emphasis & ADIT_REVERSE) attributes |= A_REVERSE;
  return attributes;
}

void adit_screen_put_row(int row, const struct adit_cell *cells, int count) {
  // Long rows go in pieces, so that no row needs memory of its own.
  enum { PIECE = 256 };
  cchar_t piece[PIECE];
  int used = 0, start = 0, column = 0;
  for (int i = 0; i < count; i++) {
    const struct adit_cell *cell = &cells[i];
    if (cell->width == 0) continue;
    if (used == PIECE) {
      mvwadd_wchnstr(stdscr, row, start, piece, used);
      start = column;
      used = 0;
    }
    wchar_t text[CCHARW_MAX + 1] = {(wchar_t)cell->scalar};
    for (int mark = 0; mark < 4; mark++) text[1 + mark] = (wchar_t)cell->marks[mark];
    int pair = (int)cell->pair;
    // A set that curses refuses is drawn as `?` rather than left as it was.
    if (setcchar(&piece[used], text, attributes(cell->emphasis), (short)pair, &pair) != OK)
      setcchar(&piece[used], L"?", attributes(cell->emphasis), (short)pair, &pair);
    used++;
    column += cell->width;
  }
  if (used > 0) mvwadd_wchnstr(stdscr, row, start, piece, used);
}

// --- bytes for the crash guard ---------------------------------------------

// Adds a capability without its padding marks (`$<…>`).
static size_t append(char *bytes, size_t used, size_t capacity, const char *text) {
  if (text == NULL) return used;
  for (; *text != 0 && used < capacity; text++) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end != NULL) {
        text = end;
        continue;
      }
    }
    bytes[used++] = *text;
  }
  return used;
}

size_t adit_screen_restore_bytes(char *bytes, size_t capacity) {
  size_t used = 0;
  used = append(bytes, used, capacity, exit_attribute_mode);
  used = append(bytes, used, capacity, orig_pair);
  if (change_scroll_region != NULL)
    used = append(bytes, used, capacity, tiparm(change_scroll_region, 0, LINES - 1));
  used = append(bytes, used, capacity, tiparm(cursor_address, LINES - 1, 0));
  used = append(bytes, used, capacity, clr_eol);
  used = append(bytes, used, capacity, exit_ca_mode);
  used = append(bytes, used, capacity, cursor_normal);
  return append(bytes, used, capacity, "\r");
}

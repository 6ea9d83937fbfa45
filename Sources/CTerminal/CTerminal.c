#define _GNU_SOURCE
#include "Restoring.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
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
// A description of the terminal that never blocks, and what it has not taken
// yet: a slow terminal must not hold up the main loop. Curses never sees it,
// because curses spins where a write is refused. -1: writing blocks.
static int writer = -1;
static char *waiting;
static size_t waiting_start, waiting_end, waiting_capacity;
static uint64_t sent_bytes;
// Whether the cursor shows: 0, 1, or -1 for unknown.
static int visible;

// How long a terminal that is left may take for what waits.
enum { LEAVE_MILLISECONDS = 1000 };

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

bool adit_screen_open(const char *term, int output, int input, int own_writer, int width,
                      int height) {
  writer = own_writer;
  waiting_start = waiting_end = 0;
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
  // What curses sends by itself stands behind what waits.
  adit_screen_drain(LEAVE_MILLISECONDS);
  if (screen == NULL || isendwin()) return;
  endwin();
  // Without a second screen the status line would stay behind what a shell
  // writes next.
  char line[ADIT_GUARD_TEXT];
  if (exit_ca_mode == NULL) adit_screen_send(line, append(line, 0, sizeof line, clr_eol));
}

void adit_screen_return(void) {
  if (screen == NULL) return;
  // The first update after `endwin` restores modes and the alternate screen.
  clearok(curscr, TRUE);
  adit_screen_drain(LEAVE_MILLISECONDS);
  doupdate();
}

void adit_screen_resize(int width, int height) { resizeterm(height, width); }
void adit_screen_redraw(void) { clearok(curscr, TRUE); }

// --- what the terminal has not taken yet -----------------------------------

// A frame of the largest screens with a colour for each cell; a terminal that
// is further behind has lost its reader.
enum { WAITING_BYTES = 8 << 20, KEPT_BYTES = 1 << 18 };

// Writes as much as the terminal takes now; how much that was.
static size_t write_some(const char *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t written = write(writer, bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) break;
    // The terminal is gone: whoever reads from it is told.
    if (written <= 0) return count;
    done += (size_t)written;
  }
  return done;
}

static void keep(const char *bytes, size_t count) {
  size_t used = waiting_end - waiting_start;
  if (used + count > WAITING_BYTES) return;
  if (waiting_start > 0) {
    memmove(waiting, waiting + waiting_start, used);
    waiting_start = 0;
    waiting_end = used;
  }
  if (used + count > waiting_capacity) {
    char *larger = realloc(waiting, used + count);
    if (larger == NULL) return;
    waiting = larger;
    waiting_capacity = used + count;
  }
  memcpy(waiting + used, bytes, count);
  waiting_end = used + count;
}

static void forget_waiting(void) {
  waiting_start = waiting_end = 0;
  if (waiting_capacity <= KEPT_BYTES) return;
  free(waiting);
  waiting = NULL;
  waiting_capacity = 0;
}

bool adit_screen_waits(void) { return waiting_end > waiting_start; }

uint64_t adit_screen_sent_bytes(void) { return sent_bytes; }

void adit_screen_send(const char *bytes, size_t count) {
  sent_bytes += count;
  if (writer < 0) return adit_write_all(fileno(screen_output), bytes, count);
  if (adit_screen_flush() > 0) return keep(bytes, count);
  size_t done = write_some(bytes, count);
  if (done < count) keep(bytes + done, count - done);
}

size_t adit_screen_flush(void) {
  if (waiting_end == waiting_start) return 0;
  waiting_start += write_some(waiting + waiting_start, waiting_end - waiting_start);
  if (waiting_end == waiting_start) forget_waiting();
  return waiting_end - waiting_start;
}

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool adit_screen_drain(int patience) {
  int64_t end = milliseconds() + patience;
  while (adit_screen_flush() > 0) {
    int64_t left = end - milliseconds();
    struct pollfd item = {.fd = writer, .events = POLLOUT};
    if (left > 0 && (poll(&item, 1, (int)left) >= 0 || errno == EINTR)) continue;
    // Most likely a sequence is cut in two: CAN ends it.
    static const char cancel[] = "\030";
    forget_waiting();
    tcflush(writer, TCOFLUSH);
    write_some(cancel, sizeof cancel - 1);
    return false;
  }
  return true;
}

// From here to `end_capture` curses writes into the frame's file. False where
// there is none, and it writes to the terminal, behind all that waits.
static bool begin_capture(void) {
  if (terminal >= 0 && frame_file >= 0 && dup2(frame_file, fileno(screen_output)) >= 0)
    return true;
  adit_screen_drain(LEAVE_MILLISECONDS);
  return false;
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

static void end_capture(bool captured) {
  if (!captured) return;
  dup2(terminal, fileno(screen_output));
  send_frame();
}

void adit_screen_paint(int column, int row, bool synchronized) {
  static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
  int output = fileno(screen_output);
  bool whole = begin_capture();
  if (synchronized) adit_write_all(output, begin, sizeof begin - 1);
  int wanted = column >= 0 && row >= 0;
  if (wanted != visible) {
    curs_set(wanted);
    visible = wanted;
  }
  if (wanted) wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  // `doupdate` flushes what it sends, so direct writes keep their place.
  doupdate();
  if (synchronized) adit_write_all(output, end, sizeof end - 1);
  end_capture(whole);
}

void adit_screen_bell(void) {
  bool whole = begin_capture();
  beep();
  end_capture(whole);
}

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

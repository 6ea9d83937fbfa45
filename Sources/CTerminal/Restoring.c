#define _GNU_SOURCE
#include "Restoring.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct restoring *adit_restoring(void) {
  static struct restoring *shared;
  // Where the system gives no shared memory, the crash handler has this.
  static struct restoring own;
  if (shared == NULL) {
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                  -1, 0);
    if (shared == MAP_FAILED) shared = &own;
  }
  return shared;
}

void adit_restoring_arm(int terminal, const struct termios *before) {
  struct restoring *restoring = adit_restoring();
  restoring->terminal = terminal;
  restoring->group = getpgrp();
  restoring->before = *before;
  if (tcgetattr(terminal, &restoring->own) != 0) restoring->own = *before;
  __atomic_store_n(&restoring->is_armed, 1, __ATOMIC_RELEASE);
}

void adit_restoring_set_text(const char *bytes, size_t count) {
  struct restoring *restoring = adit_restoring();
  int next = 1 - restoring->current;
  if (count > ADIT_GUARD_TEXT) count = ADIT_GUARD_TEXT;
  memcpy(restoring->texts[next].bytes, bytes, count);
  restoring->texts[next].count = count;
  __atomic_store_n(&restoring->current, next, __ATOMIC_RELEASE);
}

void adit_restoring_disarm(void) {
  __atomic_store_n(&adit_restoring()->is_armed, 0, __ATOMIC_RELEASE);
}

void adit_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static bool is_same(const struct termios *one, const struct termios *other) {
  return one->c_iflag == other->c_iflag && one->c_oflag == other->c_oflag &&
         one->c_cflag == other->c_cflag && one->c_lflag == other->c_lflag;
}

bool adit_restore(struct restoring *restoring, int terminal) {
  if (!__atomic_load_n(&restoring->is_armed, __ATOMIC_ACQUIRE)) return false;
  // A shell that has the terminal meanwhile, because the program was stopped,
  // has made its own settings; only those that nobody changed are the
  // program's to undo. The modes of the terminal are in any case.
  struct termios now;
  bool is_untouched = tcgetattr(terminal, &now) == 0 && is_same(&now, &restoring->own);
  pid_t foreground = tcgetpgrp(terminal);
  bool is_ours = is_untouched || foreground < 0 || foreground == restoring->group;
  // Nobody reads: what waits in the system would hold up the end for ever.
  struct pollfd item = {.fd = terminal, .events = POLLOUT};
  if (poll(&item, 1, 0) == 0) tcflush(terminal, TCOFLUSH);
  int current = __atomic_load_n(&restoring->current, __ATOMIC_ACQUIRE);
  adit_write_all(terminal, restoring->texts[current].bytes, restoring->texts[current].count);
  if (is_ours) tcsetattr(terminal, TCSANOW, &restoring->before);
  __atomic_store_n(&restoring->is_armed, 0, __ATOMIC_RELEASE);
  return true;
}

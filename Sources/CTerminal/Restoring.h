// How the terminal is given back by whoever finds that the program cannot do
// it any more: its crash handler, or the watcher, which is another process.
// Both look at the same memory.
#ifndef ADIT_RESTORING_H
#define ADIT_RESTORING_H

#include "CTerminal.h"

#include <sys/types.h>

struct restoring {
  // Whether there is something to give back. Not while the program is
  // suspended, has lent the terminal, or has left it.
  int is_armed;
  // The program's descriptor of the terminal.
  int terminal;
  // The program's process group.
  pid_t group;
  // The terminal's settings before the program, and those that it made.
  struct termios before, own;
  // The bytes to write: `texts[current]`. The other text takes the next ones,
  // so that a kill never leaves half of them.
  int current;
  struct {
    size_t count;
    char bytes[ADIT_GUARD_TEXT];
  } texts[2];
};

// The one that is shared; never NULL. Its memory is of before a fork at the
// first call.
struct restoring *adit_restoring(void);

// Takes down what is to be given back.
void adit_restoring_arm(int terminal, const struct termios *before);
void adit_restoring_set_text(const char *bytes, size_t count);
void adit_restoring_disarm(void);

// Gives it back on `terminal` and disarms, unless that was done already; false
// then. Async-signal-safe.
bool adit_restore(struct restoring *restoring, int terminal);

// Writes everything, however long it takes. Async-signal-safe.
void adit_write_all(int descriptor, const char *bytes, size_t count);

#endif

// What Linux offers and Swift cannot call directly: variadic calls, macros,
// and sequences that must not allocate. No policy. Unless a comment says
// otherwise a function returns 0 or a positive value on success and the
// negated errno on failure.
#ifndef ADIT_CSYSTEM_H
#define ADIT_CSYSTEM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// --- signals -------------------------------------------------------------

// Blocks the signals in the calling thread (threads made later inherit it).
int adit_block_signals(const int *signals, int count);
// A signalfd, close-on-exec and non-blocking. The signals must be blocked.
int adit_signalfd(const int *signals, int count);
// The next signal number, 0 when there is none.
int adit_signalfd_read(int descriptor);
// Ignores a signal (writing to a closed pipe then fails with EPIPE).
int adit_ignore_signal(int number);
// Stops the calling process's group as ^Z does: SIGTSTP with its default
// action, unblocked, to the group; returns after SIGCONT with the former
// mask and action back.
int adit_stop_group(void);

// --- wake-ups ------------------------------------------------------------

// An eventfd, close-on-exec and non-blocking.
int adit_eventfd(void);
// Makes the eventfd readable. Safe from any thread.
int adit_eventfd_signal(int descriptor);
// Makes it unreadable again.
int adit_eventfd_drain(int descriptor);

// --- clock ---------------------------------------------------------------

// CLOCK_MONOTONIC in nanoseconds. Cannot fail.
uint64_t adit_monotonic_nanoseconds(void);
// CLOCK_REALTIME in nanoseconds since 1970. Cannot fail.
uint64_t adit_wall_clock_nanoseconds(void);

// --- descriptors ---------------------------------------------------------

// Sets or clears O_NONBLOCK. Never on 0-2: whoever shares the terminal
// shares the flag.
int adit_set_nonblocking(int descriptor, bool on);
// Sets FD_CLOEXEC.
int adit_set_close_on_exec(int descriptor);
// A close-on-exec duplicate numbered 3 or above.
int adit_duplicate(int descriptor);
// open(2) with O_CLOEXEC added; `mode` counts when O_CREAT is among `flags`.
int adit_open(const char *path, int flags, mode_t mode);
// A file in memory, close-on-exec, of which the first `limit` bytes can be
// written and no more. Its offset tells how much was.
int adit_memory_file(const char *name, int limit);

// --- terminals -----------------------------------------------------------

// Window size of a terminal (TIOCGWINSZ).
int adit_window_size(int descriptor, int *columns, int *rows);
// Sets it (TIOCSWINSZ); the foreground group gets SIGWINCH when it changed.
int adit_set_window_size(int descriptor, int columns, int rows);
// A new pseudo-terminal: both ends close-on-exec, neither is made anyone's
// controlling terminal. `path` gets the slave's name.
int adit_open_pty(int columns, int rows, int *master, int *slave, char *path, int capacity);

// --- children ------------------------------------------------------------

// How to start a child. All other descriptors are closed in it, its signal
// mask is empty and every action is the default one.
struct adit_spawn {
  // File to execute; looked up in PATH of this process when it has no slash.
  const char *path;
  // NULL-terminated.
  char *const *arguments;
  // NULL-terminated; NULL inherits ours.
  char *const *environment;
  // Working directory; NULL inherits ours.
  const char *directory;
  // A terminal that becomes 0, 1, 2 and the controlling terminal of a new
  // session; NULL for none.
  const char *terminal;
  // Without `terminal`: what becomes 0, 1 and 2; -1 for /dev/null.
  int input, output, error;
  // A process group of its own (a new session implies one).
  bool new_group;
  // A session of its own, without controlling terminal unless `terminal`.
  bool new_session;
};
// Starts the child; the result is its process id.
int adit_spawn(const struct adit_spawn *request);
// Reaps `pid`: 0 while it runs (only with `wait` false), else 1 with either
// `*exit_code` 0-255 or `*exit_signal` > 0.
int adit_reap(pid_t pid, bool wait, int *exit_code, int *exit_signal);
// A descriptor that becomes readable when `pid` ends; close-on-exec.
int adit_pidfd_open(pid_t pid);

// --- process -------------------------------------------------------------

// The process's environment, NULL-terminated (`environ`).
char *const *adit_environment(void);
// Overwrites the values of a variable in the block that the process was given
// (/proc/<pid>/environ shows it for ever) and takes the variable out. Call it
// before any thread exists.
void adit_wipe_variable(const char *name);
// Keeps the process's memory from others of the same user: no core dump, no
// ptrace, no reading of /proc/<pid>/environ and mem (PR_SET_DUMPABLE, and
// RLIMIT_CORE, of which the hard limit stays for children that want theirs).
// An exec resets the first.
int adit_hide_memory(void);
// `wcwidth`: columns by the libc's own table in the locale of LC_CTYPE, -1 for
// what it does not know or print. Not an errno.
int adit_libc_width(uint32_t scalar);
// Keeps the allocator's memory together: two arenas for all threads, and
// blocks from 2 MiB on mapped alone, so that they go back when freed. Call
// it before any thread exists.
void adit_bound_heap(void);
// Gives free memory of the allocator back to the system (malloc_trim). Takes
// the allocator's locks for some milliseconds.
void adit_trim_heap(void);
// Unmaps the pages of the program's and its libraries' code and constants that
// were touched so far. They stay in the kernel's cache, and what runs on is
// mapped again from there, 16 pages a fault: what only a start or a turn
// needed, scattered over all of the program, no longer counts as resident.
void adit_release_program(void);
// errno of the calling thread, read right after a failed libc call.
int adit_errno(void);

#endif

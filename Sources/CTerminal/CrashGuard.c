// Gives the terminal back when the program crashes. Everything that the
// handler needs is prepared; in it only async-signal-safe calls are made.
#define _GNU_SOURCE
#include "Restoring.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const int guarded[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
enum { GUARDED = sizeof guarded / sizeof *guarded };
static const char *const names[GUARDED] = {"SIGSEGV", "SIGBUS",  "SIGILL", "SIGFPE",
                                           "SIGABRT", "SIGTRAP", "SIGSYS"};

// What was on stderr is shown up to here: a message of the runtime is a few
// lines.
enum { SHOWN_ERROR_BYTES = 4096, PHASE_BYTES = 64, ALTERNATE_STACK_BYTES = 65536 };

static struct adit_guard prepared;
static struct sigaction former[GUARDED];
static volatile sig_atomic_t is_armed;
static char phase[PHASE_BYTES];
static int crashing;

// Collects a line; cut at its capacity.
struct line {
  char text[3 * ADIT_GUARD_TEXT];
  size_t count;
};
static void add(struct line *line, const char *text) {
  while (*text != 0 && line->count < sizeof line->text) line->text[line->count++] = *text++;
}

static void show_captured_errors(void) {
  static char bytes[SHOWN_ERROR_BYTES];
  if (prepared.captured_errors < 0) return;
  // The offset is shared with whoever wrote: it tells how much there is.
  off_t end = lseek(prepared.captured_errors, 0, SEEK_CUR);
  off_t start = end > SHOWN_ERROR_BYTES ? end - SHOWN_ERROR_BYTES : 0;
  if (end <= 0) return;
  ssize_t count = pread(prepared.captured_errors, bytes, (size_t)(end - start), start);
  if (count <= 0) return;
  adit_write_all(prepared.terminal, bytes, (size_t)count);
  if (prepared.log >= 0) adit_write_all(prepared.log, bytes, (size_t)count);
}

static void report(int index) {
  struct line line = {.count = 0};
  add(&line, prepared.program);
  add(&line, " crashed (");
  add(&line, names[index]);
  add(&line, ")");
  if (phase[0] != 0) {
    add(&line, " while ");
    add(&line, phase);
  }
  if (prepared.log_path[0] != 0) {
    add(&line, "; log: ");
    add(&line, prepared.log_path);
  }
  add(&line, "\n");
  adit_write_all(prepared.terminal, line.text, line.count);
  if (prepared.log >= 0) adit_write_all(prepared.log, line.text, line.count);
}

static void on_crash(int number) {
  int saved_errno = errno;
  int index = 0;
  while (index < GUARDED - 1 && guarded[index] != number) index++;
  if (__atomic_exchange_n(&crashing, 1, __ATOMIC_ACQ_REL) == 0) {
    // A background process that touches the terminal must not be stopped.
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    if (is_armed) {
      adit_restore(adit_restoring(), prepared.terminal);
      show_captured_errors();
      report(index);
    }
  }
  // Pending until the handler returns, then with the action of before: the
  // runtime's backtrace, or the end with this signal as the status.
  sigaction(number, &former[index], NULL);
  raise(number);
  errno = saved_errno;
}

void adit_guard_arm(const struct adit_guard *guard, const struct termios *settings) {
  prepared = *guard;
  adit_restoring_arm(guard->terminal, settings);
  if (is_armed) return;
  // A stack overflow of the main thread needs another stack to report on.
  static void *stack;
  if (stack == NULL) {
    stack = mmap(NULL, ALTERNATE_STACK_BYTES, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    stack_t alternate = {.ss_sp = stack, .ss_size = ALTERNATE_STACK_BYTES};
    if (stack != MAP_FAILED) sigaltstack(&alternate, NULL);
  }
  struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < GUARDED; i++) sigaction(guarded[i], &action, &former[i]);
  is_armed = 1;
}

void adit_guard_set_restore(const char *bytes, size_t count) {
  adit_restoring_set_text(bytes, count);
}

void adit_guard_set_phase(const char *text) {
  size_t count = strnlen(text, PHASE_BYTES - 1);
  // Cut first: a reader in a handler then never runs past the end.
  phase[0] = 0;
  for (size_t i = count; i > 0; i--) phase[i] = i == count ? 0 : text[i];
  phase[0] = text[0];
}

void adit_guard_disarm(void) {
  if (!is_armed) return;
  is_armed = 0;
  adit_restoring_disarm();
  for (int i = 0; i < GUARDED; i++) sigaction(guarded[i], &former[i], NULL);
}

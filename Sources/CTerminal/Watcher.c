// Gives the terminal back when the program is killed, by the system for want
// of memory or by hand: a process of its own that sleeps in `read` on a pipe
// whose other end only the program holds. The system closes a killed
// process's files before its parent is told, so the shell's prompt comes
// after.
//
// The child is forked from a process with threads and makes async-signal-safe
// calls only.
#define _GNU_SOURCE
#include "Restoring.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Not the program's: `pkill -9` by that name must leave the watcher.
#define WATCHER_NAME "tty-restorer"

// How long the end of the program may wait for the watcher's.
enum { END_MILLISECONDS = 50 };

static pid_t watcher;
static int lifeline = -1;

// --- in the child ----------------------------------------------------------

// A text of /proc, read in pieces.
struct source {
  int descriptor;
  ssize_t used, count;
  char bytes[1024];
};
static int next_byte(struct source *source) {
  if (source->used == source->count) {
    source->used = 0;
    do source->count = read(source->descriptor, source->bytes, sizeof source->bytes);
    while (source->count < 0 && errno == EINTR);
    if (source->count <= 0) return source->count = 0, -1;
  }
  return (unsigned char)source->bytes[source->used++];
}

// A number in hexadecimal and the byte behind it.
static uintptr_t next_address(struct source *source, int *end) {
  uintptr_t value = 0;
  for (;;) {
    int byte = *end = next_byte(source);
    if (byte >= '0' && byte <= '9') value = value << 4 | (uintptr_t)(byte - '0');
    else if (byte >= 'a' && byte <= 'f') value = value << 4 | (uintptr_t)(byte - 'a' + 10);
    else return value;
  }
}

// Whether a mapping is memory that the program wrote, by the rest of its line
// in /proc/self/maps: `rw-p 00000000 00:00 0 [heap]`.
static bool skip_line(struct source *source) {
  char start[4] = {0};
  int byte, fields = 0;
  bool has_inode = false;
  for (int i = 0; (byte = next_byte(source)) >= 0 && byte != '\n'; i++) {
    if (i < 4) start[i] = (char)byte;
    if (byte == ' ') fields++;
    // permissions, offset, device, inode, path
    if (fields == 3 && byte >= '1' && byte <= '9') has_inode = true;
  }
  return start[1] == 'w' && start[3] == 'p' && !has_inode;
}

// Makes every call of `adit_restore` once, on no terminal: what the loader
// looks up at a function's first call is dropped next.
static void rehearse(void) {
  struct restoring rehearsal = {.is_armed = 1, .texts[0].count = 1};
  adit_restore(&rehearsal, -1);
}

// Drops the copy of what the program had in memory: with it go all secrets,
// and pages that would stay when the program changes or frees its own. The
// files behind the code, and the words in `kept`, remain.
static void drop_memory(const uintptr_t *kept, int count) {
  struct source source = {.descriptor = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)};
  if (source.descriptor < 0) return;
  for (;;) {
    int end;
    uintptr_t first = next_address(&source, &end);
    if (end != '-') break;
    uintptr_t last = next_address(&source, &end);
    bool drop = skip_line(&source);
    for (int i = 0; i < count; i++)
      if (kept[i] >= first && kept[i] < last) drop = false;
    if (drop) madvise((void *)first, last - first, MADV_DONTNEED);
  }
  close(source.descriptor);
}

// What `ps` and `pkill -f` show instead of the program's command line.
static void rename_process(char *arguments, size_t length) {
  prctl(PR_SET_NAME, WATCHER_NAME, 0, 0, 0);
  if (arguments == NULL || length < sizeof WATCHER_NAME) return;
  memset(arguments, 0, length);
  memcpy(arguments, WATCHER_NAME, sizeof WATCHER_NAME);
}

_Noreturn static void watch(struct restoring *restoring, int terminal, int pipe, char *arguments,
                            size_t length) {
  // A kill of the program's group, or of its whole job, must leave this.
  setpgid(0, 0);
  rename_process(arguments, length);
  // Nothing is held open but the two: no sockets, no locks, no folder.
  terminal = fcntl(terminal, F_DUPFD, 3);
  pipe = fcntl(pipe, F_DUPFD, 3);
  dup2(terminal, 0);
  dup2(pipe, 1);
  syscall(SYS_close_range, 2u, ~0u, 0u);
  if (chdir("/") != 0) _exit(1);
  char byte;
  rehearse();
  const uintptr_t kept[] = {(uintptr_t)&byte, (uintptr_t)__builtin_thread_pointer()};
  drop_memory(kept, sizeof kept / sizeof *kept);
  while (read(1, &byte, 1) < 0 && errno == EINTR) {}
  adit_restore(restoring, 0);
  for (;;) syscall(SYS_exit_group, 0);
}

// --- in the program ----------------------------------------------------------

// Where the system keeps the command line: fields 48 and 49 of /proc/self/stat.
static char *command_line(size_t *length) {
  char text[2048];
  unsigned long fields[2] = {0, 0};
  int descriptor = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return NULL;
  ssize_t count = read(descriptor, text, sizeof text - 1);
  close(descriptor);
  if (count <= 0) return NULL;
  text[count] = 0;
  // The second field is a name in parentheses, with whatever in it.
  const char *rest = strrchr(text, ')');
  for (int field = 2; rest != NULL && field < 48; field++) rest = strchr(rest + 1, ' ');
  for (int i = 0; i < 2 && rest != NULL; i++) {
    for (rest++; *rest >= '0' && *rest <= '9'; rest++)
      fields[i] = fields[i] * 10 + (unsigned long)(*rest - '0');
  }
  if (fields[0] == 0 || fields[1] <= fields[0]) return NULL;
  *length = fields[1] - fields[0];
  return (char *)fields[0];
}

bool adit_watcher_start(void) {
  if (watcher > 0 && waitpid(watcher, NULL, WNOHANG) == 0) return true;
  if (lifeline >= 0) close(lifeline);
  watcher = 0;
  lifeline = -1;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  struct restoring *restoring = adit_restoring();
  size_t length = 0;
  char *arguments = command_line(&length);
  // No handler of the program ever runs in the child, and writing to the
  // terminal from the background does not stop it.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pid_t child = _Fork();
  if (child == 0) watch(restoring, restoring->terminal, ends[0], arguments, length);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[0]);
  if (child < 0) {
    close(ends[1]);
    return false;
  }
  watcher = child;
  lifeline = ends[1];
  return true;
}

void adit_watcher_stop(void) {
  if (lifeline >= 0) close(lifeline);
  lifeline = -1;
  if (watcher <= 0) return;
  int descriptor = (int)syscall(SYS_pidfd_open, watcher, 0);
  struct pollfd item = {.fd = descriptor, .events = POLLIN};
  // One that somebody stopped would stay for ever.
  if (descriptor >= 0 && poll(&item, 1, END_MILLISECONDS) == 0) kill(watcher, SIGKILL);
  if (descriptor >= 0) close(descriptor);
  waitpid(watcher, NULL, WNOHANG);
  watcher = 0;
}

#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <malloc.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

// --- signals -------------------------------------------------------------

static void fill(sigset_t *set, const int *signals, int count) {
  sigemptyset(set);
  for (int i = 0; i < count; i++) sigaddset(set, signals[i]);
}

int adit_block_signals(const int *signals, int count) {
  sigset_t set;
  fill(&set, signals, count);
  return -pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int adit_signalfd(const int *signals, int count) {
  sigset_t set;
  fill(&set, signals, count);
  int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  return descriptor < 0 ? -errno : descriptor;
}

int adit_signalfd_read(int descriptor) {
  struct signalfd_siginfo info;
  for (;;) {
    ssize_t got = read(descriptor, &info, sizeof info);
    if (got == (ssize_t)sizeof info) return (int)info.ssi_signo;
    if (got < 0 && errno == EINTR) continue;
    return got < 0 && errno != EAGAIN ? -errno : 0;
  }
}

int adit_ignore_signal(int number) {
  struct sigaction action = {.sa_handler = SIG_IGN};
  return sigaction(number, &action, NULL) == 0 ? 0 : -errno;
}

int adit_stop_group(void) {
  sigset_t stop, former;
  fill(&stop, (int[]){SIGTSTP}, 1);
  struct sigaction standard = {.sa_handler = SIG_DFL}, action;
  // Pending while blocked, delivered by the unblocking: the process stops
  // inside pthread_sigmask and goes on from there after SIGCONT.
  int error = pthread_sigmask(SIG_BLOCK, &stop, &former);
  if (error != 0) return -error;
  if (sigaction(SIGTSTP, &standard, &action) != 0) error = errno;
  if (error == 0 && kill(0, SIGTSTP) != 0) error = errno;
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  sigaction(SIGTSTP, &action, NULL);
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  return -error;
}

// --- wake-ups ------------------------------------------------------------

int adit_eventfd(void) {
  int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return descriptor < 0 ? -errno : descriptor;
}

int adit_eventfd_signal(int descriptor) {
  uint64_t one = 1;
  while (write(descriptor, &one, sizeof one) < 0) {
    // EAGAIN: the counter is full, so the descriptor is readable already.
    if (errno == EAGAIN) return 0;
    if (errno != EINTR) return -errno;
  }
  return 0;
}

int adit_eventfd_drain(int descriptor) {
  uint64_t count;
  while (read(descriptor, &count, sizeof count) < 0) {
    if (errno == EAGAIN) return 0;
    if (errno != EINTR) return -errno;
  }
  return 0;
}

// --- clock ---------------------------------------------------------------

static uint64_t clock_nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t adit_monotonic_nanoseconds(void) { return clock_nanoseconds(CLOCK_MONOTONIC); }
uint64_t adit_wall_clock_nanoseconds(void) { return clock_nanoseconds(CLOCK_REALTIME); }

// --- descriptors ---------------------------------------------------------

int adit_set_nonblocking(int descriptor, bool on) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return -errno;
  flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  return fcntl(descriptor, F_SETFL, flags) < 0 ? -errno : 0;
}

int adit_set_close_on_exec(int descriptor) {
  return fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0 ? -errno : 0;
}

int adit_duplicate(int descriptor) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  return copy < 0 ? -errno : copy;
}

int adit_open(const char *path, int flags, mode_t mode) {
  for (;;) {
    int descriptor = open(path, flags | O_CLOEXEC, mode);
    if (descriptor >= 0) return descriptor;
    if (errno != EINTR) return -errno;
  }
}

int adit_memory_file(const char *name, int limit) {
  int descriptor = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return -errno;
  if (ftruncate(descriptor, limit) == 0 &&
      fcntl(descriptor, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) == 0)
    return descriptor;
  int error = errno;
  close(descriptor);
  return -error;
}

// --- terminals -----------------------------------------------------------

int adit_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -errno;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

int adit_set_window_size(int descriptor, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(descriptor, TIOCSWINSZ, &size) != 0 ? -errno : 0;
}

int adit_open_pty(int columns, int rows, int *master, int *slave, char *path, int capacity) {
  int front = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), back = -1;
  if (front < 0) return -errno;
  int error = 0;
  if (grantpt(front) != 0 || unlockpt(front) != 0) error = errno;
  if (error == 0) error = ptsname_r(front, path, (size_t)capacity);
  if (error == 0) {
    back = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (back < 0) error = errno;
  }
  if (error == 0) error = -adit_set_window_size(back, columns, rows);
  if (error != 0) {
    close(front);
    if (back >= 0) close(back);
    return -error;
  }
  *master = front;
  *slave = back;
  return 0;
}

// --- children ------------------------------------------------------------

static int prepare_actions(
    posix_spawn_file_actions_t *actions, const struct adit_spawn *request, int copies[3]) {
  int error = 0;
  if (request->directory != NULL)
    error = posix_spawn_file_actions_addchdir_np(actions, request->directory);
  if (error == 0 && request->terminal != NULL) {
    // A session leader without a terminal gets the first one it opens.
    error = posix_spawn_file_actions_addopen(actions, 0, request->terminal, O_RDWR, 0);
    for (int i = 1; i < 3 && error == 0; i++)
      error = posix_spawn_file_actions_adddup2(actions, 0, i);
  } else if (error == 0) {
    const int sources[3] = {request->input, request->output, request->error};
    for (int i = 0; i < 3 && error == 0; i++) {
      if (sources[i] < 0) {
        error = posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0);
        continue;
      }
      // Copies above 2, so that swapping 0, 1 and 2 among themselves works.
      copies[i] = adit_duplicate(sources[i]);
      if (copies[i] < 0) return -copies[i];
      error = posix_spawn_file_actions_adddup2(actions, copies[i], i);
    }
  }
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return error;
}

static int prepare_attributes(posix_spawnattr_t *attributes, const struct adit_spawn *request) {
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (request->new_session || request->terminal != NULL) {
    flags |= POSIX_SPAWN_SETSID;
  } else if (request->new_group) {
    flags |= POSIX_SPAWN_SETPGROUP;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
  if (error == 0) error = posix_spawnattr_setpgroup(attributes, 0);
  if (error == 0) error = posix_spawnattr_setflags(attributes, flags);
  return error;
}

int adit_spawn(const struct adit_spawn *request) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int copies[3] = {-1, -1, -1};
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return -error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -error;
  }
  pid_t pid = 0;
  error = prepare_actions(&actions, request, copies);
  if (error == 0) error = prepare_attributes(&attributes, request);
  if (error == 0) {
    char *const *environment = request->environment != NULL ? request->environment : environ;
    error = posix_spawnp(
        &pid, request->path, &actions, &attributes, request->arguments, environment);
  }
  for (int i = 0; i < 3; i++)
    if (copies[i] >= 0) close(copies[i]);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error != 0 ? -error : pid;
}

int adit_reap(pid_t pid, bool wait, int *exit_code, int *exit_signal) {
  int status = 0;
  for (;;) {
    pid_t got = waitpid(pid, &status, wait ? 0 : WNOHANG);
    if (got == pid) break;
    if (got == 0) return 0;
    if (errno != EINTR) return -errno;
  }
  *exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  *exit_signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 1;
}

int adit_pidfd_open(pid_t pid) {
  long descriptor = syscall(SYS_pidfd_open, pid, 0);
  return descriptor < 0 ? -errno : (int)descriptor;
}

// --- process -------------------------------------------------------------

char *const *adit_environment(void) { return environ; }

void adit_wipe_variable(const char *name) {
  size_t length = strlen(name);
  // A name may stand in the block more than once; getenv finds the first.
  for (char **entry = environ; *entry != NULL; entry++) {
    if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=')
      explicit_bzero(*entry + length + 1, strlen(*entry + length + 1));
  }
  unsetenv(name);
}

int adit_hide_memory(void) {
  struct rlimit limit;
  int error = 0;
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) error = errno;
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    if (setrlimit(RLIMIT_CORE, &limit) != 0) error = errno;
  }
  return -error;
}

int adit_libc_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
int adit_errno(void) { return errno; }

void adit_bound_heap(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 2 * 1024 * 1024);
}

void adit_trim_heap(void) { malloc_trim(0); }

// Whether the loader has written into the read-only segments of an object.
static bool has_text_relocations(const struct dl_phdr_info *object) {
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    if (header->p_type != PT_DYNAMIC) continue;
    const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(object->dlpi_addr + header->p_vaddr);
    for (; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_TEXTREL) return true;
      if (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0) return true;
    }
  }
  return false;
}

// Segments that nobody writes to hold what their file holds.
static int release_object(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  const uintptr_t page = *(const uintptr_t *)context;
  if (has_text_relocations(object)) return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    if (header->p_type != PT_LOAD || (header->p_flags & PF_W) != 0) continue;
    const uintptr_t start = (object->dlpi_addr + header->p_vaddr) & ~(page - 1);
    const uintptr_t end = object->dlpi_addr + header->p_vaddr + header->p_memsz;
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void adit_release_program(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  dl_iterate_phdr(release_object, &page);
}

#define _GNU_SOURCE
#define CURL_DISABLE_TYPECHECK
#include "CTransport.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define SAME(ours, theirs) _Static_assert((int)(ours) == (int)(theirs), #theirs)
SAME(CT_OK, CURLE_OK);
SAME(CT_UNSUPPORTED_PROTOCOL, CURLE_UNSUPPORTED_PROTOCOL);
SAME(CT_URL_MALFORMAT, CURLE_URL_MALFORMAT);
SAME(CT_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_PROXY);
SAME(CT_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_HOST);
SAME(CT_COULDNT_CONNECT, CURLE_COULDNT_CONNECT);
SAME(CT_WEIRD_SERVER_REPLY, CURLE_WEIRD_SERVER_REPLY);
SAME(CT_PARTIAL_FILE, CURLE_PARTIAL_FILE);
SAME(CT_WRITE_ERROR, CURLE_WRITE_ERROR);
SAME(CT_OUT_OF_MEMORY, CURLE_OUT_OF_MEMORY);
SAME(CT_OPERATION_TIMEDOUT, CURLE_OPERATION_TIMEDOUT);
SAME(CT_SSL_CONNECT_ERROR, CURLE_SSL_CONNECT_ERROR);
SAME(CT_GOT_NOTHING, CURLE_GOT_NOTHING);
SAME(CT_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_NOTFOUND);
SAME(CT_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_SETFAILED);
SAME(CT_SEND_ERROR, CURLE_SEND_ERROR);
SAME(CT_RECV_ERROR, CURLE_RECV_ERROR);
SAME(CT_SSL_CERTPROBLEM, CURLE_SSL_CERTPROBLEM);
SAME(CT_SSL_CIPHER, CURLE_SSL_CIPHER);
SAME(CT_PEER_FAILED_VERIFICATION, CURLE_PEER_FAILED_VERIFICATION);
SAME(CT_SSL_CACERT_BADFILE, CURLE_SSL_CACERT_BADFILE);
SAME(CT_SSL_SHUTDOWN_FAILED, CURLE_SSL_SHUTDOWN_FAILED);
SAME(CT_SSL_ISSUER_ERROR, CURLE_SSL_ISSUER_ERROR);
SAME(CT_PROXY, CURLE_PROXY);
SAME(CT_WRITE_PAUSE, CURL_WRITEFUNC_PAUSE);
SAME(CT_ERROR_SIZE, CURL_ERROR_SIZE);
SAME(CT_SOCKET_BAD, CURL_SOCKET_BAD);
SAME(sizeof(struct ct_socket_address), sizeof(struct curl_sockaddr));
SAME(offsetof(struct ct_socket_address, protocol), offsetof(struct curl_sockaddr, protocol));
SAME(offsetof(struct ct_socket_address, addr), offsetof(struct curl_sockaddr, addr));

// The functions of the library, typed by its own header.
#define FUNCTIONS(each)                                                        \
  each(curl_global_init) each(curl_multi_init) each(curl_multi_cleanup)        \
  each(curl_multi_setopt) each(curl_multi_add_handle)                          \
  each(curl_multi_remove_handle) each(curl_multi_perform)                      \
  each(curl_multi_poll) each(curl_multi_info_read) each(curl_easy_init)        \
  each(curl_easy_cleanup) each(curl_easy_setopt) each(curl_easy_getinfo)       \
  each(curl_easy_pause) each(curl_slist_append) each(curl_slist_free_all)

struct library {
#define FIELD(name) __typeof__(name) *name##_;
  FUNCTIONS(FIELD)
#undef FIELD
  void *handle;
};

static struct library library;
static pthread_mutex_t library_lock = PTHREAD_MUTEX_INITIALIZER;

static int find_functions(void *handle, struct library *found, char *reason, size_t capacity) {
#define FIND(name)                                                             \
  *(void **)&found->name##_ = dlsym(handle, #name);                            \
  if (!found->name##_) {                                                       \
    snprintf(reason, capacity, "it has no function %s", #name);                \
    return -1;                                                                 \
  }
  FUNCTIONS(FIND)
#undef FIND
  found->handle = handle;
  return 0;
}

int ct_load_library(const char *soname, char *reason, size_t capacity) {
  void *handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
  if (!handle) {
    const char *error = dlerror();
    snprintf(reason, capacity, "%s", error ? error : "unknown error");
    return -1;
  }
  struct library found;
  if (find_functions(handle, &found, reason, capacity) != 0) {
    dlclose(handle);
    return -1;
  }
  int result = 0;
  pthread_mutex_lock(&library_lock);
  if (!library.handle) {
    CURLcode code = found.curl_global_init_(CURL_GLOBAL_DEFAULT);
    if (code == CURLE_OK) {
      library = found;
    } else {
      snprintf(reason, capacity, "curl_global_init answered %d", (int)code);
      result = -1;
    }
  }
  pthread_mutex_unlock(&library_lock);
  return result;
}

void ct_warm_crypto(void) {
  typedef const void *(*digest_function)(void);
  typedef int (*hash_function)(const void *, size_t, unsigned char *, unsigned int *, const void *,
                               void *);
  // Looks in libcurl and what it depends on, so this is the libcrypto in use.
  digest_function sha256;
  hash_function hash;
  *(void **)&sha256 = dlsym(library.handle, "EVP_sha256");
  *(void **)&hash = dlsym(library.handle, "EVP_Digest");
  unsigned char digest[64];
  unsigned int length = 0;
  if (sha256 && hash) hash("", 0, digest, &length, sha256(), NULL);
}

ct_multi *ct_multi_new(long max_idle) {
  CURLM *multi = library.curl_multi_init_();
  if (multi) library.curl_multi_setopt_(multi, CURLMOPT_MAXCONNECTS, max_idle);
  return (ct_multi *)multi;
}

void ct_multi_free(ct_multi *multi) { library.curl_multi_cleanup_((CURLM *)multi); }

int ct_multi_add(ct_multi *multi, ct_easy *easy) {
  return library.curl_multi_add_handle_((CURLM *)multi, (CURL *)easy);
}

int ct_multi_remove(ct_multi *multi, ct_easy *easy) {
  return library.curl_multi_remove_handle_((CURLM *)multi, (CURL *)easy);
}

int ct_multi_perform(ct_multi *multi) {
  int running = 0;
  return library.curl_multi_perform_((CURLM *)multi, &running);
}

int ct_multi_poll(ct_multi *multi, int wake_descriptor, int timeout_milliseconds) {
  struct curl_waitfd wake = {.fd = wake_descriptor, .events = CURL_WAIT_POLLIN};
  int ready = 0;
  return library.curl_multi_poll_((CURLM *)multi, &wake, 1, timeout_milliseconds, &ready);
}

ct_easy *ct_multi_next_done(ct_multi *multi, int *result) {
  int left = 0;
  for (;;) {
    CURLMsg *message = library.curl_multi_info_read_((CURLM *)multi, &left);
    if (!message) return NULL;
    if (message->msg != CURLMSG_DONE) continue;
    *result = (int)message->data.result;
    return (ct_easy *)message->easy_handle;
  }
}

ct_easy *ct_easy_new(void) { return (ct_easy *)library.curl_easy_init_(); }
void ct_easy_free(ct_easy *easy) { library.curl_easy_cleanup_((CURL *)easy); }

int ct_easy_resume(ct_easy *easy) {
  return library.curl_easy_pause_((CURL *)easy, CURLPAUSE_CONT);
}

ct_lines *ct_lines_append(ct_lines *lines, const char *line) {
  return (ct_lines *)library.curl_slist_append_((struct curl_slist *)lines, line);
}

void ct_lines_free(ct_lines *lines) { library.curl_slist_free_all_((struct curl_slist *)lines); }

// Every value goes through one of these, so that a long is passed as a long.
static int set_long(ct_easy *easy, CURLoption option, long value) {
  return library.curl_easy_setopt_((CURL *)easy, option, value);
}

static int set_text(ct_easy *easy, CURLoption option, const char *value) {
  return library.curl_easy_setopt_((CURL *)easy, option, value);
}

static int set_pointer(ct_easy *easy, CURLoption option, void *value) {
  return library.curl_easy_setopt_((CURL *)easy, option, value);
}

static int set_bytes_function(ct_easy *easy, CURLoption option, ct_bytes_function value) {
  return library.curl_easy_setopt_((CURL *)easy, option, value);
}

int ct_set_url(ct_easy *easy, const char *value) { return set_text(easy, CURLOPT_URL, value); }
int ct_set_path_as_is(ct_easy *easy) { return set_long(easy, CURLOPT_PATH_AS_IS, 1L); }

int ct_set_protocols(ct_easy *easy, const char *value) {
  return set_text(easy, CURLOPT_PROTOCOLS_STR, value);
}

int ct_set_http_1_1(ct_easy *easy) {
  return set_long(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

int ct_set_get(ct_easy *easy) { return set_long(easy, CURLOPT_HTTPGET, 1L); }
int ct_set_head(ct_easy *easy) { return set_long(easy, CURLOPT_NOBODY, 1L); }

int ct_set_post(ct_easy *easy, const void *bytes, int64_t count) {
  int code = set_long(easy, CURLOPT_POST, 1L);
  if (code) return code;
  // The size has to be known before the copy is made.
  code = library.curl_easy_setopt_((CURL *)easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  if (code) return code;
  return set_text(easy, CURLOPT_COPYPOSTFIELDS, count ? bytes : "");
}

int ct_set_custom_method(ct_easy *easy, const char *value) {
  return set_text(easy, CURLOPT_CUSTOMREQUEST, value);
}

int ct_set_headers(ct_easy *easy, ct_lines *lines) {
  return set_pointer(easy, CURLOPT_HTTPHEADER, lines);
}

int ct_set_user_agent(ct_easy *easy, const char *value) {
  return set_text(easy, CURLOPT_USERAGENT, value);
}

int ct_set_body_function(ct_easy *easy, ct_bytes_function function, void *context) {
  int code = set_bytes_function(easy, CURLOPT_WRITEFUNCTION, function);
  return code ? code : set_pointer(easy, CURLOPT_WRITEDATA, context);
}

int ct_set_header_function(ct_easy *easy, ct_bytes_function function, void *context) {
  int code = set_bytes_function(easy, CURLOPT_HEADERFUNCTION, function);
  return code ? code : set_pointer(easy, CURLOPT_HEADERDATA, context);
}

int ct_set_socket_function(ct_easy *easy, ct_socket_function function) {
  return library.curl_easy_setopt_((CURL *)easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

int ct_set_error_buffer(ct_easy *easy, char *buffer) {
  return set_pointer(easy, CURLOPT_ERRORBUFFER, buffer);
}

int ct_set_no_signal(ct_easy *easy) { return set_long(easy, CURLOPT_NOSIGNAL, 1L); }
int ct_set_quick_exit(ct_easy *easy) { return set_long(easy, CURLOPT_QUICK_EXIT, 1L); }

int ct_set_buffer_size(ct_easy *easy, long bytes) {
  return set_long(easy, CURLOPT_BUFFERSIZE, bytes);
}

int ct_set_connect_timeout(ct_easy *easy, long milliseconds) {
  return set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
}

int ct_set_keep_alive(ct_easy *easy, long idle_seconds, long interval_seconds) {
  int code = set_long(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  if (!code) code = set_long(easy, CURLOPT_TCP_KEEPIDLE, idle_seconds);
  return code ? code : set_long(easy, CURLOPT_TCP_KEEPINTVL, interval_seconds);
}

int ct_set_trust(ct_easy *easy, const char *file, const char *directory) {
  int code = set_text(easy, CURLOPT_CAINFO, file);
  if (!code) code = set_text(easy, CURLOPT_CAPATH, directory);
  if (!code) code = set_text(easy, CURLOPT_PROXY_CAINFO, file);
  return code ? code : set_text(easy, CURLOPT_PROXY_CAPATH, directory);
}

int ct_set_tls_1_2_or_newer(ct_easy *easy) {
  return set_long(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

int ct_set_no_redirects(ct_easy *easy) { return set_long(easy, CURLOPT_FOLLOWLOCATION, 0L); }

int ct_set_proxy(ct_easy *easy, const char *value) {
  int code = set_text(easy, CURLOPT_PROXY, value);
  return code ? code : set_text(easy, CURLOPT_NOPROXY, "");
}

int ct_set_hide_proxy_headers(ct_easy *easy) {
  return set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

int ct_set_max_idle_age(ct_easy *easy, long seconds) {
  return set_long(easy, CURLOPT_MAXAGE_CONN, seconds);
}

int ct_set_fresh_connection(ct_easy *easy) { return set_long(easy, CURLOPT_FRESH_CONNECT, 1L); }

static long get_long(ct_easy *easy, CURLINFO info) {
  long value = 0;
  library.curl_easy_getinfo_((CURL *)easy, info, &value);
  return value;
}

static int64_t get_offset(ct_easy *easy, CURLINFO info) {
  curl_off_t value = 0;
  library.curl_easy_getinfo_((CURL *)easy, info, &value);
  return (int64_t)value;
}

long ct_get_proxy_status(ct_easy *easy) { return get_long(easy, CURLINFO_HTTP_CONNECTCODE); }
long ct_get_connection_count(ct_easy *easy) { return get_long(easy, CURLINFO_NUM_CONNECTS); }

int64_t ct_get_name_lookup_time(ct_easy *easy) {
  return get_offset(easy, CURLINFO_NAMELOOKUP_TIME_T);
}

int64_t ct_get_connect_time(ct_easy *easy) { return get_offset(easy, CURLINFO_CONNECT_TIME_T); }
int64_t ct_get_tls_time(ct_easy *easy) { return get_offset(easy, CURLINFO_APPCONNECT_TIME_T); }

int64_t ct_get_first_byte_time(ct_easy *easy) {
  return get_offset(easy, CURLINFO_STARTTRANSFER_TIME_T);
}

int64_t ct_get_total_time(ct_easy *easy) { return get_offset(easy, CURLINFO_TOTAL_TIME_T); }
int64_t ct_get_uploaded_bytes(ct_easy *easy) { return get_offset(easy, CURLINFO_SIZE_UPLOAD_T); }

int ct_event_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// The counter cannot fill up (the caller signals once per clear), so neither
// call has a failure to report.
void ct_event_signal(int descriptor) { (void)!eventfd_write(descriptor, 1); }

void ct_event_clear(int descriptor) {
  eventfd_t count = 0;
  (void)!eventfd_read(descriptor, &count);
}

void ct_name_thread(const char *name) { (void)pthread_setname_np(pthread_self(), name); }
void ct_ignore_broken_pipe(void) { (void)signal(SIGPIPE, SIG_IGN); }

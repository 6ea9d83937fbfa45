// libcurl for Swift: one typed function per option and info that the transport
// uses. It stands for the variadics curl_easy_setopt, curl_easy_getinfo and
// curl_multi_setopt, which Swift cannot call, and for the link line: the
// library is opened with dlopen, because its 32 shared objects would cost more
// than the rest of the start-up together. No policy, no callback of its own.
//
// Every function but ct_load_library must only be called after ct_load_library
// returned 0, and, for one handle, from one thread.
#ifndef ADIT_CTRANSPORT_H
#define ADIT_CTRANSPORT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

// CURL, CURLM and struct curl_slist, told apart from each other.
typedef struct ct_easy ct_easy;
typedef struct ct_multi ct_multi;
typedef struct ct_lines ct_lines;

// The results of libcurl that the transport tells apart (CURLE_…).
enum {
  CT_OK = 0,
  CT_UNSUPPORTED_PROTOCOL = 1,
  CT_URL_MALFORMAT = 3,
  CT_COULDNT_RESOLVE_PROXY = 5,
  CT_COULDNT_RESOLVE_HOST = 6,
  CT_COULDNT_CONNECT = 7,
  CT_WEIRD_SERVER_REPLY = 8,
  CT_PARTIAL_FILE = 18,
  CT_WRITE_ERROR = 23,
  CT_OUT_OF_MEMORY = 27,
  CT_OPERATION_TIMEDOUT = 28,
  CT_SSL_CONNECT_ERROR = 35,
  CT_GOT_NOTHING = 52,
  CT_SSL_ENGINE_NOTFOUND = 53,
  CT_SSL_ENGINE_SETFAILED = 54,
  CT_SEND_ERROR = 55,
  CT_RECV_ERROR = 56,
  CT_SSL_CERTPROBLEM = 58,
  CT_SSL_CIPHER = 59,
  CT_PEER_FAILED_VERIFICATION = 60,
  CT_SSL_CACERT_BADFILE = 77,
  CT_SSL_SHUTDOWN_FAILED = 80,
  CT_SSL_ISSUER_ERROR = 83,
  CT_PROXY = 97,
};

// CURL_WRITEFUNC_PAUSE, CURL_ERROR_SIZE, CURL_SOCKET_BAD.
enum { CT_WRITE_PAUSE = 0x10000001, CT_ERROR_SIZE = 256, CT_SOCKET_BAD = -1 };

// struct curl_sockaddr: what CURLOPT_OPENSOCKETFUNCTION is asked to open.
struct ct_socket_address {
  int family;
  int socktype;
  int protocol;
  unsigned int addrlen;
  struct sockaddr addr;
};

typedef size_t (*ct_bytes_function)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ct_socket_function)(void *context, int purpose, struct ct_socket_address *address);

// Opens the library `soname`, finds its functions and initialises it; 0, or -1
// with a sentence in `reason`. Safe to call again and from any thread.
int ct_load_library(const char *soname, char *reason, size_t capacity);
// Makes libcrypto build its tables (1 ms) before the first request needs them.
void ct_warm_crypto(void);

// CURLM. max_idle is CURLMOPT_MAXCONNECTS.
ct_multi *ct_multi_new(long max_idle);
void ct_multi_free(ct_multi *multi);
int ct_multi_add(ct_multi *multi, ct_easy *easy);
int ct_multi_remove(ct_multi *multi, ct_easy *easy);
int ct_multi_perform(ct_multi *multi);
// curl_multi_poll on its sockets and `wake_descriptor`.
int ct_multi_poll(ct_multi *multi, int wake_descriptor, int timeout_milliseconds);
// The next transfer that is done (CURLMSG_DONE), or NULL.
ct_easy *ct_multi_next_done(ct_multi *multi, int *result);

// CURL.
ct_easy *ct_easy_new(void);
void ct_easy_free(ct_easy *easy);
int ct_easy_resume(ct_easy *easy);

// struct curl_slist; NULL on lack of memory, the old list then stays valid.
ct_lines *ct_lines_append(ct_lines *lines, const char *line);
void ct_lines_free(ct_lines *lines);

int ct_set_url(ct_easy *easy, const char *value);
int ct_set_path_as_is(ct_easy *easy);
int ct_set_protocols(ct_easy *easy, const char *value);
int ct_set_http_1_1(ct_easy *easy);
int ct_set_get(ct_easy *easy);
int ct_set_head(ct_easy *easy);
// POST with a copy of the bytes.
int ct_set_post(ct_easy *easy, const void *bytes, int64_t count);
int ct_set_custom_method(ct_easy *easy, const char *value);
int ct_set_headers(ct_easy *easy, ct_lines *lines);
int ct_set_user_agent(ct_easy *easy, const char *value);
int ct_set_body_function(ct_easy *easy, ct_bytes_function function, void *context);
int ct_set_header_function(ct_easy *easy, ct_bytes_function function, void *context);
int ct_set_socket_function(ct_easy *easy, ct_socket_function function);
// At least CT_ERROR_SIZE bytes that live as long as the handle.
int ct_set_error_buffer(ct_easy *easy, char *buffer);
int ct_set_no_signal(ct_easy *easy);
int ct_set_quick_exit(ct_easy *easy);
int ct_set_buffer_size(ct_easy *easy, long bytes);
int ct_set_connect_timeout(ct_easy *easy, long milliseconds);
int ct_set_keep_alive(ct_easy *easy, long idle_seconds, long interval_seconds);
// CAINFO and CAPATH, for the origin and for an https proxy; NULL unsets.
int ct_set_trust(ct_easy *easy, const char *file, const char *directory);
int ct_set_tls_1_2_or_newer(ct_easy *easy);
int ct_set_no_redirects(ct_easy *easy);
// PROXY and an empty NOPROXY, so that libcurl reads no environment; "" for none.
int ct_set_proxy(ct_easy *easy, const char *value);
int ct_set_hide_proxy_headers(ct_easy *easy);
int ct_set_max_idle_age(ct_easy *easy, long seconds);
int ct_set_fresh_connection(ct_easy *easy);

long ct_get_proxy_status(ct_easy *easy);
long ct_get_connection_count(ct_easy *easy);
// Times since the start, in microseconds; 0 while not reached.
int64_t ct_get_name_lookup_time(ct_easy *easy);
int64_t ct_get_connect_time(ct_easy *easy);
int64_t ct_get_tls_time(ct_easy *easy);
int64_t ct_get_first_byte_time(ct_easy *easy);
int64_t ct_get_total_time(ct_easy *easy);
int64_t ct_get_uploaded_bytes(ct_easy *easy);

// eventfd(2), close-on-exec and non-blocking; -1 with errno.
int ct_event_open(void);
void ct_event_signal(int descriptor);
void ct_event_clear(int descriptor);
// pthread_setname_np(3) on the calling thread; at most 15 bytes.
void ct_name_thread(const char *name);
// signal(SIGPIPE, SIG_IGN).
void ct_ignore_broken_pipe(void);

#endif

#define _GNU_SOURCE
#include "CCrypto.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

// Prototypes as in <openssl/sha.h>, <openssl/evp.h> and <openssl/hmac.h> of
// OpenSSL 3; the headers themselves are not needed to build.
typedef unsigned char *(*sha256_function)(const unsigned char *, size_t, unsigned char *);
typedef const void *(*evp_sha256_function)(void);
typedef unsigned char *(*hmac_function)(const void *, const void *, int, const unsigned char *,
                                        size_t, unsigned char *, unsigned int *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sha256_function sha256;
static evp_sha256_function evp_sha256;
static hmac_function hmac;

static void load(void) {
  void *library = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return;
  sha256 = (sha256_function)dlsym(library, "SHA256");
  evp_sha256 = (evp_sha256_function)dlsym(library, "EVP_sha256");
  hmac = (hmac_function)dlsym(library, "HMAC");
}

// A null pointer with a count of 0 is Swift's empty array; OpenSSL gives null
// pointers meanings of their own.
static const uint8_t *not_null(const uint8_t *bytes) {
  return bytes != NULL ? bytes : (const uint8_t *)"";
}

int adit_crypto_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  pthread_once(&once, load);
  if (sha256 == NULL) return 0;
  return sha256(not_null(bytes), count, digest) != NULL;
}

int adit_crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes,
                            size_t count, uint8_t *digest) {
  pthread_once(&once, load);
  if (hmac == NULL || evp_sha256 == NULL || key_count > INT_MAX) return 0;
  unsigned int length = 0;
  const unsigned char *result = hmac(evp_sha256(), not_null(key), (int)key_count,
                                     not_null(bytes), count, digest, &length);
  return result != NULL && length == 32;
}

void adit_wipe(void *bytes, size_t count) {
  if (bytes != NULL) explicit_bzero(bytes, count);
}

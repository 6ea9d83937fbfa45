#define _GNU_SOURCE
#include "CCrypto.h"

#include <limits.h>
#include <string.h>

#include "Library.h"

// A null pointer with a count of 0 is Swift's empty array; OpenSSL gives null
// pointers meanings of their own.
static const uint8_t *not_null(const uint8_t *bytes) {
  return bytes != NULL ? bytes : (const uint8_t *)"";
}

int adit_crypto_is_available(void) { return adit_crypto_library()->sha256 != NULL; }

int adit_crypto_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  const struct adit_crypto_library *library = adit_crypto_library();
  if (library->sha256 == NULL) return 0;
  return library->sha256(not_null(bytes), count, digest) != NULL;
}

int adit_crypto_sha1(const uint8_t *bytes, size_t count, uint8_t *digest) {
  const struct adit_crypto_library *library = adit_crypto_library();
  if (library->sha1 == NULL) return 0;
  return library->sha1(not_null(bytes), count, digest) != NULL;
}

int adit_crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes,
                            size_t count, uint8_t *digest) {
  const struct adit_crypto_library *library = adit_crypto_library();
  if (library->hmac == NULL || library->evp_sha256 == NULL || key_count > INT_MAX) return 0;
  unsigned int length = 0;
  const unsigned char *result =
      library->hmac(library->evp_sha256(), not_null(key), (int)key_count, not_null(bytes), count,
                    digest, &length);
  return result != NULL && length == 32;
}

void adit_wipe(void *bytes, size_t count) {
  if (bytes != NULL) explicit_bzero(bytes, count);
}

#ifndef ADIT_CCRYPTO_H
#define ADIT_CCRYPTO_H

#include <stddef.h>
#include <stdint.h>

// Hashes of OpenSSL 3, loaded with dlopen on the first call: linking the
// library costs every start of the program some 2 ms, and libcurl loads the
// same file later anyway.
//
// Both functions are thread-safe. They return 1 and fill `digest` (32 bytes),
// or return 0 and leave it alone where libcrypto.so.3 is missing or refuses.

int adit_crypto_sha256(const uint8_t *bytes, size_t count, uint8_t *digest);

int adit_crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes,
                            size_t count, uint8_t *digest);

// Overwrites `count` bytes with zeros in a way that no optimizer removes
// (explicit_bzero).
void adit_wipe(void *bytes, size_t count);

#endif

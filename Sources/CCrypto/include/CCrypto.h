#ifndef ADIT_CCRYPTO_H
#define ADIT_CCRYPTO_H

#include <stddef.h>
#include <stdint.h>

// Hashes and signatures of OpenSSL 3, loaded with dlopen on the first call:
// linking the library costs every start of the program some 2 ms, and libcurl
// loads the same file later anyway.
//
// All functions are thread-safe. They return 1 and fill what they point at, or
// return 0 where libcrypto.so.3 is missing or refuses; then nothing that was
// filled means anything.

// 32 bytes.
int adit_crypto_sha256(const uint8_t *bytes, size_t count, uint8_t *digest);

// 20 bytes. For names of files that others chose so; nothing rests on it.
int adit_crypto_sha1(const uint8_t *bytes, size_t count, uint8_t *digest);

// 32 bytes.
int adit_crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes,
                            size_t count, uint8_t *digest);

// Whether there is a library to ask, so that a refusal can be told from its
// absence.
int adit_crypto_is_available(void);

// The public point of a P-256 private key in PEM (SEC 1 or PKCS #8, without a
// pass phrase): 32 bytes each, big-endian.
int adit_crypto_p256_public_key(const uint8_t *pem, size_t pem_count, uint8_t *x, uint8_t *y);

// ECDSA with SHA-256 over `bytes` by such a key: r and s, 32 bytes each,
// big-endian, as ES256 of RFC 7518 wants them.
int adit_crypto_es256_sign(const uint8_t *pem, size_t pem_count, const uint8_t *bytes,
                           size_t count, uint8_t *signature);

// Overwrites `count` bytes with zeros in a way that no optimizer removes
// (explicit_bzero).
void adit_wipe(void *bytes, size_t count);

#endif

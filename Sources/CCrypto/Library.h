#ifndef ADIT_CCRYPTO_LIBRARY_H
#define ADIT_CCRYPTO_LIBRARY_H

#include <stddef.h>

// The functions of libcrypto that are used, with prototypes as in OpenSSL 3's
// <openssl/sha.h>, <openssl/hmac.h>, <openssl/evp.h>, <openssl/pem.h>,
// <openssl/ecdsa.h>, <openssl/bn.h> and <openssl/err.h>; the headers
// themselves are not needed to build. Objects are opaque.
struct adit_crypto_library {
  unsigned char *(*sha256)(const unsigned char *, size_t, unsigned char *);
  unsigned char *(*sha1)(const unsigned char *, size_t, unsigned char *);
  const void *(*evp_sha256)(void);
  unsigned char *(*hmac)(const void *, const void *, int, const unsigned char *, size_t,
                         unsigned char *, unsigned int *);

  // Whether everything below is there.
  int has_signatures;
  void *(*bio_new_mem_buf)(const void *, int);
  int (*bio_free)(void *);
  void *(*pem_read_private_key)(void *, void **, int (*)(char *, int, int, void *), void *);
  void (*key_free)(void *);
  int (*key_text)(const void *, const char *, char *, size_t, size_t *);
  int (*key_number)(const void *, const char *, void **);
  void *(*context_new)(void);
  void (*context_free)(void *);
  int (*sign_init)(void *, void **, const void *, void *, void *);
  int (*sign)(void *, unsigned char *, size_t *, const unsigned char *, size_t);
  void *(*signature_read)(void **, const unsigned char **, long);
  void (*signature_free)(void *);
  void (*signature_parts)(const void *, const void **, const void **);
  int (*number_write)(const void *, unsigned char *, int);
  void (*number_free)(void *);
  void (*clear_errors)(void);
};

// Loads the library on the first call. What is missing in it is NULL.
const struct adit_crypto_library *adit_crypto_library(void);

#endif

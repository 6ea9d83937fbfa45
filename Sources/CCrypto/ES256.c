#include <limits.h>
#include <string.h>

#include "CCrypto.h"
#include "Library.h"

enum { number_size = 32 };

// Keys with a pass phrase are refused; without this, OpenSSL asks for it on
// the terminal.
static int no_pass_phrase(char *buffer, int size, int is_writing, void *context) {
  (void)buffer, (void)size, (void)is_writing, (void)context;
  return -1;
}

// The key of the PEM text, if it is one on P-256; NULL for anything else.
static void *read_key(const struct adit_crypto_library *library, const uint8_t *pem,
                      size_t pem_count) {
  if (pem == NULL || pem_count == 0 || pem_count > INT_MAX) return NULL;
  void *source = library->bio_new_mem_buf(pem, (int)pem_count);
  if (source == NULL) return NULL;
  void *key = library->pem_read_private_key(source, NULL, no_pass_phrase, NULL);
  library->bio_free(source);
  if (key == NULL) return NULL;
  char group[32] = "";
  size_t length = 0;
  if (library->key_text(key, "group", group, sizeof group, &length) == 1 &&
      strcmp(group, "prime256v1") == 0) {
    return key;
  }
  library->key_free(key);
  return NULL;
}

static int write_number(const struct adit_crypto_library *library, const void *key,
                        const char *name, uint8_t *out) {
  void *number = NULL;
  if (library->key_number(key, name, &number) != 1) return 0;
  int written = library->number_write(number, out, number_size);
  library->number_free(number);
  return written == number_size;
}

// The two halves of a signature in DER.
static int split(const struct adit_crypto_library *library, const unsigned char *der, size_t count,
                 uint8_t *out) {
  void *signature = library->signature_read(NULL, &der, (long)count);
  if (signature == NULL) return 0;
  const void *r = NULL, *s = NULL;
  library->signature_parts(signature, &r, &s);
  int is_complete = library->number_write(r, out, number_size) == number_size &&
                    library->number_write(s, out + number_size, number_size) == number_size;
  library->signature_free(signature);
  return is_complete;
}

static int sign(const struct adit_crypto_library *library, void *key, const uint8_t *bytes,
                size_t count, uint8_t *out) {
  void *context = library->context_new();
  if (context == NULL) return 0;
  // 72 bytes is the longest DER form of two numbers of 256 bits.
  unsigned char der[80];
  size_t length = sizeof der;
  int is_signed =
      library->sign_init(context, NULL, library->evp_sha256(), NULL, key) == 1 &&
      library->sign(context, der, &length, bytes, count) == 1 && split(library, der, length, out);
  library->context_free(context);
  return is_signed;
}

int adit_crypto_p256_public_key(const uint8_t *pem, size_t pem_count, uint8_t *x, uint8_t *y) {
  const struct adit_crypto_library *library = adit_crypto_library();
  if (!library->has_signatures) return 0;
  void *key = read_key(library, pem, pem_count);
  int is_filled = key != NULL && write_number(library, key, "qx", x) &&
                  write_number(library, key, "qy", y);
  library->key_free(key);
  // libcurl works on other threads, but whoever asks next on this one must not
  // find our errors.
  library->clear_errors();
  return is_filled;
}

int adit_crypto_es256_sign(const uint8_t *pem, size_t pem_count, const uint8_t *bytes,
                           size_t count, uint8_t *signature) {
  const struct adit_crypto_library *library = adit_crypto_library();
  if (!library->has_signatures) return 0;
  void *key = read_key(library, pem, pem_count);
  const uint8_t *message = bytes != NULL ? bytes : (const uint8_t *)"";
  int is_signed = key != NULL && sign(library, key, message, count, signature);
  library->key_free(key);
  library->clear_errors();
  return is_signed;
}

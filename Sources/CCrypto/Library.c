#include "Library.h"

#include <dlfcn.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct adit_crypto_library functions;

// Object and function pointers have one representation on POSIX, but ISO C
// has no cast between them.
#define FIND(member, name)                                   \
  do {                                                       \
    *(void **)(&functions.member) = dlsym(library, name);    \
    if (functions.member == NULL) is_complete = 0;           \
  } while (0)

static void load(void) {
  void *library = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return;
  int is_complete = 1;
  FIND(sha256, "SHA256");
  FIND(sha1, "SHA1");
  FIND(evp_sha256, "EVP_sha256");
  FIND(hmac, "HMAC");
  FIND(bio_new_mem_buf, "BIO_new_mem_buf");
  FIND(bio_free, "BIO_free");
  FIND(pem_read_private_key, "PEM_read_bio_PrivateKey");
  FIND(key_free, "EVP_PKEY_free");
  FIND(key_text, "EVP_PKEY_get_utf8_string_param");
  FIND(key_number, "EVP_PKEY_get_bn_param");
  FIND(context_new, "EVP_MD_CTX_new");
  FIND(context_free, "EVP_MD_CTX_free");
  FIND(sign_init, "EVP_DigestSignInit");
  FIND(sign, "EVP_DigestSign");
  FIND(signature_read, "d2i_ECDSA_SIG");
  FIND(signature_free, "ECDSA_SIG_free");
  FIND(signature_parts, "ECDSA_SIG_get0");
  FIND(number_write, "BN_bn2binpad");
  FIND(number_free, "BN_clear_free");
  FIND(clear_errors, "ERR_clear_error");
  functions.has_signatures = is_complete;
}

const struct adit_crypto_library *adit_crypto_library(void) {
  pthread_once(&once, load);
  return &functions;
}

#ifndef ADIT_CCRYPTO_H
#define ADIT_CCRYPTO_H
#endif

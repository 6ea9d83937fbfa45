// zlib, for `crc32` only.
#ifndef ADIT_CZLIB_H
#define ADIT_CZLIB_H
#include <zlib.h>
#endif

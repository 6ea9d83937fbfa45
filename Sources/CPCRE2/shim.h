// PCRE2 for 8-bit code units; every other width is left out.
#ifndef ADIT_CPCRE2_H
#define ADIT_CPCRE2_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

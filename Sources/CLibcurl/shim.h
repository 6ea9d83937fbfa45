// libcurl's declarations. There is no `link` line: the library is loaded on
// the network thread after the first paint (CTransport), because its 32
// shared objects would cost more than the rest of the start-up together.
#ifndef ADIT_CLIBCURL_H
#define ADIT_CLIBCURL_H
#include <curl/curl.h>
#endif

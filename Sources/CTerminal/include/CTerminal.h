#ifndef ADIT_CTERMINAL_H
#define ADIT_CTERMINAL_H
#endif

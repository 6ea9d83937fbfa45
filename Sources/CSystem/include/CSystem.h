#ifndef ADIT_CSYSTEM_H
#define ADIT_CSYSTEM_H
#endif

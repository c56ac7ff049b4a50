// Files in memory that may become shorter meanwhile. In C because it needs a signal handler.
#ifndef CMAPPING_H
#define CMAPPING_H

#include <stdbool.h>
#include <stddef.h>

// Maps the first `count` bytes of an open file, to be read only.
//
// Where the file is cut or its disk fails, reading the mapping gives zeros instead of SIGBUS, and
// `quire_mapping_is_whole` says so from then on. NULL when the system refuses or 256 files are mapped already.
const void *quire_map(int descriptor, size_t count);

// Ends a mapping that `quire_map` gave.
void quire_unmap(const void *start, size_t count);

// Whether all that was read of a mapping was there.
bool quire_mapping_is_whole(const void *start);

#endif

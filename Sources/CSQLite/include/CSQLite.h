// SQLite's C API as Swift sees it, and the few shims for what Swift cannot call.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call; every setting we use takes one flag.
int quire_db_config_flag(sqlite3 *database, int setting, int value);

// Turns SQLite's count of its memory off, which takes one lock of the process at every allocation, so that
// connections on several threads wait for each other. sqlite3_config is variadic, and must be called before
// anything else of SQLite is; later it does nothing.
void quire_forgo_memory_count(void);

// A VFS that is the system's but for the time of day, so that a connection can have its own clock.
typedef struct {
  sqlite3_vfs base;
  char name[40];
  // Milliseconds since the beginning of Julian day 0, or -1 for the system's clock.
  sqlite3_int64 frozen;
  // How often SQLite has asked for the time.
  sqlite3_int64 asked;
} quire_clock;

// Makes one and registers it under its name, never as the default; NULL when there is no memory.
quire_clock *quire_clock_open(void);

// Unregisters and frees one, after the connections that use it are closed.
void quire_clock_close(quire_clock *clock);

// A virtual table with room for the Swift object that it shows.
typedef struct {
  sqlite3_vtab base;
  void *object;
} quire_vtab;

// A cursor with all that its walk needs, so that stepping touches no Swift object.
typedef struct {
  sqlite3_vtab_cursor base;
  // The Swift object that owns the memory below.
  void *scan;
  // The column views to read at `row`: the table's, or those of a gathered batch.
  const void *views;
  // The table's rows to visit, or NULL for all of them in turn.
  const unsigned int *rows;
  sqlite3_int64 row;
  // How far the walk is, and where it ends.
  sqlite3_int64 position;
  sqlite3_int64 count;
  // 1 forwards, -1 backwards; only without `rows`.
  sqlite3_int64 step;
  // The position after the gathered batch, or 0 when rows are read where they lie.
  sqlite3_int64 batch_end;
  // Counts the rows that all cursors of a connection have visited.
  sqlite3_int64 *visited;
} quire_cursor;

#endif

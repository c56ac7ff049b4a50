// SQLite's C API as Swift sees it, and the few shims for what Swift cannot call.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call; every setting we use takes one flag.
int quire_db_config_flag(sqlite3 *database, int setting, int value);

// A virtual table with room for the Swift object that it shows.
typedef struct {
  sqlite3_vtab base;
  void *object;
} quire_vtab;

// A cursor with its row, so that the walk over a table needs no Swift object.
typedef struct {
  sqlite3_vtab_cursor base;
  void *object;
  sqlite3_int64 row;
  sqlite3_int64 row_count;
} quire_cursor;

#endif

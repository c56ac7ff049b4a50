#include "CSQLite.h"

int quire_db_config_flag(sqlite3 *database, int setting, int value) {
  return sqlite3_db_config(database, setting, value, (int *)0);
}

#include "CSQLite.h"

int quire_db_config_flag(sqlite3 *database, int setting, int value) {
  return sqlite3_db_config(database, setting, value, (int *)0);
}

void quire_forgo_memory_count(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

static sqlite3_vfs *system_vfs(void) { return sqlite3_vfs_find(0); }

static int current_milliseconds(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  quire_clock *clock = (quire_clock *)vfs;
  clock->asked += 1;
  if (clock->frozen >= 0) {
    *time = clock->frozen;
    return SQLITE_OK;
  }
  sqlite3_vfs *system = system_vfs();
  if (system->iVersion >= 2 && system->xCurrentTimeInt64)
    return system->xCurrentTimeInt64(system, time);
  double days = 0;
  int code = system->xCurrentTime(system, &days);
  *time = (sqlite3_int64)(days * 86400000.0);
  return code;
}

static int current_days(sqlite3_vfs *vfs, double *days) {
  sqlite3_int64 time = 0;
  int code = current_milliseconds(vfs, &time);
  *days = (double)time / 86400000.0;
  return code;
}

// The system's methods find what they need in pAppData, so that they work on a copy of their VFS.
quire_clock *quire_clock_open(void) {
  sqlite3_vfs *system = system_vfs();
  quire_clock *clock = system ? sqlite3_malloc64(sizeof *clock) : 0;
  if (!clock) return 0;
  clock->base = *system;
  if (clock->base.iVersion < 2) clock->base.iVersion = 2;
  clock->base.pNext = 0;
  sqlite3_snprintf(sizeof clock->name, clock->name, "quire-%p", (void *)clock);
  clock->base.zName = clock->name;
  clock->base.xCurrentTime = current_days;
  clock->base.xCurrentTimeInt64 = current_milliseconds;
  clock->frozen = -1;
  clock->asked = 0;
  if (sqlite3_vfs_register(&clock->base, 0) == SQLITE_OK) return clock;
  sqlite3_free(clock);
  return 0;
}

void quire_clock_close(quire_clock *clock) {
  sqlite3_vfs_unregister(&clock->base);
  sqlite3_free(clock);
}

// Reading a mapping beyond the file's end raises SIGBUS. The handler puts zeros there and notes it, so
// that the reader ends as usual and then asks; the Wayland and systemd projects do the same.
#define _GNU_SOURCE
#include "CMapping.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAPPING_COUNT = 256 };

// A mapping, or a free place where `count` is 0. `start` is written before `count`.
static struct {
  atomic_bool taken;
  _Atomic(uintptr_t) start;
  _Atomic(size_t) count;
  atomic_bool cut;
} mappings[MAPPING_COUNT];

static void put_zeros(int number, siginfo_t *info, void *context) {
  (void)context;
  uintptr_t place = (uintptr_t)info->si_addr;
  for (int i = 0; i < MAPPING_COUNT; i++) {
    size_t count = atomic_load(&mappings[i].count);
    uintptr_t start = atomic_load(&mappings[i].start);
    if (count == 0 || place < start || place - start >= count) continue;
    uintptr_t page = place & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
    atomic_store(&mappings[i].cut, true);
    // All that follows: where one page is gone so are the next, and each would be a signal.
    if (mmap((void *)page, start + count - page, PROT_READ,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) != MAP_FAILED)
      return;
    break;
  }
  // Not ours: the access is tried again and ends the process as it would have.
  signal(number, SIG_DFL);
}

static void catch_bus_errors(void) {
  static atomic_flag done = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&done)) return;
  struct sigaction action = {0};
  action.sa_sigaction = put_zeros;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, NULL);
}

const void *quire_map(int descriptor, size_t count) {
  catch_bus_errors();
  for (int i = 0; i < MAPPING_COUNT; i++) {
    if (atomic_exchange(&mappings[i].taken, true)) continue;
    void *start = mmap(NULL, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) {
      atomic_store(&mappings[i].taken, false);
      return NULL;
    }
    atomic_store(&mappings[i].cut, false);
    atomic_store(&mappings[i].start, (uintptr_t)start);
    atomic_store(&mappings[i].count, count);
    return start;
  }
  return NULL;
}

// The place of a mapping, or -1.
static int place_of(const void *start) {
  for (int i = 0; i < MAPPING_COUNT; i++)
    if (atomic_load(&mappings[i].count) > 0 && atomic_load(&mappings[i].start) == (uintptr_t)start)
      return i;
  return -1;
}

void quire_unmap(const void *start, size_t count) {
  int place = place_of(start);
  if (place >= 0) atomic_store(&mappings[place].count, 0);
  munmap((void *)start, count);
  if (place >= 0) atomic_store(&mappings[place].taken, false);
}

bool quire_mapping_is_whole(const void *start) {
  int place = place_of(start);
  return place < 0 || !atomic_load(&mappings[place].cut);
}

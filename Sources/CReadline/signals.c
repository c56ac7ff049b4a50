// Signals become bytes in a pipe that the editor polls, and flags that a running query looks at.
#define _GNU_SOURCE
#include "editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static atomic_int interrupted, suspended, continued, ending;
static int wake[2] = {-1, -1};

static void note(int number) {
  int saved = errno;
  if (number == SIGINT) atomic_store(&interrupted, 1);
  if (number == SIGTSTP) atomic_store(&suspended, 1);
  if (number == SIGCONT) atomic_store(&continued, 1);
  if (number == SIGTERM || number == SIGHUP) atomic_store(&ending, number);
  char byte = 0;
  // A full pipe already wakes the editor.
  if (write(wake[1], &byte, 1) < 0) errno = saved;
  errno = saved;
}

static void catch_signal(int number, void (*handler)(int)) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void quire_catch_signals(void) {
  if (wake[0] >= 0 || pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return;
  catch_signal(SIGINT, note);
  catch_signal(SIGTERM, note);
  catch_signal(SIGCONT, note);
  // readline calls the handler that was there before its own.
  catch_signal(SIGWINCH, note);
  signal(SIGPIPE, SIG_IGN);
  // A write beyond the size limit then fails like one on a full disk.
  signal(SIGXFSZ, SIG_IGN);
  // nohup's wish stands.
  struct sigaction hangup;
  if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
    catch_signal(SIGHUP, note);
}

void catch_suspend(bool caught) { catch_signal(SIGTSTP, caught ? note : SIG_DFL); }

int wake_descriptor(void) { return wake[0]; }

arrived_signals take_signals(void) {
  char bytes[64];
  while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {
  }
  arrived_signals arrived = {
      .interrupted = atomic_exchange(&interrupted, 0),
      .suspended = atomic_exchange(&suspended, 0),
      .continued = atomic_exchange(&continued, 0),
      .ending = atomic_load(&ending),
  };
  return arrived;
}

bool quire_interrupted(void) { return atomic_load(&interrupted); }

void quire_clear_interrupt(void) { atomic_store(&interrupted, 0); }

int quire_ending_signal(void) { return atomic_load(&ending); }

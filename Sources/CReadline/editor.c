// The loop over readline's callback interface: keys and signals wait in one poll.
#include "editor.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

quire_hooks editor_hooks;

static quire_input input;
static bool is_reading;

// readline asks the environment for the locale at every prompt. Without UTF-8 it would edit bytes,
// and delete a third of a letter; programs that we start profit from the change too.
static void use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  const char *everything = getenv("LC_ALL");
  setenv(everything && *everything ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
  setlocale(LC_CTYPE, "C.UTF-8");
}

// readline's own reading cannot be left by a signal: inside a paste whose end never comes, or a
// question, Ctrl-C must end the wait. The signal itself stays in the pipe for the loop.
static int read_byte(FILE *stream) {
  for (;;) {
    struct pollfd waiting[2] = {
        {.fd = fileno(stream), .events = POLLIN},
        {.fd = wake_descriptor(), .events = POLLIN},
    };
    if (poll(waiting, 2, -1) < 0 && errno != EINTR) return EOF;
    if (waiting[0].revents) {
      unsigned char byte;
      ssize_t count = read(fileno(stream), &byte, 1);
      if (count == 1) return byte;
      if (count == 0 || (errno != EINTR && errno != EAGAIN)) return EOF;
    } else if (waiting[1].revents && (quire_interrupted() || quire_ending_signal())) {
      return EOF;
    } else if (waiting[1].revents) {
      take_resize();
      take_signals();
    }
  }
}

void quire_editor_open(quire_hooks hooks) {
  editor_hooks = hooks;
  use_utf8();
  rl_readline_name = "quire";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 1;
  rl_change_environment = 0;
  rl_getc_function = read_byte;
  // Results may go to a file while someone types; the prompt then belongs to the terminal.
  if (!isatty(STDOUT_FILENO)) rl_outstream = stderr;
  // Defaults only: what the user's inputrc says comes later and wins.
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("completion-ignore-case", "on");
  rl_variable_bind("colored-stats", "on");
  name_commands();
  set_up_completion();
  using_history();
  rl_initialize();
  bind_keys();
}

void quire_add_history(const char *text) { add_history(text); }

static void finish(quire_input_kind kind, char *text, int signal) {
  input = (quire_input){.kind = kind, .text = text, .signal = signal};
  is_reading = false;
  rl_callback_handler_remove();
}

// NULL is Ctrl-D on an empty buffer.
static void take_line(char *line) {
  finish(line ? QUIRE_TEXT : QUIRE_END_OF_INPUT, line, 0);
}

// Leaves the text on the screen with `mark` at its end and the cursor below it.
static void leave(quire_input_kind kind, const char *mark, int signal) {
  erase_hint();
  rl_callback_sigcleanup();
  rl_deactivate_mark();
  // A mark printed at a cursor in the middle would overwrite the text.
  rl_point = rl_end;
  (*rl_redisplay_function)();
  draw_all();
  fputs(mark, rl_outstream);
  fputc('\n', rl_outstream);
  fflush(rl_outstream);
  char *text = strdup(rl_line_buffer);
  stop_drawing();
  rl_free_line_state();
  rl_replace_line("", 1);
  finish(kind, text, signal);
}

// After a stop the shell may have changed the terminal, whoever stopped us.
static void resume(void) {
  rl_deprep_terminal();
  rl_prep_terminal(1);
  rl_forced_update_display();
}

static void suspend(void) {
  rl_point = rl_end;
  (*rl_redisplay_function)();
  fputc('\n', rl_outstream);
  fflush(rl_outstream);
  rl_deprep_terminal();
  catch_suspend(false);
  raise(SIGTSTP);
  // The stop is over, or was none in a session without a shell.
  catch_suspend(true);
  take_signals();
  resume();
}

static void take_wake(void) {
  erase_hint();
  take_resize();
  arrived_signals arrived = take_signals();
  if (arrived.ending) {
    leave(QUIRE_SIGNAL, "", arrived.ending);
  } else if (arrived.interrupted) {
    leave(QUIRE_INTERRUPTED, "^C", 0);
  } else if (arrived.suspended) {
    suspend();
  } else if (arrived.continued) {
    resume();
  }
}

quire_input quire_read(const char *prompt) {
  arrived_signals before = take_signals();
  if (before.ending) return (quire_input){.kind = QUIRE_SIGNAL, .signal = before.ending};
  is_reading = true;
  forget_walk();
  catch_suspend(true);
  // The window may have changed while a query ran.
  rl_reset_screen_size();
  start_drawing();
  rl_callback_handler_install(prompt, take_line);
  while (is_reading) {
    struct pollfd waiting[2] = {
        {.fd = fileno(rl_instream), .events = POLLIN},
        {.fd = wake_descriptor(), .events = POLLIN},
    };
    if (poll(waiting, 2, -1) < 0 && errno != EINTR) {
      leave(QUIRE_SIGNAL, "", SIGHUP);
    } else if (waiting[1].revents) {
      take_wake();
    } else if (waiting[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
      leave(QUIRE_SIGNAL, "", SIGHUP);
    } else if (waiting[0].revents) {
      erase_hint();
      rl_callback_read_char();
    }
  }
  catch_suspend(false);
  return input;
}

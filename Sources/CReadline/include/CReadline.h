// GNU readline as one editor: Swift 6 refuses readline's mutable globals, so the settings, the
// loop over its callback interface and the signal flags live here, and policy lives in Swift.
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stdbool.h>

// What Swift decides. Texts are UTF-8; a returned `char *` is malloc'ed and freed here.
typedef struct {
  void *owner;
  // Whether Enter runs this text.
  bool (*is_whole)(void *owner, const char *text);
  // What to say under two blank last lines, or NULL.
  char *(*describe_open)(void *owner, const char *text);
  // A paste without the prompts copied along with it, or NULL when it has none.
  char *(*clean_paste)(void *owner, const char *text);
  // The quote that is open at the cursor; '.' in a command; 0 elsewhere.
  char (*context)(void *owner, const char *text, int cursor);
  // Calls quire_offer once for each candidate for the bytes from `start` to `cursor`.
  void (*complete)(void *owner, const char *text, int start, int cursor);
} quire_hooks;

typedef enum {
  QUIRE_TEXT,
  QUIRE_INTERRUPTED,
  QUIRE_END_OF_INPUT,
  QUIRE_SIGNAL
} quire_input_kind;

// One turn at the prompt. `text` is NULL or what stood in the buffer, to be freed by the caller.
typedef struct {
  quire_input_kind kind;
  char *text;
  int signal;
} quire_input;

// Sets readline up and reads the user's inputrc. Called once, before the first quire_read.
void quire_editor_open(quire_hooks hooks);

// Shows the prompt and edits until there is something to return. The terminal is as it was before
// when this returns, so that Ctrl-C during a query is a signal.
quire_input quire_read(const char *prompt);

// One candidate: `text` replaces the word, `ending` follows it when it is the only one, the rest
// is for the list. To be called inside the `complete` hook only.
void quire_offer(const char *text, const char *ending, const char *label, const char *kind,
                 const char *type);

// The entries that Up and Ctrl-R find, oldest first.
void quire_add_history(const char *text);

// Takes over SIGINT, SIGTERM, SIGHUP, SIGCONT and SIGWINCH, and ignores SIGPIPE and SIGXFSZ.
void quire_catch_signals(void);

// Whether SIGINT came since the flag was last cleared. Safe on any thread.
bool quire_interrupted(void);
void quire_clear_interrupt(void);

// SIGTERM or SIGHUP once it came, else 0. Safe on any thread.
int quire_ending_signal(void);

#endif

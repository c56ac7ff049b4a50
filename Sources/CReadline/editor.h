// What the files of the editor share.
#ifndef QUIRE_EDITOR_H
#define QUIRE_EDITOR_H

#include "CReadline.h"

extern quire_hooks editor_hooks;

// keys.c: the commands behind Enter, Up and Down, and the bindings to them.
void name_commands(void);
void bind_keys(void);
void forget_walk(void);
void erase_hint(void);

// completion.c
void set_up_completion(void);
int display_width(const char *text, int byte_count);

// signals.c: what came since the last call, with the wake pipe emptied.
typedef struct {
  bool interrupted, suspended, continued;
  int ending;
} arrived_signals;
int wake_descriptor(void);
arrived_signals take_signals(void);
void catch_suspend(bool caught);

#endif

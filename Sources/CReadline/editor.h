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
// Where the line of an offset begins.
int line_start(int point);

// completion.c
void set_up_completion(void);

// display.c
// To be called after rl_initialize: before, readline would take the terminal for a dumb one.
void start_drawing(void);
// Until start_drawing: readline draws once more when it forgets a buffer.
void stop_drawing(void);
// How many columns some bytes take.
int display_width(const char *text, int byte_count);
// Draws a buffer taller than the screen as a whole, with the cursor at its end.
void draw_all(void);
// Takes note of a change of the window's size.
void take_resize(void);

// signals.c: what came since the last call, with the wake pipe emptied.
typedef struct {
  bool interrupted, suspended, continued;
  int ending;
} arrived_signals;
int wake_descriptor(void);
arrived_signals take_signals(void);
void catch_suspend(bool caught);

#endif

// The commands of a buffer of several lines. All have names, so an inputrc can bind them.
#include "editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

// Up and Down in a row look for what stood before the cursor at the first of them.
static char *walk_prefix;
static bool is_walking;
static bool hint_is_shown;

int line_start(int point) {
  while (point > 0 && rl_line_buffer[point - 1] != '\n') point--;
  return point;
}

static int line_end(int point) {
  while (point < rl_end && rl_line_buffer[point] != '\n') point++;
  return point;
}

// Enter

static bool is_blank(const char *text) { return text[strspn(text, " \t\n")] == '\0'; }

static void replace_buffer(const char *text) {
  rl_begin_undo_group();
  rl_delete_text(0, rl_end);
  rl_point = 0;
  rl_insert_text(text);
  rl_end_undo_group();
}

// Shows a line below the buffer until the next key. The cursor stands in column 0 of the last line.
static void show_hint(void) {
  char *hint = editor_hooks.describe_open(editor_hooks.owner, rl_line_buffer);
  if (!hint) return;
  (*rl_redisplay_function)();
  const char *up = rl_get_termcap("up");
  if (up && *up && rl_get_termcap("ce")) {
    fprintf(rl_outstream, "\r\n%s\r%s", hint, up);
    hint_is_shown = true;
  } else {
    fprintf(rl_outstream, "\r\n%s\r\n", hint);
    rl_on_new_line();
  }
  fflush(rl_outstream);
  free(hint);
}

void erase_hint(void) {
  if (!hint_is_shown) return;
  hint_is_shown = false;
  fprintf(rl_outstream, "\r\n%s%s", rl_get_termcap("ce"), rl_get_termcap("up"));
  fflush(rl_outstream);
}

static int accept(int key) {
  draw_all();
  return rl_newline(1, key);
}

static int enter(int count, int key) {
  (void)count;
  if (is_blank(rl_line_buffer) || editor_hooks.is_whole(editor_hooks.owner, rl_line_buffer))
    return accept(key);
  rl_point = rl_end;
  rl_insert_text("\n");
  if (rl_end >= 3 && strcmp(rl_line_buffer + rl_end - 3, "\n\n\n") == 0) show_hint();
  return 0;
}

// Runs with `;` supplied: on a line of its own where the last one is a comment.
static int run(int count, int key) {
  (void)count;
  static const char *const endings[] = {"", ";", "\n;"};
  size_t length = (size_t)rl_end;
  while (length > 0 && strchr(" \t\n", rl_line_buffer[length - 1])) length--;
  char *text = malloc(length + 3);
  for (int ending = 0; text && length > 0 && ending < 3; ending++) {
    memcpy(text, rl_line_buffer, length);
    strcpy(text + length, endings[ending]);
    if (!editor_hooks.is_whole(editor_hooks.owner, text)) continue;
    if (ending > 0) replace_buffer(text);
    break;
  }
  free(text);
  return accept(key);
}

static int insert_newline(int count, int key) {
  (void)count;
  (void)key;
  rl_insert_text("\n");
  return 0;
}

static int paste(int count, int key) {
  int start = rl_point;
  int result = rl_bracketed_paste_begin(count, key);
  if (rl_point <= start) return result;
  char *pasted = rl_copy_text(start, rl_point);
  char *cleaned = editor_hooks.clean_paste(editor_hooks.owner, pasted);
  free(pasted);
  if (!cleaned) return result;
  rl_begin_undo_group();
  rl_delete_text(start, rl_point);
  rl_point = start;
  rl_insert_text(cleaned);
  rl_end_undo_group();
  rl_deactivate_mark();
  free(cleaned);
  return result;
}

// Up and Down

// Moves to the line that starts at `start`, as near to `column` as it reaches.
static void move_to_column(int start, int column) {
  rl_point = start;
  int end = line_end(start);
  while (rl_point < end && display_width(rl_line_buffer + start, rl_point - start) < column)
    rl_point = rl_point + 1 < end ? rl_point + 1 : end;
  // Not inside a letter.
  while (rl_point < end && (rl_line_buffer[rl_point] & 0xC0) == 0x80) rl_point++;
}

void forget_walk(void) {
  free(walk_prefix);
  walk_prefix = NULL;
  is_walking = false;
}

static bool is_wanted(const HIST_ENTRY *entry) {
  return strncmp(entry->line, walk_prefix, strlen(walk_prefix)) == 0 &&
         strcmp(entry->line, rl_line_buffer) != 0;
}

static int walk_back(int key) {
  HIST_ENTRY **entries = history_list();
  int here = where_history(), there = here - 1;
  while (entries && there >= 0 && !is_wanted(entries[there])) there--;
  if (!entries || there < 0) return rl_ding();
  rl_get_previous_history(here - there, key);
  // On the first line, so that the next Up goes on.
  int prefix_length = (int)strlen(walk_prefix);
  rl_point = prefix_length > 0 ? prefix_length : line_end(0);
  return 0;
}

static int walk_forward(int key) {
  HIST_ENTRY **entries = history_list();
  int here = where_history(), there = here + 1;
  if (!entries || here >= history_length) return rl_ding();
  while (there < history_length && !is_wanted(entries[there])) there++;
  rl_get_next_history(there - here, key);
  rl_point = rl_end;
  return 0;
}

static int up(int count, int key);
static int down(int count, int key);

static void start_walk(void) {
  bool goes_on = is_walking && (rl_last_func == up || rl_last_func == down);
  if (goes_on) return;
  free(walk_prefix);
  walk_prefix = rl_copy_text(0, rl_point);
  is_walking = true;
}

static int up(int count, int key) {
  (void)count;
  int start = line_start(rl_point);
  if (start == 0) {
    start_walk();
    return walk_back(key);
  }
  is_walking = false;
  move_to_column(line_start(start - 1), display_width(rl_line_buffer + start, rl_point - start));
  return 0;
}

static int down(int count, int key) {
  (void)count;
  int start = line_start(rl_point), end = line_end(rl_point);
  if (end == rl_end) {
    start_walk();
    return walk_forward(key);
  }
  is_walking = false;
  move_to_column(end + 1, display_width(rl_line_buffer + start, rl_point - start));
  return 0;
}

// Bindings

void name_commands(void) {
  rl_add_defun("run-or-newline", enter, -1);
  rl_add_defun("run-statement", run, -1);
  rl_add_defun("insert-newline", insert_newline, -1);
  rl_add_defun("line-up-or-history", up, -1);
  rl_add_defun("line-down-or-history", down, -1);
}

// Binds keys that still do what readline's defaults say, so that the user's inputrc wins.
static void rebind(Keymap map, const char *keys, rl_command_func_t *usual,
                   rl_command_func_t *command) {
  char bytes[16];
  int type = ISFUNC, length = 0;
  if (rl_translate_keyseq(keys, bytes, &length) != 0) return;
  rl_command_func_t *bound = rl_function_of_keyseq_len(bytes, (size_t)length, map, &type);
  if (bound && (type != ISFUNC || bound != usual)) return;
  rl_bind_keyseq_in_map(keys, command, map);
}

static void bind_editing_keys(Keymap map, rl_command_func_t *usual_of_control_o) {
  rebind(map, "\\C-m", rl_newline, enter);
  rebind(map, "\\C-j", rl_newline, enter);
  rebind(map, "\\e\\C-m", rl_vi_editing_mode, run);
  rebind(map, "\\e\\C-j", rl_vi_editing_mode, run);
  rebind(map, "\\C-o", usual_of_control_o, insert_newline);
  rebind(map, "\\e[200~", rl_bracketed_paste_begin, paste);
}

static void bind_arrows(Keymap map) {
  static const char *const ups[] = {"\\e[A", "\\eOA", "\\C-p"};
  static const char *const downs[] = {"\\e[B", "\\eOB", "\\C-n"};
  for (int index = 0; index < 3; index++) {
    rebind(map, ups[index], rl_get_previous_history, up);
    rebind(map, downs[index], rl_get_next_history, down);
  }
}

void bind_keys(void) {
  Keymap emacs = rl_get_keymap_by_name("emacs-standard");
  Keymap insertion = rl_get_keymap_by_name("vi-insert");
  Keymap movement = rl_get_keymap_by_name("vi-command");
  bind_editing_keys(emacs, rl_named_function("operate-and-get-next"));
  rebind(emacs, "\\C-x\\C-m", NULL, insert_newline);
  bind_editing_keys(insertion, rl_insert);
  bind_arrows(emacs);
  bind_arrows(insertion);
  bind_arrows(movement);
  rebind(movement, "\\C-m", rl_newline, run);
  rebind(movement, "\\C-j", rl_newline, run);
  rebind(movement, "k", rl_get_previous_history, up);
  rebind(movement, "j", rl_get_next_history, down);
}

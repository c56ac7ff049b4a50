// Completion: readline replaces the word and lists; what is offered, and in what order, is Swift's.
#define _GNU_SOURCE
#include "editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

typedef struct {
  char *text, *ending, *label, *kind, *type;
} candidate;

static candidate *candidates;
static int candidate_count, candidate_room;

static void forget_candidates(void) {
  for (int index = 0; index < candidate_count; index++) {
    candidate *one = &candidates[index];
    free(one->text), free(one->ending), free(one->label), free(one->kind), free(one->type);
  }
  candidate_count = 0;
}

void quire_offer(const char *text, const char *ending, const char *label, const char *kind,
                 const char *type) {
  if (candidate_count == candidate_room) {
    int room = candidate_room ? 2 * candidate_room : 64;
    candidate *grown = realloc(candidates, (size_t)room * sizeof *grown);
    if (!grown) return;
    candidates = grown;
    candidate_room = room;
  }
  candidate one = {strdup(text), strdup(ending), strdup(label), strdup(kind), strdup(type)};
  candidates[candidate_count++] = one;
}

// How many bytes all candidates begin with, never ending inside a letter.
static size_t common_length(void) {
  size_t length = strlen(candidates[0].text);
  for (int index = 1; index < candidate_count; index++) {
    size_t same = 0;
    while (same < length && candidates[index].text[same] == candidates[0].text[same]) same++;
    length = same;
  }
  while (length > 0 && (candidates[0].text[length] & 0xC0) == 0x80) length--;
  return length;
}

// What replaces the word: all of a lone candidate, else what all share, but never less than typed.
static char *replacement(const char *word) {
  if (candidate_count > 1) {
    size_t length = common_length();
    return length < strlen(word) ? strdup(word) : strndup(candidates[0].text, length);
  }
  const candidate *one = &candidates[0];
  const char *after = rl_line_buffer + rl_point;
  bool is_there = strncmp(after, one->ending, strlen(one->ending)) == 0;
  char *whole = NULL;
  return asprintf(&whole, "%s%s", one->text, is_there ? "" : one->ending) < 0 ? NULL : whole;
}

static char **attempt(const char *word, int start, int end) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  rl_completion_suppress_append = 1;
  rl_sort_completion_matches = 0;
  rl_filename_completion_desired = 0;
  forget_candidates();
  editor_hooks.complete(editor_hooks.owner, rl_line_buffer, start, end);
  if (candidate_count == 0) return NULL;
  char **matches = calloc((size_t)candidate_count + 2, sizeof *matches);
  if (!matches) return NULL;
  matches[0] = replacement(word);
  for (int index = 0; candidate_count > 1 && index < candidate_count; index++)
    matches[index + 1] = strdup(candidates[index].text);
  return matches;
}

// In quotes the word is all of the name, in a command a whole argument.
static char *word_breaks(void) {
  static char sql[] = " \t\n()+-*/<>=,;|'", command[] = " \t\n=,'\"", single[] = "'",
              name[] = "\"", back[] = "`", bracket[] = "[";
  switch (editor_hooks.context(editor_hooks.owner, rl_line_buffer, rl_point)) {
    case '.': return command;
    case '\'': return single;
    case '"': return name;
    case '`': return back;
    case '[': return bracket;
    default: return sql;
  }
}

static void print_padded(const char *text, int width) {
  fprintf(rl_outstream, "%s%*s", text, width - display_width(text, (int)strlen(text)), "");
}

static void print_table(void) {
  int label_width = 0, kind_width = 0;
  for (int index = 0; index < candidate_count; index++) {
    int label = display_width(candidates[index].label, (int)strlen(candidates[index].label));
    int kind = display_width(candidates[index].kind, (int)strlen(candidates[index].kind));
    if (label > label_width) label_width = label;
    if (kind > kind_width) kind_width = kind;
  }
  for (int index = 0; index < candidate_count; index++) {
    const candidate *one = &candidates[index];
    print_padded(one->label, *one->kind || *one->type ? label_width + 2 : 0);
    print_padded(one->kind, *one->type ? kind_width + 2 : 0);
    fprintf(rl_outstream, "%s\n", one->type);
  }
}

static bool agrees_to_list(int count) {
  if (rl_completion_query_items <= 0 || count <= rl_completion_query_items) return true;
  fprintf(rl_outstream, "list all %d? (y or n)", count);
  fflush(rl_outstream);
  int key = rl_read_key();
  fputs("\r\n", rl_outstream);
  if (key == 'y' || key == 'Y' || key == ' ') return true;
  // Who types on wants no list, and the letter.
  if (key > 0 && key != 'n' && key != 'N') rl_execute_next(key);
  return false;
}

// One candidate a line with kind and type while that leaves the buffer in sight, else names only,
// in columns.
static void list(char **matches, int count, int longest) {
  int rows, columns;
  rl_get_screen_size(&rows, &columns);
  // After the last line of the buffer, not after the cursor's.
  int point = rl_point;
  rl_point = rl_end;
  (*rl_redisplay_function)();
  rl_point = point;
  rl_crlf();
  if (agrees_to_list(count)) {
    if (count == candidate_count && count <= rows * 2 / 3) {
      print_table();
    } else {
      int query_items = rl_completion_query_items;
      rl_completion_query_items = 0;
      rl_display_match_list(matches, count, longest);
      rl_completion_query_items = query_items;
    }
  }
  fflush(rl_outstream);
  rl_forced_update_display();
}

void set_up_completion(void) {
  rl_attempted_completion_function = attempt;
  rl_completion_word_break_hook = word_breaks;
  rl_completion_display_matches_hook = list;
  // Quotes are Swift's: readline would close them a second time.
  rl_completer_quote_characters = NULL;
  rl_basic_quote_characters = NULL;
}

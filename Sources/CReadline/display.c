// A buffer taller than the screen: readline would draw its top and lose count of the rest, so it is
// given the lines around the cursor to draw, and all of them once when the buffer is done.
#define _GNU_SOURCE
#include "editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <readline/readline.h>

// Where the first line drawn begins.
static int window_start;

int display_width(const char *text, int byte_count) {
  int width = 0;
  mbstate_t state = {0};
  for (int offset = 0; offset < byte_count;) {
    wchar_t letter;
    size_t length = mbrtowc(&letter, text + offset, (size_t)(byte_count - offset), &state);
    if (length == 0 || length > (size_t)byte_count) return width + byte_count - offset;
    int columns = wcwidth(letter);
    // readline shows a control character as ^X and a tab as up to eight blanks.
    width += columns >= 0 ? columns : letter == L'\t' ? 8 : 2;
    offset += (int)length;
  }
  return width;
}

static int next_line(int offset) {
  while (offset < rl_end && rl_line_buffer[offset] != '\n') offset++;
  return offset < rl_end ? offset + 1 : rl_end + 1;
}

// The rows that the line at an offset takes, at least one.
static int row_count(int offset, int columns, int indent) {
  int width = indent + display_width(rl_line_buffer + offset, next_line(offset) - 1 - offset);
  return 1 + width / columns;
}

// The prompt's width without what stands between the marks for colours.
static int prompt_width(void) {
  int width = 0;
  const char *rest = rl_display_prompt ? rl_display_prompt : "";
  while (*rest) {
    int length = (int)strcspn(rest, "\001");
    width += display_width(rest, length);
    rest += length;
    rest += strcspn(rest, "\002");
    if (*rest) rest++;
  }
  return width;
}

// The end of the lines from `start` that fit into some rows; `start` itself if the first does not.
static int end_of_window(int start, int rows, int columns) {
  int end = start, indent = prompt_width();
  while (end <= rl_end) {
    rows -= row_count(end, columns, indent);
    if (rows < 0) break;
    indent = 0;
    end = next_line(end);
  }
  return end;
}

static int screen_rows(int *columns) {
  int rows;
  rl_get_screen_size(&rows, columns);
  if (*columns < 1) *columns = 80;
  return rows;
}

static bool is_tall(void) {
  const char *up = rl_get_termcap("up");
  int columns, rows = screen_rows(&columns);
  return up && *up && end_of_window(0, rows, columns) <= rl_end;
}

static void draw_window(int start, int end) {
  char *all = rl_line_buffer, *window = strndup(all + start, (size_t)(end - start));
  if (!window) return rl_redisplay();
  int point = rl_point, whole_end = rl_end, mark = rl_mark;
  rl_line_buffer = window;
  rl_end = end - start;
  rl_point = point - start;
  rl_mark = mark < start ? 0 : mark > end ? rl_end : mark - start;
  rl_redisplay();
  rl_line_buffer = all;
  rl_end = whole_end;
  rl_point = point;
  rl_mark = mark;
  free(window);
}

static void redisplay(void) {
  if (!is_tall()) {
    window_start = 0;
    return rl_redisplay();
  }
  int columns, rows = screen_rows(&columns), line = line_start(rl_point);
  if (window_start > line) window_start = line;
  if (end_of_window(window_start, rows, columns) <= rl_point) {
    // The cursor's line becomes the last one.
    window_start = line;
    while (window_start > 0) {
      int above = line_start(window_start - 1);
      if (end_of_window(above, rows, columns) <= rl_point) break;
      window_start = above;
    }
  }
  int end = end_of_window(window_start, rows, columns);
  // A single line that fills the screen is readline's own affair.
  if (end <= rl_point) return rl_redisplay();
  draw_window(window_start, end > rl_end ? rl_end : end - 1);
}

void draw_all(void) {
  if (!is_tall()) return;
  rl_clear_visible_line();
  for (const char *rest = rl_prompt ? rl_prompt : ""; *rest; rest++)
    if (*rest != '\001' && *rest != '\002') fputc(*rest, rl_outstream);
  for (const char *rest = rl_line_buffer; *rest; rest++) {
    unsigned char byte = (unsigned char)*rest;
    // What was pasted cannot speak to the terminal.
    bool is_control = (byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7F;
    fputc(is_control ? '?' : byte, rl_outstream);
  }
  fflush(rl_outstream);
  rl_on_new_line();
}

static void draw_nothing(void) {}

void start_drawing(void) { rl_redisplay_function = redisplay; }

void stop_drawing(void) { rl_redisplay_function = draw_nothing; }

// readline redraws after a change of size only what it draws itself.
void take_resize(void) {
  if (!is_tall()) rl_redisplay_function = rl_redisplay;
  rl_check_signals();
  start_drawing();
}

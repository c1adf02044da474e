/* Source texts and places in them. Every value keeps the span it came from; a message turns the
 * span into a place (file, line, column) only when it is printed. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

/* A text with a name. Immutable; lives in the arena it was made in. */
typedef struct Source {
  const char *name; /* as shown to people: the path the user gave */
  const char *text; /* UTF-8, NUL-terminated; may hold further NUL bytes */
  size_t length;
} Source;

/* Bytes [start, end) of a source. A zeroed span means "no place". */
typedef struct Span {
  const Source *source;
  size_t start, end;
} Span;

/* A place as people read it. */
typedef struct Place {
  const char *file;   /* NULL: no place */
  size_t line;        /* from 1; 0: the whole file */
  size_t column;      /* from 1, in characters; 0: the whole line */
  const char *text;   /* the line's text, for the caret; NULL: not shown */
  size_t text_length; /* bytes of text */
  size_t width;       /* characters to underline, at least 1 */
} Place;

/* Reads a whole file (at most `limit` bytes; 0: 256 MiB). A byte order mark is dropped. Errors are
 * G_FILE_ERROR's. The text is not checked to be UTF-8: see source_check_utf8. The arena
 * notes the file. */
Source *source_load(Arena *arena, const char *path, size_t limit, GError **error);

/* A copy of `text` as a source. */
Source *source_from_text(Arena *arena, const char *name, const char *text, size_t length);

/* The span of the first byte that is not UTF-8 or is NUL; false if there is none. */
bool source_find_invalid(const Source *source, Span *where);

Place place_of_span(Span span);

/* Where the byte `offset` of a text stands in the source, if `span` spells the text out just so;
 * else (or for -1) the whole span. */
Span text_place(Span span, const char *text, long offset);

/* A place that is a whole file. `file` must outlive the place. */
Place place_of_file(const char *file);

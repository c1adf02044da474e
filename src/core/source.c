#include "core/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_LIMIT = 256 * 1024 * 1024 };

static const char BOM[] = "\xEF\xBB\xBF";

static Source *
new_source(Arena *arena, const char *name, const char *text, size_t length)
{
  Source *source = arena_new0(arena, Source);
  if (length >= 3 && memcmp(text, BOM, 3) == 0) {
    text += 3;
    length -= 3;
  }
  source->name = arena_strdup(arena, name);
  source->text = text;
  source->length = length;
  return source;
}

Source *
source_from_text(Arena *arena, const char *name, const char *text, size_t length)
{
  return new_source(arena, name, arena_strndup(arena, text, length), length);
}

static void
set_file_error(GError **error, int number)
{
  g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(number),
                      g_strerror(number));
}

/* Reads until the end, so that pipes and files that grow are read as they are. */
static bool
read_all(int file, GString *text, size_t limit, GError **error)
{
  for (;;) {
    char buffer[64 * 1024];
    ssize_t got = read(file, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      set_file_error(error, errno);
      return false;
    }
    if (got == 0)
      return true;
    g_string_append_len(text, buffer, got);
    if (text->len > limit) {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the file is larger than %zu MiB",
                  limit / (1024 * 1024));
      return false;
    }
  }
}

Source *
source_load(Arena *arena, const char *path, size_t limit, GError **error)
{
  arena_note_file(arena, path); /* that it is not there decides, too */
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    set_file_error(error, errno);
    return NULL;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  bool whole = read_all(file, text, limit ? limit : DEFAULT_LIMIT, error);
  close(file);
  return whole ? source_from_text(arena, path, text->str, text->len) : NULL;
}

bool
source_find_invalid(const Source *source, Span *where)
{
  const char *end = NULL;
  if (g_utf8_validate_len(source->text, source->length, &end))
    return false;
  size_t at = (size_t)(end - source->text);
  *where = (Span){ source, at, at + 1 };
  return true;
}

static size_t
count_characters(const char *text, const char *end)
{
  size_t count = 0;
  for (; text < end; text++)
    count += ((unsigned char)*text & 0xC0) != 0x80;
  return count;
}

Place
place_of_span(Span span)
{
  if (!span.source)
    return (Place){ 0 };
  const char *text = span.source->text, *limit = text + span.source->length;
  const char *start = text + MIN(span.start, span.source->length);
  const char *end = text + CLAMP(span.end, span.start, span.source->length);

  size_t line = 1;
  const char *line_start = text;
  for (const char *p = text; (p = memchr(p, '\n', (size_t)(start - p))) != NULL; p++) {
    line++;
    line_start = p + 1;
  }
  const char *line_end = memchr(start, '\n', (size_t)(limit - start));
  if (!line_end)
    line_end = limit;
  const char *shown_end = line_end;
  if (shown_end > line_start && shown_end[-1] == '\r')
    shown_end--;

  size_t width = count_characters(start, MIN(end, shown_end));
  return (Place){
    .file = span.source->name,
    .line = line,
    .column = count_characters(line_start, start) + 1,
    .text = line_start,
    .text_length = (size_t)(shown_end - line_start),
    .width = MAX(width, 1),
  };
}

Place
place_of_file(const char *file)
{
  return (Place){ .file = file };
}

Span
text_place(Span span, const char *text, long offset)
{
  size_t length = strlen(text);
  if (!span.source || offset < 0 || (size_t)offset >= length)
    return span;
  const char *source = span.source->text;
  const char *found = g_strstr_len(source + span.start, (gssize)(span.end - span.start), text);
  if (!found)
    return span;
  size_t at = (size_t)(found - source) + (size_t)offset;
  size_t end = at + 1;
  while (end < span.end && (g_ascii_isalnum(source[end]) || source[end] == '_'))
    end++;
  return (Span){ span.source, at, end };
}

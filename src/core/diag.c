#include "core/diag.h"

#include <stdarg.h>
#include <string.h>

enum { KEPT_PER_CODE = 1000, SHOWN_TEXT = 160 };

struct DiagList {
  Arena *arena;
  GPtrArray *diags;     /* of Diag, in the arena */
  GHashTable *seen;     /* "file:line:col:code:message" */
  GHashTable *per_code; /* code → count */
  size_t counts[DIAG_SEVERITY_COUNT];
};

DiagList *
diag_list_new(void)
{
  DiagList *list = g_new0(DiagList, 1);
  list->arena = arena_new();
  list->diags = g_ptr_array_new();
  list->seen = g_hash_table_new(g_str_hash, g_str_equal);
  list->per_code = g_hash_table_new(g_str_hash, g_str_equal);
  return list;
}

void
diag_list_free(DiagList *list)
{
  if (!list)
    return;
  g_ptr_array_unref(list->diags);
  g_hash_table_unref(list->seen);
  g_hash_table_unref(list->per_code);
  arena_free(list->arena);
  g_free(list);
}

/* Control characters and broken UTF-8 of the input must not reach a terminal. */
static char *
printable(Arena *arena, const char *text)
{
  if (!text)
    return NULL;
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (char *p = valid; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7F)
      *p = ' ';
  return arena_strdup(arena, valid);
}

/* More than are kept are only counted: looking for the places of a million faults takes long. */
static bool
is_crowded(DiagList *list, const char *code)
{
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(list->per_code, code));
  if (count <= KEPT_PER_CODE)
    return false;
  g_hash_table_insert(list->per_code, (char *)code, GUINT_TO_POINTER(count + 1));
  return true;
}

static bool
admit(DiagList *list, const char *code, const Place *place, const char *message)
{
  char *key = arena_printf(list->arena, "%s:%zu:%zu:%s:%s", place->file ? place->file : "",
                           place->line, place->column, code, message);
  if (!g_hash_table_add(list->seen, key))
    return false;
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(list->per_code, code)) + 1;
  g_hash_table_insert(list->per_code, (char *)code, GUINT_TO_POINTER(count));
  return count <= KEPT_PER_CODE;
}

static void
add_message(DiagList *list, DiagSeverity severity, const char *code, Place place, const char *hint,
            const char *raw)
{
  const char *message = printable(list->arena, raw);
  if (!admit(list, code, &place, message)) {
    return;
  }
  Diag *diag = arena_new0(list->arena, Diag);
  *diag = (Diag){ severity, code, place, message, printable(list->arena, hint) };
  diag->place.file = arena_strdup(list->arena, place.file);
  diag->place.text = place.text ? arena_strndup(list->arena, place.text, place.text_length) : NULL;
  g_ptr_array_add(list->diags, diag);
  list->counts[severity]++;
}

#define ADD_FORMATTED(list, severity, code, place, hint, format)                                   \
  do {                                                                                             \
    if (is_crowded(list, code))                                                                    \
      break;                                                                                       \
    va_list arguments;                                                                             \
    va_start(arguments, format);                                                                   \
    g_autofree char *message = g_strdup_vprintf(format, arguments);                                \
    va_end(arguments);                                                                             \
    add_message(list, severity, code, place, hint, message);                                       \
  } while (0)

void
diag_add(DiagList *list, DiagSeverity severity, const char *code, Place place, const char *hint,
         const char *format, ...)
{
  ADD_FORMATTED(list, severity, code, place, hint, format);
}

void
diag_error(DiagList *list, const char *code, Span span, const char *hint, const char *format, ...)
{
  ADD_FORMATTED(list, DIAG_ERROR, code, place_of_span(span), hint, format);
}

void
diag_warning(DiagList *list, const char *code, Span span, const char *hint, const char *format, ...)
{
  ADD_FORMATTED(list, DIAG_WARNING, code, place_of_span(span), hint, format);
}

size_t
diag_count(const DiagList *list, DiagSeverity severity)
{
  return list->counts[severity];
}

size_t
diag_total(const DiagList *list)
{
  return list->diags->len;
}

const Diag *
diag_at(const DiagList *list, size_t index)
{
  return g_ptr_array_index(list->diags, index);
}

typedef struct Palette {
  const char *severity[DIAG_SEVERITY_COUNT];
  const char *bold, *dim, *reset;
} Palette;

static const Palette PLAIN = { { "", "", "" }, "", "", "" };
static const Palette COLOURED = {
  { "\033[36m", "\033[35m", "\033[31m" },
  "\033[1m",
  "\033[2m",
  "\033[0m",
};
static const char *const SEVERITY_NAMES[DIAG_SEVERITY_COUNT] = { "note", "warning", "error" };

static void
print_head(const Diag *diag, FILE *stream, const Palette *palette)
{
  const Place *place = &diag->place;
  fputs(palette->bold, stream);
  if (place->file)
    fprintf(stream, "%s:", place->file);
  if (place->file && place->line)
    fprintf(stream, "%zu:", place->line);
  if (place->file && place->line && place->column)
    fprintf(stream, "%zu:", place->column);
  fprintf(stream, "%s%s%s%s%s: %s%s [%s]%s\n", place->file ? " " : "", palette->reset,
          palette->bold, palette->severity[diag->severity], SEVERITY_NAMES[diag->severity],
          palette->reset, diag->message, diag->code, palette->reset);
}

/* The line, cut around the place when it is long, and a caret below it. */
static void
print_line(const Diag *diag, FILE *stream, const Palette *palette)
{
  const Place *place = &diag->place;
  g_autofree char *valid = g_utf8_make_valid(place->text, (gssize)place->text_length);
  for (char *p = valid; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7F)
      *p = ' ';
  size_t length = (size_t)g_utf8_strlen(valid, -1), from = 0;
  size_t column = CLAMP(place->column, 1, length + 1) - 1;
  if (length > SHOWN_TEXT && column > SHOWN_TEXT / 2)
    from = MIN(column - SHOWN_TEXT / 2, length - SHOWN_TEXT);
  size_t shown = MIN(length - from, SHOWN_TEXT);
  g_autofree char *text = g_utf8_substring(valid, (glong)from, (glong)(from + shown));

  fprintf(stream, "%s%6zu |%s %s\n", palette->dim, place->line, palette->reset, text);
  if (place->column == 0)
    return;
  fprintf(stream, "%s       |%s %*s%s^", palette->dim, palette->reset, (int)(column - from), "",
          palette->severity[diag->severity]);
  size_t room = from + shown > column ? from + shown - column : 1;
  for (size_t i = 1; i < MIN(place->width, room); i++)
    fputc('~', stream);
  fprintf(stream, "%s\n", palette->reset);
}

static void
print_dropped(const DiagList *list, FILE *stream)
{
  g_autoptr(GList) codes = g_hash_table_get_keys(list->per_code);
  codes = g_list_sort(codes, (GCompareFunc)strcmp);
  for (const GList *item = codes; item; item = item->next) {
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(list->per_code, item->data));
    if (count > KEPT_PER_CODE)
      fprintf(stream, "note: %u more of [%s] are not shown\n", count - KEPT_PER_CODE,
              (const char *)item->data);
  }
}

void
diag_print(const DiagList *list, FILE *stream, DiagStyle style)
{
  const Palette *palette = style.colour ? &COLOURED : &PLAIN;
  for (size_t i = 0; i < diag_total(list); i++) {
    const Diag *diag = diag_at(list, i);
    print_head(diag, stream, palette);
    if (style.brief)
      continue;
    if (diag->place.text && diag->place.line)
      print_line(diag, stream, palette);
    if (diag->hint)
      fprintf(stream, "%s       =%s hint: %s\n", palette->dim, palette->reset, diag->hint);
  }
  print_dropped(list, stream);
}

/* Damerau-Levenshtein distance (optimal string alignment), case folded, bytes. */
static size_t
edit_distance(const char *a, const char *b)
{
  size_t n = strlen(a), m = strlen(b);
  g_autofree size_t *cells = g_new(size_t, 3 * (m + 1));
  size_t *before = cells, *above = cells + m + 1, *row = cells + 2 * (m + 1);

  for (size_t j = 0; j <= m; j++)
    above[j] = j;
  for (size_t i = 1; i <= n; i++) {
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t cost = g_ascii_tolower(a[i - 1]) != g_ascii_tolower(b[j - 1]);
      row[j] = MIN(MIN(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN(row[j], before[j - 2] + 1);
    }
    size_t *spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[m];
}

const char *
diag_suggest(const char *wrong, const char *const *names)
{
  const char *nearest = NULL;
  size_t length = strlen(wrong);
  if (length > 64)
    return NULL;
  size_t least = MAX(length / 3, 1) + 1;
  for (; *names; names++) {
    if (strlen(*names) > length + least)
      continue;
    size_t distance = edit_distance(wrong, *names);
    if (distance < least) {
      least = distance;
      nearest = *names;
    }
  }
  return nearest;
}

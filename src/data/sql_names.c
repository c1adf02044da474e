/* Names and texts in SQL. SQL tells no "Name" from "name", and a column of a subquery cannot be
 * called "true" or "false". So columns with upper case letters, and those two, end in SQL with
 * marks that nobody sees: one that begins them, then one a letter, up to the last that is upper
 * case. */
#include "data/catalog_private.h"

#include <string.h>

#define MARK_BEGIN "\xE2\x81\xA0" /* U+2060 */
#define MARK_UPPER "\xE2\x81\xA1" /* U+2061 */
#define MARK_LOWER "\xE2\x81\xA2" /* U+2062 */
enum { MARK_BYTES = 3 };

static char *
quoted(Arena *arena, const char *text, char quote)
{
  size_t length = strlen(text), quotes = 0;
  for (const char *c = text; *c; c++)
    quotes += *c == quote;
  char *result = arena_alloc(arena, length + quotes + 3), *out = result;

  *out++ = quote;
  for (; *text; text++) {
    if (*text == quote)
      *out++ = quote;
    *out++ = *text;
  }
  *out = quote;
  return result;
}

char *
sql_name(Arena *arena, const char *name)
{
  return quoted(arena, name, '"');
}

char *
sql_text(Arena *arena, const char *text)
{
  return quoted(arena, text, '\'');
}

/* The end of the last upper case letter; NULL: there is none. */
static const char *
upper_end(const char *name)
{
  const char *end = NULL;
  for (const char *p = name; *p; p++)
    if (g_ascii_isupper(*p))
      end = p + 1;
  return end;
}

char *
sql_column(Arena *arena, const char *name)
{
  const char *end = upper_end(name);
  bool truth = strcmp(name, "true") == 0 || strcmp(name, "false") == 0;
  if (!end && !truth && !strstr(name, MARK_BEGIN))
    return sql_name(arena, name);
  g_autoptr(GString) marked = g_string_new(name);
  g_string_append(marked, MARK_BEGIN);
  for (const char *p = name; end && p < end; p++)
    if (g_ascii_isalpha(*p))
      g_string_append(marked, g_ascii_isupper(*p) ? MARK_UPPER : MARK_LOWER);
  return sql_name(arena, marked->str);
}

char *
sql_column_plain(Arena *arena, const char *name)
{
  size_t length = strlen(name);
  while (length >= MARK_BYTES && (memcmp(name + length - MARK_BYTES, MARK_UPPER, MARK_BYTES) == 0 ||
                                  memcmp(name + length - MARK_BYTES, MARK_LOWER, MARK_BYTES) == 0))
    length -= MARK_BYTES;
  bool marked =
      length >= MARK_BYTES && memcmp(name + length - MARK_BYTES, MARK_BEGIN, MARK_BYTES) == 0;
  return marked ? arena_strndup(arena, name, length - MARK_BYTES) : arena_strdup(arena, name);
}

char *
sql_plain(Arena *arena, const char *sql)
{
  g_autoptr(GString) plain = g_string_new(sql);
  g_string_replace(plain, MARK_BEGIN, "", 0);
  g_string_replace(plain, MARK_UPPER, "", 0);
  g_string_replace(plain, MARK_LOWER, "", 0);
  return arena_strdup(arena, plain->str);
}

/* ---- columns of tables ---- */

static guint
hash_name(gconstpointer name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  return g_str_hash(lower);
}

static gboolean
names_equal(gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp(a, b) == 0;
}

const char *const *
sql_declared(Arena *arena, const Table *table)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(hash_name, names_equal);
  const char **names = arena_array(arena, const char *, table->column_count + 1);
  for (size_t i = 0; i < table->column_count; i++) {
    const char *name = table->columns[i].name, *unique = name;
    for (int k = 2; g_hash_table_contains(seen, unique); k++)
      unique = arena_printf(arena, "%s_%d", name, k);
    g_hash_table_add(seen, (gpointer)unique);
    names[i] = sql_name(arena, unique);
  }
  return names;
}

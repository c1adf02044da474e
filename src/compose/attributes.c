#include "compose/document_private.h"

#include "core/language.h"

#include <string.h>

static bool
is_word_byte(char c)
{
  return g_ascii_isalnum(c) || (unsigned char)c >= 0x80 || strchr("-_.:", c) != NULL;
}

static size_t
word_length(const char *text)
{
  size_t i = 0;
  while (text[i] && is_word_byte(text[i]))
    i++;
  return i;
}

/* A class may not hold another dot: ".a.b" are two. */
static size_t
class_length(const char *text)
{
  size_t length = word_length(text), i = 0;
  while (i < length && text[i] != '.')
    i++;
  return i;
}

/* key=value or key="value": its length, or 0. */
static size_t
parse_pair(Arena *arena, const char *text, GPtrArray *values)
{
  size_t key = word_length(text);
  if (!key || text[key] != '=')
    return 0;
  const char *value = text + key + 1;
  bool quoted = *value == '"';
  size_t length = quoted ? strcspn(value + 1, "\"") : strcspn(value, " \t\r\n}");
  if (quoted && !value[1 + length])
    return 0;
  g_ptr_array_add(values, arena_strndup(arena, text, key));
  g_ptr_array_add(values, arena_strndup(arena, value + quoted, length));
  return key + 1 + length + (quoted ? 2 : 0);
}

/* One item at `text`: its length, or 0 where it is none. */
static size_t
parse_item(Arena *arena, const char *text, Attributes *attributes, GPtrArray *classes,
           GPtrArray *values)
{
  if (*text == '#') {
    size_t length = word_length(text + 1);
    if (length)
      attributes->id = arena_strndup(arena, text + 1, length);
    return length ? length + 1 : 0;
  }
  if (*text == '.') {
    size_t length = class_length(text + 1);
    if (length)
      g_ptr_array_add(classes, arena_strndup(arena, text + 1, length));
    return length ? length + 1 : 0;
  }
  return parse_pair(arena, text, values);
}

Attributes
attributes_parse(Arena *arena, const char *text, Span span, DiagList *diags)
{
  Attributes attributes = { .span = span };
  g_autoptr(GPtrArray) classes = g_ptr_array_new(), values = g_ptr_array_new();
  const char *at = text;
  bool braces = *at == '{';
  if (braces)
    at++;
  else if (*at) {
    g_ptr_array_add(classes, arena_strdup(arena, text));
    at += strlen(at);
  }
  while (*at && *at != '}') {
    size_t length = g_ascii_isspace(*at) ? 1 : parse_item(arena, at, &attributes, classes, values);
    if (!length) {
      diag_error(diags, "bad-attributes", span, "attributes look like {#id .class}",
                 "attributes cannot be read from \"%s\"", at);
      break;
    }
    at += length;
  }
  if (braces && *at == '\0')
    diag_error(diags, "bad-attributes", span, "end them with }", "attributes are not closed");
  if (classes->len) {
    g_ptr_array_add(classes, NULL);
    attributes.classes = arena_dup(arena, classes->pdata, classes->len * sizeof(char *));
  }
  if (values->len) {
    g_ptr_array_add(values, NULL);
    attributes.values = arena_dup(arena, values->pdata, values->len * sizeof(char *));
  }
  return attributes;
}

const char *
attributes_value(const Attributes *attributes, const char *key)
{
  for (const char *const *at = attributes->values; at && *at; at += 2) {
    if (strcmp(at[0], key) == 0)
      return at[1];
  }
  return NULL;
}

const char *
attributes_language(const Attributes *attributes, DiagList *diags)
{
  const char *language = attributes_value(attributes, "lang");
  if (!language || language_is_tag(language))
    return language;
  diag_error(diags, "bad-language", attributes->span, "write lang=ru, lang=kk, lang=en",
             "\"%s\" is no language", language);
  return NULL;
}

bool
attributes_has(const Attributes *attributes, const char *class_name)
{
  for (const char *const *at = attributes->classes; at && *at; at++) {
    if (strcmp(*at, class_name) == 0)
      return true;
  }
  return false;
}

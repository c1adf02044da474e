/* From JavaScript's regular expressions to PCRE's: what the two spell alike but mean differently is
 * rewritten, what only PCRE has is refused. */
#include "chart/expr_private.h"

#include <string.h>

#define SPACES                                                                                     \
  "\\x09-\\x0d\\x20\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"        \
  "\\x{3000}\\x{feff}"
#define WORD "A-Za-z0-9_"
#define LINE_ENDS "\\n\\r\\x{2028}\\x{2029}"

/* Escapes for sets of characters, inside brackets and outside: ASCII but for white space. */
static const struct {
  char letter;
  const char *inside, *outside;
} set_escapes[] = {
  { 'd', "0-9", "[0-9]" },
  { 'D', "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}", "[^0-9]" },
  { 'w', WORD, "[" WORD "]" },
  { 'W', "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}", "[^" WORD "]" },
  { 's', SPACES, "[" SPACES "]" },
  { 'S',
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
    "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}",
    "[^" SPACES "]" },
};

/* Other escapes outside brackets. */
static const struct {
  char letter;
  const char *pcre;
} plain_escapes[] = {
  { 'n', "\\n" },
  { 'r', "\\r" },
  { 't', "\\t" },
  { 'f', "\\f" },
  { 'v', "\\x0b" },
  { '0', "\\x{0}" },
  { 'b', "(?:(?<=[" WORD "])(?![" WORD "])|(?<![" WORD "])(?=[" WORD "]))" },
  { 'B', "(?:(?<=[" WORD "])(?=[" WORD "])|(?<![" WORD "])(?![" WORD "]))" },
};

typedef struct Pattern {
  const char *at;
  GString *out;
  bool multiline, dot_all, unicode;
  bool repeated; /* the last item carries a quantifier already */
  const char *fault;
} Pattern;

static bool
hex_code(const char *at, int digits, gunichar *code)
{
  *code = 0;
  for (int i = 0; i < digits; i++) {
    if (!g_ascii_isxdigit(at[i]))
      return false;
    *code = *code * 16 + (gunichar)g_ascii_xdigit_value(at[i]);
  }
  return true;
}

/* \xHH, \uHHHH, a pair of the latter, \u{H…}; false if it is none of them. */
static bool
translate_code(Pattern *pattern)
{
  const char *at = pattern->at, *end = NULL;
  gunichar code = 0, low;
  if (*at == 'x' && hex_code(at + 1, 2, &code)) {
    end = at + 3;
  } else if (*at == 'u' && at[1] == '{' && pattern->unicode) {
    size_t digits = strspn(at + 2, "0123456789abcdefABCDEF");
    if (digits > 0 && digits <= 6 && at[2 + digits] == '}')
      end = hex_code(at + 2, (int)digits, &code) ? at + 3 + digits : NULL;
  } else if (*at == 'u' && hex_code(at + 1, 4, &code)) {
    end = at + 5;
    if (code >= 0xd800 && code < 0xdc00 && end[0] == '\\' && end[1] == 'u' &&
        hex_code(end + 2, 4, &low) && low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      end += 6;
    }
  }
  if (!end)
    return false;
  if ((code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
    pattern->fault = "this code stands for no character";
  g_string_append_printf(pattern->out, "\\x{%x}", (unsigned)code);
  pattern->at = end;
  return true;
}

/* \p{…} and \P{…}: PCRE knows the names without "Script=" and the like. */
static bool
translate_property(Pattern *pattern)
{
  const char *at = pattern->at, *end = strchr(at, '}');
  if (!pattern->unicode || (*at != 'p' && *at != 'P') || at[1] != '{' || !end)
    return false;
  const char *name = at + 2, *equals = memchr(name, '=', (size_t)(end - name));
  name = equals ? equals + 1 : name;
  g_string_append_printf(pattern->out, "\\%c{%.*s}", *at, (int)(end - name), name);
  pattern->at = end + 1;
  return true;
}

static const char *
set_escape(char letter, bool inside)
{
  for (size_t i = 0; i < G_N_ELEMENTS(set_escapes); i++)
    if (letter && set_escapes[i].letter == letter)
      return inside ? set_escapes[i].inside : set_escapes[i].outside;
  return NULL;
}

/* A character that stands for itself, `at` behind its backslash. */
static void
translate_identity(Pattern *pattern)
{
  const char *next = expr_utf8_next(pattern->at);
  if (g_ascii_ispunct(*pattern->at))
    g_string_append_c(pattern->out, '\\');
  g_string_append_len(pattern->out, pattern->at, next - pattern->at);
  pattern->at = next;
}

static bool
translate_common_escape(Pattern *pattern, bool inside)
{
  const char *set = set_escape(*pattern->at, inside);
  if (set) {
    g_string_append(pattern->out, set);
    pattern->at++;
    if (inside && *pattern->at == '-' && pattern->at[1] != ']') {
      g_string_append(pattern->out, "\\-");
      pattern->at++;
    }
    return true;
  }
  if (*pattern->at == 'c' && g_ascii_isalpha(pattern->at[1])) {
    g_string_append_printf(pattern->out, "\\x{%x}", (unsigned)(pattern->at[1] & 31));
    pattern->at += 2;
    return true;
  }
  return translate_code(pattern) || translate_property(pattern);
}

static void
translate_escape(Pattern *pattern)
{
  pattern->at++;
  char letter = *pattern->at;
  if (letter == '\0') {
    pattern->fault = "a backslash ends the regular expression";
    return;
  }
  if (translate_common_escape(pattern, false))
    return;
  if (letter >= '1' && letter <= '9') {
    size_t digits = strspn(pattern->at, "0123456789");
    g_string_append_printf(pattern->out, "\\g{%.*s}", (int)MIN(digits, 4), pattern->at);
    pattern->at += digits;
    return;
  }
  if (letter == 'k' && pattern->at[1] == '<') {
    g_string_append(pattern->out, "\\k");
    pattern->at++;
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(plain_escapes); i++)
    if (plain_escapes[i].letter == letter) {
      g_string_append(pattern->out, plain_escapes[i].pcre);
      pattern->at++;
      return;
    }
  translate_identity(pattern);
}

static void
translate_class_escape(Pattern *pattern)
{
  pattern->at++;
  char letter = *pattern->at;
  if (letter == '\0' || translate_common_escape(pattern, true))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(plain_escapes); i++)
    if (plain_escapes[i].letter == letter && letter != 'B') {
      g_string_append(pattern->out, letter == 'b' ? "\\x08" : plain_escapes[i].pcre);
      pattern->at++;
      return;
    }
  translate_identity(pattern);
}

/* [ … ]; `at` is at the bracket. */
static void
translate_class(Pattern *pattern)
{
  bool negated = pattern->at[1] == '^';
  pattern->at += negated ? 2 : 1;
  if (*pattern->at == ']') {
    g_string_append(pattern->out, negated ? "(?s:.)" : "(?!)");
    pattern->at++;
    return;
  }
  g_string_append(pattern->out, negated ? "[^" : "[");
  while (*pattern->at && *pattern->at != ']' && !pattern->fault) {
    if (*pattern->at == '\\') {
      translate_class_escape(pattern);
    } else if (*pattern->at == '[' || (*pattern->at == '-' && pattern->at[1] == '\\' &&
                                       set_escape(pattern->at[2], true))) {
      g_string_append_c(pattern->out, '\\');
      g_string_append_c(pattern->out, *pattern->at++);
    } else {
      g_string_append_c(pattern->out, *pattern->at++);
    }
  }
  if (*pattern->at != ']')
    pattern->fault = "the bracket [ is not closed";
  else
    pattern->at++;
  g_string_append_c(pattern->out, ']');
}

static void
translate_group(Pattern *pattern)
{
  static const char *const known[] = { "(?:", "(?=", "(?!", "(?<=", "(?<!" };
  const char *at = pattern->at;
  size_t length = at[1] == '?' || at[1] == '*' ? 0 : 1;
  for (size_t i = 0; i < G_N_ELEMENTS(known) && length == 0; i++)
    if (g_str_has_prefix(at, known[i]))
      length = strlen(known[i]);
  if (length == 0 && g_str_has_prefix(at, "(?<") && (g_ascii_isalpha(at[3]) || at[3] == '_')) {
    const char *end = strchr(at, '>');
    length = end ? (size_t)(end - at) + 1 : 0;
  }
  if (length == 0) {
    pattern->fault = "this is no group of a JavaScript regular expression";
    return;
  }
  g_string_append_len(pattern->out, at, (gssize)length);
  pattern->at += length;
}

/* Bytes of a quantifier in braces; 0 if the brace stands for itself. */
static size_t
braces_length(const char *at)
{
  size_t length = 1, digits = strspn(at + 1, "0123456789");
  if (digits == 0)
    return 0;
  length += digits;
  if (at[length] == ',') {
    length++;
    length += strspn(at + length, "0123456789");
  }
  return at[length] == '}' ? length + 1 : 0;
}

static void
translate_quantifier(Pattern *pattern, size_t length)
{
  if (pattern->repeated) {
    pattern->fault = "there is nothing to repeat";
    return;
  }
  if (pattern->at[length] == '?')
    length++;
  g_string_append_len(pattern->out, pattern->at, (gssize)length);
  pattern->at += length;
  pattern->repeated = true;
}

static void
append_plain(Pattern *pattern, const char *replacement)
{
  if (replacement)
    g_string_append(pattern->out, replacement);
  else
    g_string_append_c(pattern->out, *pattern->at);
  pattern->at++;
}

static void
translate_item(Pattern *pattern)
{
  char c = *pattern->at;
  size_t braces = c == '{' ? braces_length(pattern->at) : 0;
  if (braces || strchr("*+?", c)) {
    translate_quantifier(pattern, braces ? braces : 1);
    return;
  }
  pattern->repeated = false;
  if (c == '\\')
    translate_escape(pattern);
  else if (c == '[')
    translate_class(pattern);
  else if (c == '(')
    translate_group(pattern);
  else if (c == '.')
    append_plain(pattern, pattern->dot_all ? "(?s:.)" : "[^" LINE_ENDS "]");
  else if (c == '^' && pattern->multiline)
    append_plain(pattern, "(?:^|(?<=[" LINE_ENDS "]))");
  else if (c == '$' && pattern->multiline)
    append_plain(pattern, "(?:$|(?=[" LINE_ENDS "]))");
  else
    append_plain(pattern, c == '{' ? "\\{" : NULL);
}

static GRegex *
compile(const char *text, const char *flags, const char **fault, GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  Pattern pattern = { .at = text,
                      .out = out,
                      .multiline = strchr(flags, 'm') != NULL,
                      .dot_all = strchr(flags, 's') != NULL,
                      .unicode = strchr(flags, 'u') != NULL };
  for (const char *flag = flags; *flag; flag++)
    if (!strchr("gimsuy", *flag) || strchr(flag + 1, *flag))
      pattern.fault = "the flags of a regular expression are g, i, m, s, u and y, each once";
  if (!g_utf8_validate(text, -1, NULL))
    pattern.fault = "the regular expression is not valid UTF-8";
  while (*pattern.at && !pattern.fault)
    translate_item(&pattern);
  *fault = pattern.fault;
  if (pattern.fault)
    return NULL;
  GRegexCompileFlags options = G_REGEX_DOLLAR_ENDONLY | G_REGEX_OPTIMIZE;
  if (strchr(flags, 'i'))
    options |= G_REGEX_CASELESS;
  return g_regex_new(out->str, options, 0, error);
}

/* ---- kept for the thread, since a query compiles the same one for each row ---- */

enum { KEPT = 64 };

static void
free_table(gpointer table)
{
  g_hash_table_unref(table);
}

static GPrivate kept_regexps = G_PRIVATE_INIT(free_table);

static GHashTable *
regexp_table(void)
{
  GHashTable *table = g_private_get(&kept_regexps);
  if (!table) {
    table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_regex_unref);
    g_private_set(&kept_regexps, table);
  }
  return table;
}

GRegex *
expr_regexp_compile(Arena *arena, const char *pattern, const char *flags, const char **message)
{
  GHashTable *table = regexp_table();
  g_autofree char *key = g_strconcat(flags, "/", pattern, NULL);
  GRegex *regex = g_hash_table_lookup(table, key);
  if (regex)
    return regex;

  g_autoptr(GError) error = NULL;
  const char *fault = NULL;
  regex = compile(pattern, flags, &fault, &error);
  if (!regex) {
    *message = fault ? fault
                     : arena_printf(arena, "the regular expression is not valid: %s",
                                    error ? error->message : "unknown");
    return NULL;
  }
  if (g_hash_table_size(table) >= KEPT)
    g_hash_table_remove_all(table);
  g_hash_table_insert(table, g_steal_pointer(&key), regex);
  return regex;
}

/* SQL in lines: each clause of a query on its own, the queries within it indented. Nothing is
 * changed but white space outside of quotes; comments to the end of a line end before it, and
 * columns that keep their name are named once. */
#include "chart/explain_private.h"

#include <string.h>

enum { LINE_WIDTH = 96 };

typedef struct Clause {
  const char *word;
  bool listed;   /* its items are separated by commas */
  bool indented; /* belongs to the clause before */
} Clause;

static const Clause CLAUSES[] = {
  { "WITH", true, false },     { "SELECT", true, false },   { "FROM", false, false },
  { "WHERE", false, false },   { "GROUP BY", true, false }, { "HAVING", false, false },
  { "ORDER BY", true, false }, { "LIMIT", false, false },   { "UNION", false, false },
  { "LEFT", false, true },     { "CROSS", false, true },    { "JOIN", false, true },
};

static bool
is_word(char c)
{
  return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of the token at `p`: a quoted text, brackets with all within, a comment, a word or one
 * character. */
static const char *
token_end(const char *p)
{
  size_t depth = 0;
  do {
    if (*p == '\'' || *p == '"' || *p == '`') {
      const char *close = strchr(p + 1, *p);
      p = close ? close + 1 : p + strlen(p);
    } else if (p[0] == '-' && p[1] == '-') {
      p += strcspn(p, "\n");
    } else if (p[0] == '/' && p[1] == '*') {
      const char *close = strstr(p + 2, "*/");
      p = close ? close + 2 : p + strlen(p);
    } else if (is_word(*p)) {
      while (is_word(*p))
        p++;
    } else {
      depth += *p == '(';
      depth -= *p == ')' && depth > 0;
      p++;
    }
  } while (depth > 0 && *p);
  return p;
}

static const char *
skip_space(const char *p)
{
  while (g_ascii_isspace(*p))
    p++;
  return p;
}

static bool
starts_with_word(const char *p, const char *word)
{
  size_t length = strlen(word);
  return strncmp(p, word, length) == 0 && !is_word(p[length]);
}

static const Clause *
clause_at(const char *p)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CLAUSES); i++)
    if (starts_with_word(p, CLAUSES[i].word))
      return &CLAUSES[i];
  return NULL;
}

static bool
is_query(const char *token)
{
  const char *inside = *token == '(' ? skip_space(token + 1) : token;
  return *token == '(' && (starts_with_word(inside, "SELECT") || starts_with_word(inside, "WITH"));
}

/* From `p` to before the next comma (of a list) or clause of this query. */
static const char *
item_end(const char *p, bool listed)
{
  bool join = false; /* the word before is LEFT or CROSS: JOIN belongs to it */
  for (const char *at = p; *at; at = token_end(at)) {
    const Clause *clause = at > p && !is_word(at[-1]) ? clause_at(at) : NULL;
    if ((listed && *at == ',') || (clause && !(join && strcmp(clause->word, "JOIN") == 0)))
      return at;
    if (is_word(*at))
      join = starts_with_word(at, "LEFT") || starts_with_word(at, "CROSS");
  }
  return p + strlen(p);
}

static void append_text(GString *out, const char *start, const char *end, int indent);

/* A query in brackets, on lines of its own. */
static void
append_query(GString *out, const char *start, const char *end, int indent)
{
  g_autofree char *inside = g_strndup(start + 1, (gsize)(end - start - 2));
  g_string_append(out, "(\n");
  sql_layout(out, inside, indent + 2);
  g_string_append_printf(out, "\n%*s)", indent, "");
}

/* Where a long piece is broken. */
static bool
may_break_before(const char *p)
{
  static const char *const WORDS[] = { "WHEN", "ELSE", "OVER", "AND", "OR" };
  for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
    if (starts_with_word(p, WORDS[i]))
      return true;
  return false;
}

static void
append_line_comment(GString *out, const char *start, const char *end)
{
  g_autofree char *text = g_strndup(start, (gsize)(end - start));
  if (!strstr(text, "*/"))
    g_string_append_printf(out, "/*%s */", text);
}

/* A piece of a clause; white space becomes one space, or a line end. */
static void
append_text(GString *out, const char *start, const char *end, int indent)
{
  while (end > start && g_ascii_isspace(end[-1]))
    end--;
  bool breaks = end - start > LINE_WIDTH;
  for (const char *p = start; p < end;) {
    const char *next = token_end(p);
    if (g_ascii_isspace(*p) && breaks && may_break_before(skip_space(p))) {
      next = skip_space(p);
      g_string_append_printf(out, "\n%*s", indent + 2, "");
    } else if (g_ascii_isspace(*p)) {
      next = skip_space(p);
      g_string_append_c(out, ' ');
    } else if (is_query(p) && next[-1] == ')') {
      append_query(out, p, next, indent);
    } else if (p[0] == '-' && p[1] == '-') {
      append_line_comment(out, p + 2, next);
    } else {
      g_string_append_len(out, p, next - p);
    }
    p = next;
  }
}

/* "name" or "table"."name": a column as it is. */
static bool
is_plain(const char *start, const char *end)
{
  if (*start != '"')
    return false;
  const char *name = token_end(start);
  return name == end || (name[0] == '.' && name[1] == '"' && token_end(name + 1) == end);
}

/* Of "name" AS "name" only the name is worth reading. */
static const char *
without_alias(const char *start, const char *end)
{
  static const char as[] = " AS ";
  const char *name = *start == '"' ? token_end(start) : end;
  size_t length = (size_t)(name - start), rest = (size_t)(end - name);
  bool same = rest == length + strlen(as) && strncmp(name, as, strlen(as)) == 0 &&
              strncmp(name + strlen(as), start, length) == 0;
  return same ? name : end;
}

/* The items of a list: names fill lines, and what is computed has one of its own. */
static const char *
append_items(GString *out, const char *p, int indent)
{
  size_t line = out->len;
  while (line > 0 && out->str[line - 1] != '\n')
    line--;
  for (bool first = true, plain = true;; first = false) {
    const char *end = item_end(p, true), *last = end;
    while (last > p && g_ascii_isspace(last[-1]))
      last--;
    last = without_alias(p, last);
    bool named = is_plain(p, last);
    bool breaks = !first && (!named || !plain || out->len - line + (size_t)(last - p) > LINE_WIDTH);
    if (breaks) {
      g_string_append_printf(out, "\n%*s", indent + 2, "");
      line = out->len - (size_t)indent - 2;
    } else if (!first) {
      g_string_append_c(out, ' ');
    }
    append_text(out, p, last, indent + 2);
    plain = named;
    if (*end != ',')
      return end;
    g_string_append_c(out, ',');
    p = skip_space(end + 1);
  }
}

void
sql_layout(GString *out, const char *sql, int indent)
{
  const char *p = skip_space(sql);
  for (bool first = true; *p; first = false) {
    const Clause *clause = clause_at(p);
    int inner = indent + (clause && clause->indented ? 2 : 0);
    g_string_append_printf(out, "%s%*s", first ? "" : "\n", inner, "");
    if (clause && clause->listed) {
      const char *end = p + strlen(clause->word);
      g_string_append_printf(out, "%s ", clause->word);
      p = append_items(out, skip_space(end), inner);
    } else {
      const char *end = item_end(p, false);
      append_text(out, p, end, inner);
      p = end;
    }
  }
}

/* Functions of regular expressions, and of texts that take one: regexp, test, replace, split. A
 * match whose work goes beyond PCRE's bounds counts as none. */
#include "chart/expr_private.h"

#include <math.h>
#include <string.h>

/* One search of `pattern`, a regular expression or a text, in `text` (valid UTF-8). */
typedef struct Search {
  const char *text;
  GRegex *regex; /* NULL: search for `needle` */
  const char *needle;
  GMatchInfo *match;
  size_t start, end; /* of the match, in bytes */
} Search;

static void
search_clear(Search *search)
{
  g_clear_pointer(&search->match, g_match_info_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

static bool
search_from(Search *search, size_t from)
{
  g_clear_pointer(&search->match, g_match_info_unref);
  if (!search->regex) {
    const char *found = strstr(search->text + from, search->needle);
    search->start = found ? (size_t)(found - search->text) : 0;
    search->end = search->start + strlen(search->needle);
    return found != NULL;
  }
  gint start, end;
  if (!g_regex_match_full(search->regex, search->text, -1, (gint)from, 0, &search->match, NULL) ||
      !g_match_info_fetch_pos(search->match, 0, &start, &end))
    return false;
  search->start = (size_t)start;
  search->end = (size_t)end;
  return true;
}

/* A group of the match; false: it took no part, or there is none. */
static bool
search_group(const Search *search, int group, size_t *start, size_t *end)
{
  gint from, to;
  if (!search->match || !g_match_info_fetch_pos(search->match, group, &from, &to) || from < 0)
    return false;
  *start = (size_t)from;
  *end = (size_t)to;
  return true;
}

/* The compiled form of a regular expression, or of a text taken as one; NULL: it is not valid. */
static GRegex *
regex_of(const ExprCall *call, ExprValue value)
{
  const char *pattern = "", *flags = "", *message = NULL;
  if (value.kind == EXPR_REGEXP) {
    pattern = value.regexp->pattern;
    flags = value.regexp->flags;
  } else if (value.kind != EXPR_UNDEFINED) {
    pattern = expr_to_string(call->arena, value);
  }
  GRegex *regex = expr_regexp_compile(call->arena, pattern, flags, &message);
  if (!regex)
    expr_call_throw(call, "%s", message);
  return regex;
}

static ExprValue
evaluate_regexp(const ExprCall *call)
{
  ExprValue given = expr_arg(call, 0);
  const char *message = NULL;
  ExprRegexp regexp = { "(?:)", "" };
  if (given.kind == EXPR_REGEXP)
    regexp = *given.regexp;
  else if (expr_arg_given(call, 0))
    regexp.pattern = expr_arg_string(call, 0);
  if (regexp.pattern[0] == '\0')
    regexp.pattern = "(?:)";
  if (expr_arg_given(call, 1))
    regexp.flags = expr_arg_string(call, 1);
  if (!expr_regexp_compile(call->arena, regexp.pattern, regexp.flags, &message))
    return expr_call_throw(call, "%s", message);
  return (ExprValue){ .kind = EXPR_REGEXP,
                      .regexp = arena_dup(call->arena, &regexp, sizeof regexp) };
}

static ExprValue
evaluate_test(const ExprCall *call)
{
  g_auto(Search) search = { .text = expr_valid_utf8(call->arena, expr_arg_string(call, 1)),
                            .regex = regex_of(call, expr_arg(call, 0)) };
  return search.regex ? expr_boolean(search_from(&search, 0)) : expr_undefined();
}

/* ---- replace ---- */

/* The number behind a '$', of one or two digits; its bytes, or 0 if there is no such group. */
static size_t
group_reference(const Search *search, const char *at, int *group)
{
  int groups = search->regex ? g_regex_get_capture_count(search->regex) : 0;
  size_t digits = MIN(strspn(at, "0123456789"), 2);
  for (; digits > 0; digits--) {
    *group = at[0] - '0';
    if (digits == 2)
      *group = *group * 10 + at[1] - '0';
    if (*group >= 1 && *group <= groups)
      return digits;
  }
  return 0;
}

/* $<name>; its bytes, or 0. */
static size_t
named_reference(const Search *search, const char *at, int *group)
{
  const char *end = strchr(at, '>');
  if (at[0] != '<' || !end || !search->regex)
    return 0;
  g_autofree char *name = g_strndup(at + 1, (gsize)(end - at - 1));
  *group = g_regex_get_string_number(search->regex, name);
  return *group >= 0 ? (size_t)(end - at) + 1 : 0;
}

/* What stands behind a '$' at `at`; bytes used, 0 if the '$' stands for itself. */
static size_t
append_reference(GString *out, const Search *search, const char *at)
{
  size_t start = 0, end = 0;
  int group = 0;
  if (*at == '$') {
    g_string_append_c(out, '$');
    return 1;
  }
  size_t used = 1;
  if (*at == '&') {
    start = search->start;
    end = search->end;
  } else if (*at == '`') {
    end = search->start;
  } else if (*at == '\'') {
    start = search->end;
    end = strlen(search->text);
  } else {
    used = g_ascii_isdigit(*at) ? group_reference(search, at, &group)
                                : named_reference(search, at, &group);
    if (used && !search_group(search, group, &start, &end))
      return used;
  }
  if (used)
    g_string_append_len(out, search->text + start, (gssize)(end - start));
  return used;
}

static void
append_replacement(GString *out, const Search *search, const char *replacement)
{
  for (const char *at = replacement; *at && out->len <= EXPR_MAX_STRING;) {
    size_t used = *at == '$' ? append_reference(out, search, at + 1) : 0;
    if (used == 0)
      g_string_append_c(out, *at);
    at += used + 1;
  }
}

static ExprValue
evaluate_replace(const ExprCall *call)
{
  ExprValue pattern = expr_arg(call, 1);
  bool regexp = pattern.kind == EXPR_REGEXP;
  if (!regexp && pattern.kind != EXPR_STRING)
    return expr_call_throw(call, "replace() takes a text or a regular expression to look for");
  g_auto(Search) search = { .text = expr_valid_utf8(call->arena, expr_arg_string(call, 0)),
                            .regex = regexp ? regex_of(call, pattern) : NULL,
                            .needle = regexp ? NULL : pattern.string };
  if (regexp && !search.regex)
    return expr_undefined();
  const char *replacement = expr_arg_string(call, 2);
  bool all = regexp && strchr(pattern.regexp->flags, 'g');
  size_t length = strlen(search.text), done = 0, from = 0;
  g_autoptr(GString) out = g_string_new(NULL);

  while (from <= length && search_from(&search, from)) {
    g_string_append_len(out, search.text + done, (gssize)(search.start - done));
    append_replacement(out, &search, replacement);
    if (out->len > EXPR_MAX_STRING)
      return expr_call_throw(call, "replace() would make a text that is too long");
    done = from = search.end;
    if (search.end == search.start)
      from = from < length ? (size_t)(expr_utf8_next(search.text + from) - search.text) : from + 1;
    if (!all)
      break;
  }
  g_string_append(out, search.text + done);
  return expr_string(arena_strndup(call->arena, out->str, out->len));
}

/* ---- split ---- */

typedef struct Pieces {
  Arena *arena;
  GArray *values;
  double limit;
} Pieces;

static bool
add_piece(Pieces *pieces, const char *from, size_t length)
{
  if (pieces->values->len >= MIN(pieces->limit, EXPR_MAX_ITEMS))
    return false;
  ExprValue value = expr_string(from ? arena_strndup(pieces->arena, from, length) : NULL);
  if (!from)
    value = expr_undefined();
  g_array_append_val(pieces->values, value);
  return true;
}

static bool
add_groups(Pieces *pieces, const Search *search)
{
  int groups = search->regex ? g_regex_get_capture_count(search->regex) : 0;
  for (int group = 1; group <= groups; group++) {
    size_t start = 0, end = 0;
    bool matched = search_group(search, group, &start, &end);
    if (!add_piece(pieces, matched ? search->text + start : NULL, end - start))
      return false;
  }
  return true;
}

/* ECMAScript's RegExp.prototype[@@split]; a text as separator behaves the same. */
static void
split_text(Pieces *pieces, Search *search)
{
  size_t length = strlen(search->text), piece = 0, from = 0;
  if (length == 0) {
    if (!search_from(search, 0))
      add_piece(pieces, "", 0);
    return;
  }
  while (from < length && search_from(search, from) && search->start < length) {
    if (search->end == piece) {
      from = (size_t)(expr_utf8_next(search->text + from) - search->text);
      continue;
    }
    if (!add_piece(pieces, search->text + piece, search->start - piece) ||
        !add_groups(pieces, search))
      return;
    piece = from = search->end;
  }
  add_piece(pieces, search->text + piece, length - piece);
}

static ExprValue
evaluate_split(const ExprCall *call)
{
  ExprValue separator = expr_arg(call, 1);
  bool regexp = separator.kind == EXPR_REGEXP;
  g_autoptr(GArray) values = g_array_new(false, false, sizeof(ExprValue));
  Pieces pieces = { call->arena, values, 4294967295.0 };
  if (expr_arg_given(call, 2))
    pieces.limit = (uint32_t)expr_to_int32(expr_arg_number(call, 2));
  g_auto(Search) search = { .text = expr_valid_utf8(call->arena, expr_arg_string(call, 0)),
                            .regex = regexp ? regex_of(call, separator) : NULL,
                            .needle = regexp ? NULL : expr_arg_string(call, 1) };
  if (regexp && !search.regex)
    return expr_undefined();
  if (expr_arg_given(call, 1))
    split_text(&pieces, &search);
  else
    add_piece(&pieces, search.text, strlen(search.text));
  return expr_new_array(call->arena,
                        arena_dup(call->arena, values->data, values->len * sizeof(ExprValue)),
                        values->len);
}

static const char *
check_regexp(Arena *arena, const ExprNode *call)
{
  const char *pattern = expr_constant_text(call, 0), *flags = expr_constant_text(call, 1);
  const char *message = NULL;
  if (pattern && (flags || call->count == 1))
    expr_regexp_compile(arena, pattern, flags ? flags : "", &message);
  return message;
}

static const char *
check_test(Arena *arena, const ExprNode *call)
{
  const char *pattern = expr_constant_text(call, 0), *message = NULL;
  if (pattern)
    expr_regexp_compile(arena, pattern, "", &message);
  return message;
}

const ExprFunction expr_regexp_functions[] = {
  EXPR_FUNCTION("regexp", 1, 2, evaluate_regexp, EXPR_TYPE_ANY, .check = check_regexp),
  EXPR_FUNCTION("test", 1, 2, evaluate_test, EXPR_TYPE_BOOLEAN, .check = check_test),
  EXPR_FUNCTION("replace", 3, 3, evaluate_replace, EXPR_TYPE_TEXT),
  EXPR_FUNCTION("split", 1, 3, evaluate_split, EXPR_TYPE_JSON),
  { .name = NULL },
};

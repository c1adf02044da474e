#include "compose/document_private.h"

#include <string.h>

typedef struct Reader {
  Arena *arena;
  FrontMatter *front;
  DiagList *diags;
} Reader;

static const char *
read_text(const Reader *reader, const NodeEntry *entry)
{
  const char *text = node_text(entry->value, NULL);
  if (!text && !node_is(entry->value, NODE_NULL))
    diag_error(reader->diags, "front-matter-type", entry->value->span, NULL,
               "%s must be a text, not %s", entry->key, node_kind_name(entry->value->kind));
  return text;
}

/* A text, or a list of texts that are joined: several authors, keywords. */
static const char *
read_texts(const Reader *reader, const NodeEntry *entry)
{
  const Node *node = entry->value;
  if (!node_is(node, NODE_LIST))
    return read_text(reader, entry);
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < node->count; i++) {
    const char *text = node_text(node->items[i], NULL);
    if (!text) {
      diag_error(reader->diags, "front-matter-type", node->items[i]->span, NULL,
                 "%s must be a list of texts", entry->key);
      continue;
    }
    g_string_append_printf(out, "%s%s", out->len ? ", " : "", text);
  }
  return arena_strndup(reader->arena, out->str, out->len);
}

/* The targets of these are the fields of FrontMatter that FrontKey names. */
static void
read_text_field(const Reader *reader, const NodeEntry *entry, void *target)
{
  *(const char **)target = read_text(reader, entry);
}

static void
read_texts_field(const Reader *reader, const NodeEntry *entry, void *target)
{
  *(const char **)target = read_texts(reader, entry);
}

static void
read_flag(const Reader *reader, const NodeEntry *entry, void *target)
{
  *(bool *)target = node_boolean(entry->value, false);
  if (!node_is(entry->value, NODE_BOOLEAN) && !node_is(entry->value, NODE_NULL))
    diag_error(reader->diags, "front-matter-type", entry->value->span, "write true or false",
               "%s must be true or false, not %s", entry->key, node_kind_name(entry->value->kind));
}

static void
read_data(const Reader *reader, const NodeEntry *entry, void *target)
{
  if (node_is(entry->value, NODE_STRING) || node_is(entry->value, NODE_LIST))
    *(const Node **)target = entry->value;
  else if (!node_is(entry->value, NODE_NULL))
    diag_error(reader->diags, "front-matter-type", entry->value->span, NULL,
               "data must be a path or a list of paths");
}

/* Checked where they are laid. */
static void
read_node(const Reader *reader, const NodeEntry *entry, void *target)
{
  (void)reader;
  *(const Node **)target = node_is(entry->value, NODE_NULL) ? NULL : entry->value;
}

static bool
is_identifier(const char *name)
{
  if (!g_ascii_isalpha(*name) && *name != '_' && (unsigned char)*name < 0x80)
    return false;
  for (; *name; name++) {
    if (!g_ascii_isalnum(*name) && *name != '_' && (unsigned char)*name < 0x80)
      return false;
  }
  return true;
}

/* "name: SELECT …" or "name: {sql: …, format: …}". */
static bool
read_figure(const Reader *reader, const NodeEntry *entry, FrontFigure *figure)
{
  const Node *node = entry->value;
  const Node *sql = node_is(node, NODE_MAP) ? node_get(node, "sql") : node;
  *figure = (FrontFigure){ .name = entry->key, .name_span = entry->key_span };
  if (!is_identifier(entry->key)) {
    diag_error(reader->diags, "bad-figure-name", entry->key_span, NULL,
               "a figure's name is made of letters, digits and _");
    return false;
  }
  if (!node_is(sql, NODE_STRING)) {
    diag_error(reader->diags, "bad-figure", node->span, "name: SELECT …",
               "figure \"%s\" needs an SQL SELECT", entry->key);
    return false;
  }
  figure->sql = sql->string;
  figure->sql_span = sql->span;
  for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
    const NodeEntry *option = &node->entries[i];
    if (strcmp(option->key, "format") == 0)
      figure->format = read_text(reader, option);
    else if (strcmp(option->key, "sql") != 0)
      diag_warning(reader->diags, "unknown-property", option->key_span, "it takes sql and format",
                   "unknown property \"%s\" of a figure", option->key);
  }
  return true;
}

static void
read_figures(const Reader *reader, const NodeEntry *entry, void *target)
{
  FrontMatter *front = target;
  const Node *map = entry->value;
  if (!node_is(map, NODE_MAP)) {
    if (!node_is(map, NODE_NULL))
      diag_error(reader->diags, "front-matter-type", map->span, "name: SELECT …",
                 "figures must be a map of names and queries");
    return;
  }
  FrontFigure *figures = arena_array(reader->arena, FrontFigure, map->count + 1);
  size_t count = 0;
  for (size_t i = 0; i < map->count; i++)
    count += read_figure(reader, &map->entries[i], &figures[count]);
  front->figures = figures;
  front->figure_count = count;
}

/* "year: 2024". */
static void
read_params(const Reader *reader, const NodeEntry *entry, void *target)
{
  FrontMatter *front = target;
  const Node *map = entry->value;
  if (!node_is(map, NODE_MAP)) {
    if (!node_is(map, NODE_NULL))
      diag_error(reader->diags, "front-matter-type", map->span, "name: value",
                 "params must be a map of names and values");
    return;
  }
  front->params = arena_array(reader->arena, FrontParam, map->count + 1);
  for (size_t i = 0; i < map->count; i++) {
    const NodeEntry *item = &map->entries[i];
    bool plain = !node_is(item->value, NODE_MAP) && !node_is(item->value, NODE_LIST);
    if (plain && is_identifier(item->key) && strcmp(item->key, "lang") != 0)
      front->params[front->param_count++] =
          (FrontParam){ item->key, node_value(item->value), item->key_span };
    else
      diag_error(reader->diags, "bad-param", plain ? item->key_span : item->value->span, NULL,
                 plain ? "a parameter's name is made of letters, digits and _, and is not lang"
                       : "a parameter is one value");
  }
}

/* Figures and parameters share their names' space. */
static void
check_names(const Reader *reader)
{
  const FrontMatter *front = reader->front;
  for (size_t i = 0; i < front->figure_count; i++)
    for (size_t k = 0; k < front->param_count; k++)
      if (g_ascii_strcasecmp(front->figures[i].name, front->params[k].name) == 0)
        diag_error(reader->diags, "duplicate-name", front->figures[i].name_span,
                   "give it another name", "there is a parameter \"%s\" already",
                   front->params[k].name);
}

#define FIELD(field) offsetof(FrontMatter, field)
#define NO_SPAN SIZE_MAX

/* A new key is one line here, and a field that it fills. */
static const struct {
  const char *key;
  void (*read)(const Reader *reader, const NodeEntry *entry, void *target);
  size_t target, span;
} KEYS[] = {
  { "title", read_text_field, FIELD(title), FIELD(title_span) },
  { "short-title", read_text_field, FIELD(short_title), FIELD(short_title_span) },
  { "subtitle", read_text_field, FIELD(subtitle), FIELD(subtitle_span) },
  { "author", read_texts_field, FIELD(author), NO_SPAN },
  { "organisation", read_text_field, FIELD(organisation), NO_SPAN },
  { "organization", read_text_field, FIELD(organisation), NO_SPAN },
  { "date", read_text_field, FIELD(date), FIELD(date_span) },
  { "lang", read_text_field, FIELD(language), FIELD(language_span) },
  { "logo", read_text_field, FIELD(logo), FIELD(logo_span) },
  { "keywords", read_texts_field, FIELD(keywords), NO_SPAN },
  { "theme", read_text_field, FIELD(theme), FIELD(theme_span) },
  { "chart-presets", read_texts_field, FIELD(presets), FIELD(presets_span) },
  { "contents", read_flag, FIELD(contents), NO_SPAN },
  { "number-sections", read_flag, FIELD(number_sections), NO_SPAN },
  { "appendix", read_node, FIELD(appendix), NO_SPAN },
  { "kpis", read_node, FIELD(kpis), NO_SPAN },
  { "data", read_data, FIELD(data), NO_SPAN },
  { "audit", read_node, FIELD(audit), NO_SPAN },
  { "figures", read_figures, 0, NO_SPAN },
  { "params", read_params, 0, NO_SPAN },
};

static void
read_entry(const Reader *reader, const NodeEntry *entry)
{
  const char *names[G_N_ELEMENTS(KEYS) + 1] = { NULL };
  char *front = (char *)reader->front;
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    names[i] = KEYS[i].key;
    if (strcmp(entry->key, KEYS[i].key) == 0) {
      KEYS[i].read(reader, entry, front + KEYS[i].target);
      if (KEYS[i].span != NO_SPAN)
        *(Span *)(void *)(front + KEYS[i].span) = entry->value->span;
      return;
    }
  }
  const char *near = diag_suggest(entry->key, names);
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_warning(reader->diags, "unknown-property", entry->key_span, hint,
               "unknown property \"%s\" in the front matter", entry->key);
}

/* The line that ends the front matter: its start, and in *after where the body starts. */
static bool
find_end(const Source *source, size_t start, size_t *end, size_t *after)
{
  const char *text = source->text;
  for (size_t at = start; at < source->length;) {
    const char *newline = memchr(text + at, '\n', source->length - at);
    size_t stop = newline ? (size_t)(newline - text) : source->length;
    size_t last = stop;
    while (last > at && g_ascii_isspace(text[last - 1]))
      last--;
    if (last - at == 3 && (!strncmp(text + at, "---", 3) || !strncmp(text + at, "...", 3))) {
      *end = at;
      *after = newline ? stop + 1 : stop;
      return true;
    }
    at = newline ? stop + 1 : stop;
  }
  return false;
}

size_t
front_matter_parse(Arena *arena, const Source *source, FrontMatter *front, DiagList *diags)
{
  const char *text = source->text;
  size_t first = strcspn(text, "\n");
  *front = (FrontMatter){ 0 };
  if (strncmp(text, "---", 3) != 0 || strspn(text + 3, " \t\r") + 3 != first)
    return 0;
  front->span = (Span){ source, 0, first };
  front->unread = true;
  size_t start = MIN(first + 1, source->length), end = 0, after = 0;
  if (!find_end(source, start, &end, &after)) {
    diag_error(diags, "unclosed-front-matter", (Span){ source, 0, first },
               "end it with --- on a line of its own", "the front matter is never closed");
    return 0;
  }
  const Node *map = node_parse_span(arena, (Span){ source, start, end }, diags);
  Reader reader = { arena, front, diags };
  front->unread = !node_is(map, NODE_MAP) && !node_is(map, NODE_NULL);
  if (node_is(map, NODE_MAP)) {
    for (size_t i = 0; i < map->count; i++)
      read_entry(&reader, &map->entries[i]);
    check_names(&reader);
  } else if (map && !node_is(map, NODE_NULL)) {
    diag_error(diags, "front-matter-type", map->span, "write title: …",
               "the front matter must be a map");
  }
  return after;
}

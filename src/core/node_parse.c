/* libyaml's events → nodes. JSON reads as YAML, but for two things that are put right here: escaped
 * surrogate pairs ("\uD83D\uDE00") are joined before parsing, and numbers follow the core schema.
 */
#include "core/node.h"

#include <string.h>
#include <yaml.h>

enum { MAX_DEPTH = 200, MAX_NODES = 10 * 1000 * 1000 };

typedef struct Parser {
  Arena *arena;
  DiagList *diags;
  yaml_parser_t yaml;
  Span whole;          /* what is parsed; offsets of marks count from its start */
  const size_t *moved; /* offsets in the original of each byte parsed; NULL: the same */
  const char *text;    /* what is parsed */
  size_t length;
  size_t cursor_character, cursor_byte; /* libyaml's marks count characters: a moving pair */
  GHashTable *anchors;                  /* name → Anchor */
  size_t nodes;
  bool failed;
} Parser;

typedef struct Anchor {
  const Node *node; /* NULL while it is being read */
  size_t size;      /* nodes in it */
} Anchor;

static bool
is_continuation(char byte)
{
  return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The byte at which character `index` of the parsed text starts. Marks mostly move forward. */
static size_t
byte_of_character(Parser *parser, size_t index)
{
  size_t character = parser->cursor_character, byte = parser->cursor_byte;
  while (character > index && byte > 0)
    character -= !is_continuation(parser->text[--byte]);
  while (character < index && byte < parser->length) {
    do
      byte++;
    while (byte < parser->length && is_continuation(parser->text[byte]));
    character++;
  }
  parser->cursor_character = character;
  parser->cursor_byte = byte;
  return byte;
}

/* From a byte of the parsed text to one of the source. */
static size_t
offset_of(const Parser *parser, size_t byte)
{
  size_t length = parser->whole.end - parser->whole.start;
  if (parser->moved)
    byte = parser->moved[MIN(byte, parser->length)];
  return parser->whole.start + MIN(byte, length);
}

static Span
span_of(Parser *parser, const yaml_event_t *event)
{
  size_t start = byte_of_character(parser, event->start_mark.index);
  size_t end = byte_of_character(parser, event->end_mark.index);
  return (Span){ parser->whole.source, offset_of(parser, start), offset_of(parser, end) };
}

static void
fail(Parser *parser, const char *code, Span span, const char *hint, const char *message)
{
  if (!parser->failed)
    diag_error(parser->diags, code, span, hint, "%s", message);
  parser->failed = true;
}

static void
fail_syntax(Parser *parser)
{
  const yaml_parser_t *yaml = &parser->yaml;
  /* A quote that is never closed is shown where it opens, not where the text ends. */
  bool quoted = yaml->context && strstr(yaml->context, "quoted scalar");
  size_t index = quoted ? yaml->context_mark.index : yaml->problem_mark.index;
  size_t byte =
      yaml->error == YAML_READER_ERROR ? yaml->problem_offset : byte_of_character(parser, index);
  size_t at = offset_of(parser, byte);
  Span span = { parser->whole.source, at, at + 1 };
  const char *problem = yaml->problem ? yaml->problem : "the text cannot be read";
  g_autofree char *message =
      yaml->context ? g_strdup_printf("%s, %s", problem, yaml->context) : g_strdup(problem);
  fail(parser, "syntax-error", span,
       "check for a missing comma, quote or bracket, a tab, or uneven indentation", message);
}

static bool
next_event(Parser *parser, yaml_event_t *event)
{
  if (parser->failed)
    return false;
  if (!yaml_parser_parse(&parser->yaml, event)) {
    fail_syntax(parser);
    return false;
  }
  return true;
}

/* YAML 1.2 core schema: [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool
is_number(const char *text)
{
  const char *p = text + (*text == '-' || *text == '+');
  size_t digits = strspn(p, "0123456789");
  p += digits;
  if (*p == '.') {
    size_t fraction = strspn(++p, "0123456789");
    p += fraction;
    digits += fraction;
  }
  if (digits == 0)
    return false;
  if (*p == 'e' || *p == 'E') {
    p++;
    p += *p == '-' || *p == '+';
    size_t exponent = strspn(p, "0123456789");
    if (exponent == 0)
      return false;
    p += exponent;
  }
  return *p == '\0';
}

typedef struct Keyword {
  const char *text;
  NodeKind kind;
  double number;
} Keyword;

static const Keyword KEYWORDS[] = {
  { "", NODE_NULL, 0 },
  { "~", NODE_NULL, 0 },
  { "null", NODE_NULL, 0 },
  { "Null", NODE_NULL, 0 },
  { "NULL", NODE_NULL, 0 },
  { "true", NODE_BOOLEAN, 1 },
  { "True", NODE_BOOLEAN, 1 },
  { "TRUE", NODE_BOOLEAN, 1 },
  { "false", NODE_BOOLEAN, 0 },
  { "False", NODE_BOOLEAN, 0 },
  { "FALSE", NODE_BOOLEAN, 0 },
  { ".nan", NODE_NUMBER, NAN },
  { ".NaN", NODE_NUMBER, NAN },
  { "NaN", NODE_NUMBER, NAN },
  { ".inf", NODE_NUMBER, INFINITY },
  { "-.inf", NODE_NUMBER, -INFINITY },
};

static void
resolve_plain(Node *node)
{
  const char *text = node->scalar;
  if (is_number(text)) {
    node->kind = NODE_NUMBER;
    node->number = g_ascii_strtod(text, NULL);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(KEYWORDS); i++) {
    if (strcmp(text, KEYWORDS[i].text) != 0)
      continue;
    node->kind = KEYWORDS[i].kind;
    if (node->kind == NODE_BOOLEAN)
      node->boolean = KEYWORDS[i].number != 0;
    else
      node->number = KEYWORDS[i].number;
    return;
  }
}

static Node *
new_node(Parser *parser, NodeKind kind, Span span)
{
  Node *node = arena_new0(parser->arena, Node);
  node->kind = kind;
  node->span = span;
  if (++parser->nodes > MAX_NODES)
    fail(parser, "too-large", span, NULL, "more than 10 million nodes");
  return node;
}

static const Node *
read_scalar(Parser *parser, const yaml_event_t *event)
{
  const char *text = (const char *)event->data.scalar.value;
  size_t length = event->data.scalar.length;
  Node *node = new_node(parser, NODE_STRING, span_of(parser, event));

  if (memchr(text, '\0', length))
    fail(parser, "syntax-error", node->span, NULL, "a text must not contain the character U+0000");
  node->string = node->scalar = arena_strndup(parser->arena, text, length);
  node->count = length;
  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.plain_implicit)
    resolve_plain(node);
  return node;
}

static const Node *
read_alias(Parser *parser, const yaml_event_t *event)
{
  const Anchor *anchor =
      g_hash_table_lookup(parser->anchors, (const char *)event->data.alias.anchor);
  if (!anchor || !anchor->node) {
    fail(parser, "syntax-error", span_of(parser, event), "define it with & before its use",
         anchor ? "an alias inside its own anchor" : "an alias without its anchor");
    return NULL;
  }
  parser->nodes += anchor->size;
  if (parser->nodes > MAX_NODES)
    fail(parser, "too-large", span_of(parser, event), NULL, "more than 10 million nodes");
  return anchor->node;
}

static const Node *read_node(Parser *parser, yaml_event_t *event, int depth);

static const Node *
read_list(Parser *parser, const yaml_event_t *start, int depth)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  Node *list = new_node(parser, NODE_LIST, span_of(parser, start));
  yaml_event_t event;

  while (next_event(parser, &event)) {
    bool end = event.type == YAML_SEQUENCE_END_EVENT;
    if (end)
      list->span.end = span_of(parser, &event).end;
    const Node *item = end ? NULL : read_node(parser, &event, depth + 1);
    yaml_event_delete(&event);
    if (end)
      break;
    if (item)
      g_ptr_array_add(items, (gpointer)item);
  }
  list->items = arena_dup(parser->arena, items->pdata, items->len * sizeof(gpointer));
  list->count = items->len;
  return list;
}

/* Keeps keys in order; a key given twice is a fault, and the last value counts. Small maps are
 * searched, large ones hashed. */
typedef struct MapReader {
  GArray *entries;
  GHashTable *index; /* key → position + 1; NULL while the map is small */
} MapReader;

enum { SMALL_MAP = 16 };

static size_t
find_key(MapReader *reader, const char *key)
{
  GArray *entries = reader->entries;
  if (reader->index)
    return GPOINTER_TO_SIZE(g_hash_table_lookup(reader->index, key));
  for (guint i = 0; i < entries->len; i++)
    if (strcmp(g_array_index(entries, NodeEntry, i).key, key) == 0)
      return i + 1;
  return 0;
}

static void
index_key(MapReader *reader)
{
  GArray *entries = reader->entries;
  guint from = entries->len - 1;
  if (!reader->index && entries->len > SMALL_MAP) {
    reader->index = g_hash_table_new(g_str_hash, g_str_equal);
    from = 0;
  }
  for (guint i = from; reader->index && i < entries->len; i++)
    g_hash_table_insert(reader->index, (gpointer)g_array_index(entries, NodeEntry, i).key,
                        GSIZE_TO_POINTER((gsize)i + 1));
}

static void
add_entry(Parser *parser, MapReader *reader, NodeEntry entry)
{
  size_t found = find_key(reader, entry.key);
  if (found) {
    diag_error(parser->diags, "duplicate-key", entry.key_span, "remove or rename one of the two",
               "the key '%s' is given twice", entry.key);
    g_array_index(reader->entries, NodeEntry, found - 1) = entry;
    return;
  }
  g_array_append_val(reader->entries, entry);
  index_key(reader);
}

/* One key and its value; false at the end of the map. */
static bool
read_entry(Parser *parser, MapReader *reader, Node *map, int depth)
{
  yaml_event_t event;
  if (!next_event(parser, &event))
    return false;
  bool end = event.type == YAML_MAPPING_END_EVENT;
  const Node *key = NULL;
  if (end)
    map->span.end = span_of(parser, &event).end;
  else if (event.type == YAML_SCALAR_EVENT)
    key = read_scalar(parser, &event);
  else
    fail(parser, "syntax-error", span_of(parser, &event), NULL, "a key must be a text");
  yaml_event_delete(&event);
  if (!key || !next_event(parser, &event))
    return false;

  const Node *value = read_node(parser, &event, depth + 1);
  yaml_event_delete(&event);
  if (value)
    add_entry(parser, reader, (NodeEntry){ key->scalar, key->span, value });
  return value != NULL;
}

static const Node *
read_map(Parser *parser, const yaml_event_t *start, int depth)
{
  Node *map = new_node(parser, NODE_MAP, span_of(parser, start));
  MapReader reader = { .entries = g_array_new(FALSE, FALSE, sizeof(NodeEntry)) };

  while (read_entry(parser, &reader, map, depth))
    ;
  map->entries =
      arena_dup(parser->arena, reader.entries->data, reader.entries->len * sizeof(NodeEntry));
  map->count = reader.entries->len;
  g_array_unref(reader.entries);
  g_clear_pointer(&reader.index, g_hash_table_unref);
  return map;
}

static const char *
anchor_name(const yaml_event_t *event)
{
  const yaml_char_t *name = NULL;
  if (event->type == YAML_SCALAR_EVENT)
    name = event->data.scalar.anchor;
  else if (event->type == YAML_SEQUENCE_START_EVENT)
    name = event->data.sequence_start.anchor;
  else if (event->type == YAML_MAPPING_START_EVENT)
    name = event->data.mapping_start.anchor;
  return (const char *)name;
}

/* Reads the node that `event` starts; the caller deletes the event. NULL on a fault. */
static const Node *
read_node(Parser *parser, yaml_event_t *event, int depth)
{
  if (depth > MAX_DEPTH) {
    fail(parser, "too-deep", span_of(parser, event), NULL, "more than 200 levels of nesting");
    return NULL;
  }
  if (event->type == YAML_ALIAS_EVENT)
    return read_alias(parser, event);

  size_t before = parser->nodes;
  Anchor *anchor = NULL;
  if (anchor_name(event)) {
    anchor = arena_new0(parser->arena, Anchor);
    g_hash_table_insert(parser->anchors, arena_strdup(parser->arena, anchor_name(event)), anchor);
  }
  const Node *node = NULL;
  if (event->type == YAML_SCALAR_EVENT)
    node = read_scalar(parser, event);
  else if (event->type == YAML_SEQUENCE_START_EVENT)
    node = read_list(parser, event, depth);
  else if (event->type == YAML_MAPPING_START_EVENT)
    node = read_map(parser, event, depth);
  if (anchor)
    *anchor = (Anchor){ node, parser->nodes - before };
  return parser->failed ? NULL : node;
}

static const Node *
read_document(Parser *parser)
{
  const Node *root = NULL;
  yaml_event_t event;
  bool more = true;
  size_t documents = 0;

  while (more && next_event(parser, &event)) {
    if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1)
      fail(parser, "syntax-error", span_of(parser, &event), "remove what follows '---'",
           "more than one document in the text");
    else if (event.type == YAML_STREAM_END_EVENT)
      more = false;
    else if (event.type >= YAML_ALIAS_EVENT && event.type <= YAML_MAPPING_START_EVENT)
      root = read_node(parser, &event, 0);
    yaml_event_delete(&event);
  }
  if (!root && !parser->failed)
    root = new_node(parser, NODE_NULL, parser->whole);
  return parser->failed ? NULL : root;
}

static int
hex4(const char *text)
{
  int value = 0;
  for (int i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value(text[i]);
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

/* "\uD83D\uDE00" → "\U0001F600", which YAML knows. Both are twelve bytes or fewer, so the text only
 * shrinks; `moved` maps offsets back. NULL when there is no pair. */
static char *
join_surrogates(Arena *arena, const char *text, size_t length, size_t **moved, size_t *joined)
{
  if (!g_strstr_len(text, (gssize)length, "\\uD") && !g_strstr_len(text, (gssize)length, "\\ud"))
    return NULL;
  char *out = arena_alloc(arena, length + 1);
  size_t *map = arena_array(arena, size_t, length + 2), n = 0;

  for (size_t i = 0; i < length;) {
    int high = -1, low = -1;
    if (i + 12 <= length && text[i] == '\\' && text[i + 1] == 'u')
      high = hex4(text + i + 2);
    if (high >= 0xD800 && high < 0xDC00 && text[i + 6] == '\\' && text[i + 7] == 'u')
      low = hex4(text + i + 8);
    if (low >= 0xDC00 && low < 0xE000) {
      char escape[16];
      g_snprintf(escape, sizeof escape, "\\U%08X",
                 0x10000u + ((unsigned)(high - 0xD800) << 10) + (unsigned)(low - 0xDC00));
      for (size_t k = 0; escape[k]; k++) {
        map[n] = i;
        out[n++] = escape[k];
      }
      i += 12;
      continue;
    }
    bool escaped = text[i] == '\\' && i + 1 < length;
    for (size_t k = 0; k < (escaped ? 2u : 1u); k++, i++) {
      map[n] = i;
      out[n++] = text[i];
    }
  }
  map[n] = map[n + 1] = length;
  *moved = map;
  *joined = n;
  return out;
}

static const Node *
parse(Parser *parser, const char *text, size_t length)
{
  if (!yaml_parser_initialize(&parser->yaml))
    g_error("out of memory");
  parser->text = text;
  parser->length = length;
  yaml_parser_set_input_string(&parser->yaml, (const unsigned char *)text, length);
  yaml_parser_set_encoding(&parser->yaml, YAML_UTF8_ENCODING);
  parser->anchors = g_hash_table_new(g_str_hash, g_str_equal);
  const Node *root = read_document(parser);
  g_hash_table_unref(parser->anchors);
  yaml_parser_delete(&parser->yaml);
  return root;
}

const Node *
node_parse_span(Arena *arena, Span span, DiagList *diags)
{
  Parser parser = { .arena = arena, .diags = diags, .whole = span };
  const char *text = span.source->text + span.start;
  size_t length = span.end - span.start, *moved = NULL;
  const char *end = NULL;

  if (!g_utf8_validate_len(text, length, &end)) {
    size_t at = span.start + (size_t)(end - text);
    diag_error(diags, "encoding-error", (Span){ span.source, at, at + 1 }, "save the file as UTF-8",
               "byte 0x%02X is not UTF-8", (unsigned char)*end);
    return NULL;
  }
  char *joined = join_surrogates(arena, text, length, &moved, &length);
  parser.moved = moved;
  return parse(&parser, joined ? joined : text, length);
}

const Node *
node_parse(Arena *arena, const Source *source, DiagList *diags)
{
  return node_parse_span(arena, (Span){ source, 0, source->length }, diags);
}

#include "compose/preset_private.h"

#include <math.h>
#include <string.h>

#define DEFAULT_PPI 150.0
#define MOST_TIMES 8.0 /* "@8x" */
#define MOST_PARTS 8   /* "slide-half+grey" has two */

typedef struct PresetReader {
  Arena *arena;
  DiagList *diags;
  Preset *preset;
} PresetReader;

/* ---- values ---- */

static void
refuse(const PresetReader *reader, const NodeEntry *entry, const char *hint)
{
  diag_error(reader->diags, "preset-value", entry->value->span, hint, "\"%s\" cannot be %s",
             entry->key, node_text(entry->value, "that"));
}

/* A number in (0, most]; 0 and a fault for others, 0 where it is not given. */
static double
read_number(const PresetReader *reader, const Node *map, const char *key, double most)
{
  const NodeEntry *entry = node_entry(map, key);
  double number = entry ? node_number(entry->value, NAN) : 0;
  if (!entry || (number > 0 && number <= most))
    return number;
  refuse(reader, entry, "give a number above 0");
  return 0;
}

/* Points of "1920px", "170mm", 300. */
static double
read_extent(const PresetReader *reader, const Node *map, const char *key, double ppi)
{
  const NodeEntry *entry = node_entry(map, key);
  const char *text = entry ? node_text(entry->value, "") : NULL;
  char *end = NULL;
  double value = text ? g_ascii_strtod(text, &end) : 0;
  if (text && end != text && strcmp(end, "px") == 0 && value > 0 && value <= 20000)
    return value / ppi * 72;
  if (!entry || (theme_read_length(entry->value, &value) && value > 0))
    return value;
  refuse(reader, entry, "write 1920px, 170mm or a number of points");
  return 0;
}

static void
read_size(const PresetReader *reader, const Node *size)
{
  Preset *preset = reader->preset;
  double ppi = read_number(reader, size, "ppi", 2400);
  double enlarge = read_number(reader, size, "enlarge", 32);
  preset->ppi = ppi > 0 ? ppi : DEFAULT_PPI;
  preset->enlarge = enlarge > 0 ? enlarge : 1;
  preset->width = read_extent(reader, size, "width", preset->ppi) / preset->enlarge;
  preset->height = read_extent(reader, size, "height", preset->ppi) / preset->enlarge;
}

static void
read_background(const PresetReader *reader, const Node *node)
{
  reader->preset->transparent = node_is_string(node, "none");
}

static void
read_tone(const PresetReader *reader, const Node *node)
{
  reader->preset->tone = node_is_string(node, "grey")    ? TONE_GREY
                         : node_is_string(node, "light") ? TONE_LIGHT
                                                         : TONE_PLAIN;
}

static void
read_replacements(const PresetReader *reader, const Node *map)
{
  size_t count = node_is(map, NODE_MAP) ? map->count : 0;
  ColourPair *pairs = arena_array(reader->arena, ColourPair, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    const NodeEntry *entry = &map->entries[i];
    ColourPair *pair = &pairs[reader->preset->pair_count];
    Colour to;
    pair->to = node_string(entry->value, "");
    if (colour_parse(entry->key, &pair->from) && colour_parse(pair->to, &to))
      reader->preset->pair_count++;
    else
      refuse(reader, entry, "give two colours: \"#043978\": \"#6FA0DC\"");
  }
  reader->preset->pairs = pairs;
}

static bool
read_dash(const PresetReader *reader, const Node *node, ChartPattern *pattern)
{
  double *dash = arena_array(reader->arena, double, MAX(node->count, 1));
  for (size_t i = 0; i < node->count; i++) {
    dash[i] = node_number(node->items[i], -1);
    if (!(dash[i] > 0 && dash[i] <= 100))
      return false;
  }
  pattern->dash = dash;
  pattern->dash_count = node->count;
  return true;
}

static bool
read_pattern(const PresetReader *reader, const Node *node, ChartPattern *pattern)
{
  const Node *dash = node_get(node, "dash"), *hatch = node_get(node, "hatch");
  if (!colour_parse(node_string(node_get(node, "colour"), ""), &pattern->colour))
    return false;
  if (hatch)
    pattern->hatch = node_is_string(hatch, "falling") ? HATCH_FALLING : HATCH_RISING;
  return !dash || (node_is(dash, NODE_LIST) && read_dash(reader, dash, pattern));
}

static void
read_patterns(const PresetReader *reader, const Node *list)
{
  size_t count = node_is(list, NODE_LIST) ? list->count : 0;
  ChartPattern *patterns = arena_array(reader->arena, ChartPattern, MAX(count, 1));
  for (size_t i = 0; i < count; i++) {
    if (read_pattern(reader, list->items[i], &patterns[reader->preset->pattern_count]))
      reader->preset->pattern_count++;
    else
      diag_error(reader->diags, "preset-value", list->items[i]->span,
                 "write {colour: \"#595F69\", dash: [6, 3], hatch: rising}",
                 "this cannot be a pattern");
  }
  reader->preset->patterns = patterns;
}

static const struct {
  const char *key;
  void (*read)(const PresetReader *reader, const Node *node); /* NULL: read elsewhere */
} KEYS[] = {
  { "size", read_size },         { "background", read_background },
  { "tone", read_tone },         { "replace", read_replacements },
  { "patterns", read_patterns }, { "theme", NULL },
};

static void
warn_unknown(const PresetReader *reader, const Node *map)
{
  for (size_t i = 0; node_is(map, NODE_MAP) && i < map->count; i++) {
    const char *names[G_N_ELEMENTS(KEYS) + 1] = { NULL };
    bool known = false;
    for (size_t k = 0; k < G_N_ELEMENTS(KEYS); k++) {
      names[k] = KEYS[k].key;
      known |= strcmp(map->entries[i].key, KEYS[k].key) == 0;
    }
    const char *near = known ? NULL : diag_suggest(map->entries[i].key, names);
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    if (!known)
      diag_warning(reader->diags, "unknown-property", map->entries[i].key_span, hint,
                   "unknown property \"%s\" in a preset", map->entries[i].key);
  }
}

/* ---- colours ---- */

static const char *
replacement(const Preset *preset, Colour colour)
{
  char wanted[8], from[8];
  colour_to_hex(colour, wanted);
  for (size_t i = 0; colour.a >= 1 && i < preset->pair_count; i++) {
    colour_to_hex(preset->pairs[i].from, from);
    if (strcmp(wanted, from) == 0)
      return preset->pairs[i].to;
  }
  return NULL;
}

static const Node *
recolour_map(Arena *arena, const Preset *preset, const Node *map)
{
  NodeEntry *entries = arena_array(arena, NodeEntry, MAX(map->count, 1));
  for (size_t i = 0; i < map->count; i++) {
    bool data =
        strcmp(map->entries[i].key, "data") == 0 || strcmp(map->entries[i].key, "datasets") == 0;
    entries[i] = map->entries[i];
    if (!data)
      entries[i].value = preset_recolour(arena, preset, entries[i].value);
  }
  return node_new_map(arena, entries, map->count, map->span);
}

const Node *
preset_recolour(Arena *arena, const Preset *preset, const Node *node)
{
  Colour colour;
  if (node_is(node, NODE_MAP))
    return recolour_map(arena, preset, node);
  if (node_is(node, NODE_LIST)) {
    const Node **items = arena_array(arena, const Node *, MAX(node->count, 1));
    for (size_t i = 0; i < node->count; i++)
      items[i] = preset_recolour(arena, preset, node->items[i]);
    return node_new_list(arena, items, node->count, node->span);
  }
  if (!node_is(node, NODE_STRING) || *node->string != '#' || !colour_parse(node->string, &colour))
    return node;
  const char *to = replacement(preset, colour);
  return to ? node_new_string(arena, to, node->span) : node;
}

static void
recolour_default(const Preset *preset, Colour before, Colour *colour)
{
  const char *to = memcmp(&before, colour, sizeof before) == 0 ? replacement(preset, before) : NULL;
  if (to)
    colour_parse(to, colour);
}

/* The base in the preset's colours, with the preset's own on top. What is still as in the base is a
 * default that its file does not name. */
static const Theme *
overlay_theme(const PresetReader *reader, const Theme *base, const Node *over)
{
  const Preset *preset = reader->preset;
  const Node *under = preset_recolour(reader->arena, preset, base->node);
  Theme *theme =
      theme_from_node(reader->arena, node_merge(reader->arena, under, over), reader->diags);
  /* a base for slides has enlarged what a preset enlarges itself */
  theme->figure_scale = 1;
  for (TypeName name = TYPE_CHART_VALUE; name <= TYPE_CHART_NAME; name++)
    if (theme->types[name].size == base->types[name].size)
      theme->types[name].size /= base->figure_scale;
  for (size_t i = 0; i < COLOUR_COUNT; i++)
    recolour_default(preset, base->colours[i], &theme->colours[i]);
  for (size_t i = 0; i < TYPE_COUNT; i++)
    recolour_default(preset, base->types[i].colour, &theme->types[i].colour);
  return theme;
}

/* ---- names ---- */

/* Takes "@2x" off a name; 1 where there is none, 0 where it is none that can be. */
static double
take_times(char *name)
{
  char *at = strchr(name, '@'), *end = NULL;
  if (!at)
    return 1;
  double times = g_ascii_strtod(at + 1, &end);
  bool sound = end != at + 1 && strcmp(end, "x") == 0 && times >= 1 && times <= MOST_TIMES;
  *at = '\0';
  return sound ? times : 0;
}

typedef struct PresetSearch {
  Arena *arena;
  const char *folder;
  Span where;
  DiagList *diags;
} PresetSearch;

/* folder/part.yaml, whose name must not lead elsewhere; NULL where it cannot be read. */
static const Node *
read_part(const PresetSearch *search, const char *part)
{
  bool plain = part[strcspn(part, "/\\")] == '\0' && *part != '.';
  const char *path = arena_printf(search->arena, "%s/%s.yaml", search->folder, part);
  Source *source = plain ? source_load(search->arena, path, 0, NULL) : NULL;
  Span invalid;
  if (!source || source_find_invalid(source, &invalid))
    return NULL;
  source->name = path;
  const Node *node = node_parse(search->arena, source, search->diags);
  return node ? node : node_new_map(search->arena, NULL, 0, (Span){ source, 0, 0 });
}

/* The same; NULL and a fault: there is none. */
static const Node *
load_part(const PresetSearch *search, const char *part)
{
  const Node *node = read_part(search, part);
  if (node)
    return node;
  const char *near = suggest_yaml(search->arena, search->folder, part);
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_error(search->diags, "unknown-preset", search->where,
             hint ? hint : "presets stand in templates/presets", "there is no preset \"%s\"", part);
  return NULL;
}

/* All parts of a name, later ones on top; *times: by how much the pixels are multiplied. */
static const Node *
load_parts(const PresetSearch *search, const char *name, double *times)
{
  g_auto(GStrv) parts = g_strsplit(name, "+", -1);
  const Node *whole = NULL;
  *times = 1;
  if (g_strv_length(parts) > MOST_PARTS) {
    diag_error(search->diags, "unknown-preset", search->where, NULL,
               "a preset is joined of %d parts at most", MOST_PARTS);
    return NULL;
  }
  for (char **part = parts; *part; part++) {
    double own = take_times(*part);
    if (own <= 0) {
      diag_error(search->diags, "unknown-preset", search->where, "write @2x",
                 "pixels are multiplied by 1 to %g, not as \"%s\" says", MOST_TIMES, name);
      return NULL;
    }
    const Node *node = load_part(search, *part);
    if (!node)
      return NULL;
    *times *= own;
    whole = node_merge(search->arena, whole, node);
  }
  return whole;
}

static const Preset *
load_preset(const PresetSearch *search, const Theme *base, const char *name)
{
  double times;
  const Node *node = load_parts(search, name, &times);
  if (!node)
    return NULL;
  Preset *preset = arena_new0(search->arena, Preset);
  PresetReader reader = { search->arena, search->diags, preset };
  preset->name = arena_strdup(search->arena, name);
  warn_unknown(&reader, node);
  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
    if (KEYS[i].read)
      KEYS[i].read(&reader, node_get(node, KEYS[i].key));
  preset->ppi = MIN(preset->ppi * MIN(times, MOST_TIMES), 2400);
  preset->theme = overlay_theme(&reader, base, node_get(node, "theme"));
  return preset;
}

const Preset *const *
presets_load(Arena *arena, const char *folder, const Theme *base, const char *names, Span where,
             DiagList *diags)
{
  g_auto(GStrv) list = g_strsplit(names ? names : "", ",", -1);
  g_autoptr(GPtrArray) presets = g_ptr_array_new(), seen = g_ptr_array_new();
  const PresetSearch search = { arena, folder, where, diags };
  for (char **name = list; *name; name++) {
    g_strstrip(*name);
    if (!**name || g_ptr_array_find_with_equal_func(seen, *name, g_str_equal, NULL))
      continue;
    g_ptr_array_add(seen, *name);
    const Preset *preset = load_preset(&search, base, *name);
    if (preset)
      g_ptr_array_add(presets, (gpointer)preset);
  }
  g_ptr_array_add(presets, NULL);
  return arena_dup(arena, presets->pdata, presets->len * sizeof(gpointer));
}

#include "batch/index_private.h"

#include "render/render.h"

#include <stdio.h>
#include <string.h>

#define BETWEEN " · "

char *
index_thumbnail(Arena *arena, const char *output)
{
  return arena_printf(arena, "index/%s.png", output);
}

const char *
index_word(const Index *index, StringName name)
{
  return index->request->strings->texts[name];
}

static const char *
counted(const Index *index, StringName name, size_t number)
{
  return strings_plural(index->arena, index_word(index, name), index->request->language,
                        (double)number);
}

/* ---- entries ---- */

/* Sets the picture, if it is there. */
static void
find_thumbnail(const Index *index, IndexEntry *entry)
{
  char *path = index_thumbnail(index->arena, entry->item->output);
  g_autofree char *file = g_build_filename(index->request->folder, path, NULL);
  FILE *stream = fopen(file, "rbe");
  unsigned char head[24];
  if (stream && fread(head, sizeof head, 1, stream) == 1 && memcmp(head + 12, "IHDR", 4) == 0) {
    entry->thumbnail = path;
    entry->width = head[18] << 8 | head[19];
    entry->height = head[22] << 8 | head[23];
  }
  if (stream)
    fclose(stream);
}

/* The documents that are there, in the order of the formats. */
static void
find_files(const Index *index, IndexEntry *entry)
{
  g_auto(GStrv) names = g_strsplit(index->request->formats, ",", -1);
  IndexFile *files = arena_array(index->arena, IndexFile, g_strv_length(names) + 1);
  for (char **name = names; *name; name++) {
    const RenderFormat *format = render_format(g_strstrip(*name));
    if (!format)
      continue;
    const char *path = arena_printf(index->arena, format->many_pages ? "%s.%s" : "%s/page-1.%s",
                                    entry->item->output, format->extension);
    g_autofree char *file = g_build_filename(index->request->folder, path, NULL);
    g_autofree char *shown = g_ascii_strup(format->name, -1);
    if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
      files[entry->file_count++] = (IndexFile){ arena_strdup(index->arena, shown), path };
  }
  entry->files = files;
}

static const char *
worded(const Index *index, const char *value)
{
  const IndexRequest *request = index->request;
  const char *label = request->label ? request->label(value, request->user) : NULL;
  return label ? label : value;
}

/* Have all items the same value of this parameter? */
static bool
is_constant(const BatchPlan *plan, const char *name, const char *value)
{
  for (size_t i = 0; i < plan->count; i++)
    if (g_strcmp0(batch_param(plan->items[i].params, name), value) != 0)
      return false;
  return plan->count > 1;
}

/* What tells the entry from others, but for its group. */
static const char *
join_params(const Index *index, const IndexEntry *entry, GHashTable *left_out)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (const char *const *param = entry->item->params; param[0]; param += 2)
    if (!g_hash_table_contains(left_out, param[0]))
      g_string_append_printf(text, "%s%s\u00a0%s", text->len > 0 ? BETWEEN : "", param[0],
                             worded(index, param[1]));
  return arena_strdup(index->arena, text->str);
}

static void
fill_entry(const Index *index, IndexEntry *entry, GHashTable *left_out)
{
  const Record *record = entry->result->record;
  const char *language = batch_param(entry->item->params, "lang");
  entry->title = record && *record->title ? record->title : entry->item->output;
  if (g_strcmp0(language, index->request->language) != 0)
    entry->language = language;
  find_thumbnail(index, entry);
  find_files(index, entry);
  entry->params = join_params(index, entry, left_out);
}

/* ---- groups ---- */

/* The axis whose values have headings: the first, unless it has but one or is another for each. */
static const char *
find_group_axis(const BatchPlan *plan)
{
  const char *axis = plan->count > 0 ? plan->items[0].params[0] : NULL;
  g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; axis && i < plan->count; i++) {
    const char *value = batch_param(plan->items[i].params, axis);
    g_hash_table_add(values, (gpointer)(value ? value : ""));
  }
  guint count = g_hash_table_size(values);
  return count > 1 && count < plan->count ? axis : NULL;
}

/* The group of each entry, in the order in which their values come. */
static size_t *
number_groups(Index *index, const char *axis, IndexGroup *groups)
{
  g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
  size_t *numbers = g_new(size_t, index->count + 1);
  for (size_t i = 0; i < index->count; i++) {
    const char *value = axis ? batch_param(index->entries[i].item->params, axis) : NULL;
    const char *key = value ? value : "";
    size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(places, key));
    if (place == 0) {
      place = ++index->group_count;
      g_hash_table_insert(places, (gpointer)key, GSIZE_TO_POINTER(place));
      groups[place - 1].title = !axis ? NULL : value ? worded(index, value) : "–";
    }
    numbers[i] = place - 1;
    groups[place - 1].count++;
  }
  return numbers;
}

static void
sort_into_groups(Index *index, const char *axis)
{
  IndexGroup *groups = arena_array(index->arena, IndexGroup, index->count + 1);
  const IndexEntry **sorted = arena_array(index->arena, const IndexEntry *, index->count + 1);
  g_autofree size_t *numbers = number_groups(index, axis, groups);
  g_autofree size_t *filled = g_new0(size_t, index->group_count + 1);
  const IndexEntry **next = sorted;
  for (size_t i = 0; i < index->group_count; i++) {
    groups[i].entries = next;
    next += groups[i].count;
  }
  for (size_t i = 0; i < index->count; i++) {
    size_t place = (size_t)(groups[numbers[i]].entries - sorted) + filled[numbers[i]]++;
    sorted[place] = &index->entries[i];
  }
  index->groups = groups;
}

/* Names of parameters that need not stand with each entry: those of headings, and constant ones. */
static GHashTable *
find_left_out(const BatchPlan *plan, const char *axis)
{
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  if (axis)
    g_hash_table_add(names, (gpointer)axis);
  const char *const *first = plan->count > 0 ? plan->items[0].params : NULL;
  for (; first && first[0]; first += 2)
    if (is_constant(plan, first[0], first[1]))
      g_hash_table_add(names, (gpointer)first[0]);
  return names;
}

const Index *
index_new(Arena *arena, const IndexRequest *request)
{
  Index *index = arena_new0(arena, Index);
  *index = (Index){ .arena = arena, .request = request, .count = request->plan->count };
  index->title = request->title ? request->title : index_word(index, STRING_INDEX_TITLE);
  const char *axis = find_group_axis(request->plan);
  g_autoptr(GHashTable) left_out = find_left_out(request->plan, axis);
  IndexEntry *entries = arena_array(arena, IndexEntry, index->count + 1);
  for (size_t i = 0; i < index->count; i++) {
    entries[i] = (IndexEntry){ .item = &request->plan->items[i], .result = &request->results[i] };
    fill_entry(index, &entries[i], left_out);
  }
  index->entries = entries;
  sort_into_groups(index, axis);
  return index;
}

/* ---- texts ---- */

const char *
index_reports(const Index *index, size_t number)
{
  return counted(index, STRING_INDEX_REPORTS, number);
}

const char *
index_summary(const Index *index)
{
  size_t moved = 0, faulty = 0, lost = 0;
  for (size_t i = 0; i < index->count; i++) {
    const IndexResult *result = index->entries[i].result;
    moved += !result->fault && result->record && result->record->change_count > 0;
    faulty += result->fault && !result->lost;
    lost += result->fault && result->lost;
  }
  g_autoptr(GString) text = g_string_new(index_reports(index, index->count));
  if (moved > 0)
    g_string_append_printf(text, BETWEEN "%s", counted(index, STRING_INDEX_MOVED, moved));
  if (faulty > 0)
    g_string_append_printf(text, BETWEEN "%s", counted(index, STRING_INDEX_FAULTY, faulty));
  if (lost > 0)
    g_string_append_printf(text, BETWEEN "%s", counted(index, STRING_INDEX_LOST, lost));
  return arena_strdup(index->arena, text->str);
}

const char *
index_fault(const Index *index, const IndexEntry *entry)
{
  if (!entry->result->fault)
    return NULL;
  return index_word(index, entry->result->lost ? STRING_INDEX_LOSS : STRING_INDEX_FAULT);
}

const char *
index_pages(const Index *index, const IndexEntry *entry)
{
  const Record *record = entry->result->record;
  if (!record || record->pages == 0)
    return NULL;
  g_autoptr(GString) text = g_string_new(counted(index, STRING_INDEX_PAGES, record->pages));
  g_string_replace(text, " ", "\u00a0", 0);
  return arena_strdup(index->arena, text->str);
}

const char *
index_change(const Index *index, const RecordChange *change)
{
  if (change->from && change->to)
    return arena_printf(index->arena, "%s →\u00a0%s", change->from, change->to);
  StringName name = change->to ? STRING_INDEX_NEW : STRING_INDEX_GONE;
  return strings_fill(index->arena, index_word(index, name), change->to ? change->to : change->from,
                      NULL);
}

const char *
index_more(const Index *index, size_t number)
{
  return counted(index, STRING_INDEX_MORE, number);
}

const char *
index_remains(const Index *index, const IndexEntry *entry)
{
  return index_word(index, entry->file_count > 0 ? STRING_INDEX_EARLIER : STRING_INDEX_NOTHING);
}

const IndexEntry *const *
index_faulty(const Index *index, size_t *count)
{
  const IndexEntry **faulty = arena_array(index->arena, const IndexEntry *, index->count + 1);
  *count = 0;
  for (size_t i = 0; i < index->count; i++)
    if (index->entries[i].result->fault)
      faulty[(*count)++] = &index->entries[i];
  return faulty;
}

const char *
index_address(const Index *index, const char *path)
{
  g_autofree char *address = g_uri_escape_string(path, "/", FALSE);
  return arena_strdup(index->arena, address);
}

/* How many entries there are before a parameter other than the last changes; 1: each has but one or
 * two, so that their order shows itself. */
static size_t
last_axis_length(const Index *index)
{
  const char *const *first = index->count > 0 ? index->entries[0].item->params : NULL;
  size_t names = first ? g_strv_length((char **)first) / 2 : 0, run = 0;
  for (; names > 2 && run < index->count; run++)
    for (size_t i = 0; i < names - 1; i++)
      if (g_strcmp0(batch_param(index->entries[run].item->params, first[2 * i]),
                    first[2 * i + 1]) != 0)
        return run;
  return MAX(run, 1);
}

size_t
index_columns(const Index *index, size_t most)
{
  size_t last = last_axis_length(index);
  return last <= most ? most / last * last : most;
}

#include "cli/batch_private.h"

#include "core/node.h"

#include <stdio.h>

static const Node *
list_texts(Arena *arena, const char *const *texts)
{
  const Span no = { 0 };
  size_t count = g_strv_length((char **)texts);
  const Node **items = arena_array(arena, const Node *, count + 1);
  for (size_t i = 0; i < count; i++)
    items[i] = node_new_string(arena, texts[i], no);
  return node_new_list(arena, items, count, no);
}

/* Text, or null. */
static const Node *
text_node(Arena *arena, const char *text)
{
  static const Node null = { .kind = NODE_NULL };
  return text ? node_new_string(arena, text, (Span){ 0 }) : &null;
}

static const Node *
list_changes(Arena *arena, const SholuItem *item)
{
  const Span no = { 0 };
  const Node **changes = arena_array(arena, const Node *, item->change_count + 1);
  for (size_t i = 0; i < item->change_count; i++) {
    const NodeEntry entries[] = {
      { "figure", no, text_node(arena, item->changes[i].figure) },
      { "from", no, text_node(arena, item->changes[i].from) },
      { "to", no, text_node(arena, item->changes[i].to) },
    };
    changes[i] = node_new_map(arena, entries, G_N_ELEMENTS(entries), no);
  }
  return node_new_list(arena, changes, item->change_count, no);
}

void
batch_report_json(const BatchReport *report, const SholuItem *item)
{
  g_autoptr(Arena) arena = arena_new();
  const Span no = { 0 };
  const Node *params = NULL;
  for (const char *const *param = item->params; param[0]; param += 2)
    params = node_with(arena, params, param[0], node_new_string(arena, param[1], no));
  const NodeEntry entries[] = {
    { "item", no, node_new_string(arena, item->output, no) },
    { "params", no, params ? params : node_new_map(arena, NULL, 0, no) },
    { "status", no, node_new_string(arena, batch_status_name(item->status), no) },
    { "reason", no, node_new_string(arena, item->reason ? item->reason : "", no) },
    { "seconds", no, node_new_number(arena, item->seconds, no) },
    { "outputs", no, list_texts(arena, item->files) },
    { "digests", no, list_texts(arena, item->digests) },
    { "changes", no, list_changes(arena, item) },
    { "errors", no, node_new_number(arena, (double)item->errors, no) },
    { "warnings", no, node_new_number(arena, (double)item->warnings, no) },
    { "messages", no, node_new_string(arena, item->messages, no) },
  };
  const Node *map = node_new_map(arena, entries, G_N_ELEMENTS(entries), no);
  printf("%s%s", report->all.told > 0 ? ",\n" : "", node_to_json(arena, map));
}

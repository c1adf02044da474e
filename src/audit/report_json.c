/* JSON of our own, and SARIF 2.1.0 (OASIS) for code review tools. */
#include "audit/report.h"

#include <math.h>

#define TEXT(key, text) ((NodeEntry){ key, NOWHERE, node_new_string(arena, text, NOWHERE) })
#define NUMBER(key, value)                                                                         \
  ((NodeEntry){ key, NOWHERE, node_new_number(arena, (double)(value), NOWHERE) })
#define NODE(key, node) ((NodeEntry){ key, NOWHERE, node })

static const Span NOWHERE;

typedef struct Entries {
  NodeEntry items[16];
  size_t count;
} Entries;

static void
put(Entries *entries, NodeEntry entry)
{
  entries->items[entries->count++] = entry;
}

static const Node *
map_from(Arena *arena, const Entries *entries)
{
  return node_new_map(arena, arena_dup(arena, entries->items, entries->count * sizeof(NodeEntry)),
                      entries->count, NOWHERE);
}

static const Node *
list_from(Arena *arena, const GPtrArray *nodes)
{
  return node_new_list(arena, arena_dup(arena, nodes->pdata, nodes->len * sizeof(gpointer)),
                       nodes->len, NOWHERE);
}

static void
append_json(GString *out, Arena *arena, const Node *node)
{
  g_string_append(out, node_to_json(arena, node));
  g_string_append_c(out, '\n');
}

/* ---- our own ---- */

static const char *
dimension_name(Dimension dimension)
{
  static const char *const NAMES[] = {
    [DIMENSION_NUMBER] = "number",     [DIMENSION_MONEY] = "money",
    [DIMENSION_PERCENT] = "percent",   [DIMENSION_POINTS] = "points",
    [DIMENSION_MULTIPLE] = "multiple",
  };
  return NAMES[dimension];
}

static const Node *
node_of_number(Arena *arena, const AuditNumber *number)
{
  const Place place = place_of_span(number->span);
  const Quantity *quantity = number->quantity;
  Entries entries = { 0 };
  put(&entries, TEXT("status", audit_status_name(number->status)));
  put(&entries, TEXT("text", number->text));
  put(&entries, NUMBER("line", place.line));
  put(&entries, NUMBER("column", place.column));
  if (quantity->role == QUANTITY_MEASURE) {
    put(&entries, TEXT("dimension", dimension_name(quantity->dimension)));
    if (*quantity->currency)
      put(&entries, TEXT("currency", quantity->currency));
    put(&entries, NUMBER("value", quantity->value));
    if (isfinite(quantity->low) && isfinite(quantity->high)) {
      put(&entries, NUMBER("low", quantity->low));
      put(&entries, NUMBER("high", quantity->high));
    }
  }
  if (number->evidence)
    put(&entries, TEXT("evidence", number->evidence));
  if (number->nearest)
    put(&entries, TEXT("nearest", number->nearest));
  return map_from(arena, &entries);
}

static const char *
severity_name(DiagSeverity severity)
{
  static const char *const NAMES[] = { "note", "warning", "error" };
  return NAMES[severity];
}

static const Node *
node_of_fault(Arena *arena, const Diag *diag)
{
  Entries entries = { 0 };
  put(&entries, TEXT("code", diag->code));
  put(&entries, TEXT("severity", severity_name(diag->severity)));
  put(&entries, TEXT("file", diag->place.file ? diag->place.file : ""));
  put(&entries, NUMBER("line", diag->place.line));
  put(&entries, NUMBER("column", diag->place.column));
  put(&entries, TEXT("message", diag->message));
  if (diag->hint)
    put(&entries, TEXT("hint", diag->hint));
  return map_from(arena, &entries);
}

void
report_json(GString *out, const ReportRequest *request)
{
  g_autoptr(Arena) arena = arena_new();
  const AuditReport *report = request->report;
  Entries coverage = { 0 };
  for (AuditStatus i = 0; i < AUDIT_STATUS_COUNT; i++)
    put(&coverage, NUMBER(audit_status_name(i), report->totals[i]));
  g_autoptr(GPtrArray) numbers = g_ptr_array_new(), faults = g_ptr_array_new();
  for (size_t i = 0; i < report->count; i++)
    g_ptr_array_add(numbers, (gpointer)node_of_number(arena, &report->numbers[i]));
  for (size_t i = 0; i < diag_total(request->diags); i++)
    g_ptr_array_add(faults, (gpointer)node_of_fault(arena, diag_at(request->diags, i)));
  Entries all = { 0 };
  put(&all, TEXT("file", report->file));
  put(&all, NODE("coverage", map_from(arena, &coverage)));
  put(&all, NODE("numbers", list_from(arena, numbers)));
  put(&all, NODE("faults", list_from(arena, faults)));
  append_json(out, arena, map_from(arena, &all));
}

/* ---- SARIF ---- */

static const Node *
text_object(Arena *arena, const char *text)
{
  Entries entries = { 0 };
  put(&entries, TEXT("text", text));
  return map_from(arena, &entries);
}

static const Node *
one_in_list(Arena *arena, const Node *node)
{
  const Node **items = arena_array(arena, const Node *, 1);
  items[0] = node;
  return node_new_list(arena, items, 1, NOWHERE);
}

static const Node *
sarif_location(Arena *arena, const Place *place)
{
  Entries artifact = { 0 }, region = { 0 }, physical = { 0 }, location = { 0 };
  g_autofree char *uri = g_uri_escape_string(place->file, "/", TRUE);
  put(&artifact, TEXT("uri", arena_strdup(arena, uri)));
  put(&physical, NODE("artifactLocation", map_from(arena, &artifact)));
  if (place->line > 0) {
    put(&region, NUMBER("startLine", place->line));
    if (place->column > 0) {
      put(&region, NUMBER("startColumn", place->column));
      put(&region, NUMBER("endColumn", place->column + place->width));
    }
    put(&physical, NODE("region", map_from(arena, &region)));
  }
  put(&location, NODE("physicalLocation", map_from(arena, &physical)));
  return one_in_list(arena, map_from(arena, &location));
}

static const Node *
sarif_result(Arena *arena, const Diag *diag)
{
  Entries entries = { 0 };
  put(&entries, TEXT("ruleId", diag->code));
  put(&entries, TEXT("level", severity_name(diag->severity)));
  const char *text =
      diag->hint ? arena_printf(arena, "%s (%s)", diag->message, diag->hint) : diag->message;
  put(&entries, NODE("message", text_object(arena, text)));
  if (diag->place.file)
    put(&entries, NODE("locations", sarif_location(arena, &diag->place)));
  return map_from(arena, &entries);
}

static const Node *
sarif_rules(Arena *arena, const DiagList *diags)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < diag_total(diags); i++) {
    const char *code = diag_at(diags, i)->code;
    if (!g_hash_table_add(seen, (gpointer)code))
      continue;
    Entries rule = { 0 };
    put(&rule, TEXT("id", code));
    g_ptr_array_add(rules, (gpointer)map_from(arena, &rule));
  }
  return list_from(arena, rules);
}

void
report_sarif(GString *out, const ReportRequest *request)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(GPtrArray) results = g_ptr_array_new();
  for (size_t i = 0; i < diag_total(request->diags); i++)
    g_ptr_array_add(results, (gpointer)sarif_result(arena, diag_at(request->diags, i)));
  Entries driver = { 0 }, tool = { 0 }, run = { 0 }, log = { 0 };
  put(&driver, TEXT("name", "sholu"));
  put(&driver, NODE("rules", sarif_rules(arena, request->diags)));
  put(&tool, NODE("driver", map_from(arena, &driver)));
  put(&run, NODE("tool", map_from(arena, &tool)));
  put(&run, TEXT("columnKind", "unicodeCodePoints"));
  put(&run, NODE("results", list_from(arena, results)));
  put(&log, TEXT("$schema", "https://json.schemastore.org/sarif-2.1.0.json"));
  put(&log, TEXT("version", "2.1.0"));
  put(&log, NODE("runs", one_in_list(arena, map_from(arena, &run))));
  append_json(out, arena, map_from(arena, &log));
}

#include "audit/checks.h"
#include "audit/check_private.h"

#include <string.h>

/* A new kind is one file and one line here. */
static const CheckKind *const KINDS[] = {
  &CHECK_SUM, &CHECK_WHOLE, &CHECK_RATE, &CHECK_MAGNITUDE, &CHECK_RANGE, &CHECK_HOLDS,
};

/* What every check may say beside its kind. */
static const char *const COMMON[] = { "name", "note", "waived" };

static const CheckKind *
find_kind(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (strcmp(KINDS[i]->name, name) == 0)
      return KINDS[i];
  return NULL;
}

static bool
is_common(const char *key)
{
  for (size_t i = 0; i < G_N_ELEMENTS(COMMON); i++)
    if (strcmp(COMMON[i], key) == 0)
      return true;
  return false;
}

/* ---- reading ---- */

static void
report_unknown(DiagList *diags, const NodeEntry *entry, const char *const *names, const char *what)
{
  const char *near = diag_suggest(entry->key, names);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  g_autofree char *hint =
      near ? g_strdup_printf("did you mean \"%s\"?", near) : g_strdup_printf("there are %s", all);
  diag_error(diags, "unknown-property", entry->key_span, hint, "unknown %s \"%s\"", what,
             entry->key);
}

static void
report_key_of_check(DiagList *diags, const NodeEntry *entry)
{
  const char *names[G_N_ELEMENTS(KINDS) + G_N_ELEMENTS(COMMON) + 1] = { NULL };
  size_t count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    names[count++] = KINDS[i]->name;
  for (size_t i = 0; i < G_N_ELEMENTS(COMMON); i++)
    names[count++] = COMMON[i];
  report_unknown(diags, entry, names, "kind or property of a check");
}

/* The one entry that names a kind; NULL after a fault. */
static const NodeEntry *
find_kind_entry(const Node *map, DiagList *diags)
{
  const NodeEntry *found = NULL;
  bool sound = true;
  for (size_t i = 0; i < map->count; i++) {
    const NodeEntry *entry = &map->entries[i];
    bool kind = find_kind(entry->key);
    if (kind && found) {
      diag_error(diags, "bad-check", entry->key_span, "make it a check of its own",
                 "a check has one kind, and this is \"%s\" already", found->key);
      sound = false;
    }
    if (kind) {
      found = entry;
    } else if (!is_common(entry->key)) {
      report_key_of_check(diags, entry);
      sound = false;
    }
  }
  if (!found && sound)
    diag_error(diags, "bad-check", map->span, CHECK_SUM.example, "this check has no kind");
  return sound ? found : NULL;
}

/* What stands under the kind as a map; NULL after a fault. */
static const Node *
read_body(Arena *arena, const CheckKind *kind, const Node *node, DiagList *diags)
{
  size_t faults = diag_count(diags, DIAG_ERROR);
  if (node_is(node, NODE_STRING))
    return node_with(arena, node_new_map(arena, NULL, 0, node->span), kind->keys[0], node);
  if (!node_is(node, NODE_MAP))
    diag_error(diags, "bad-check", node->span, kind->example, "%s must be a map, not %s",
               kind->name, node_kind_name(node->kind));
  for (size_t i = 0; node_is(node, NODE_MAP) && i < node->count; i++)
    if (!g_strv_contains(kind->keys, node->entries[i].key)) {
      g_autofree char *what = g_strdup_printf("property of %s", kind->name);
      report_unknown(diags, &node->entries[i], kind->keys, what);
    }
  return diag_count(diags, DIAG_ERROR) > faults ? NULL : node;
}

static const char *
read_common(const Node *map, const char *key, DiagList *diags)
{
  const Node *node = node_get(map, key);
  const char *text = node_text(node, NULL);
  if (node && (!text || !*text))
    diag_error(diags, "bad-check", node->span, strcmp(key, "waived") == 0 ? "say why" : NULL,
               "%s must be a text", key);
  return text && *text ? text : NULL;
}

static void
run_check(const Check *shared, const Node *map)
{
  if (!node_is(map, NODE_MAP)) {
    diag_error(shared->diags, "bad-check", map->span, CHECK_SUM.example,
               "a check must be a map, not %s", node_kind_name(map->kind));
    return;
  }
  const NodeEntry *entry = find_kind_entry(map, shared->diags);
  if (!entry)
    return;
  const CheckKind *kind = find_kind(entry->key);
  Check check = *shared;
  check.name = read_common(map, "name", check.diags);
  if (!check.name)
    check.name = kind->name;
  check.note = read_common(map, "note", check.diags);
  check.waived = read_common(map, "waived", check.diags);
  check.node = read_body(check.arena, kind, entry->value, check.diags);
  if (check.node)
    kind->run(&check);
}

static void
run_list(const Check *shared, const Node *list)
{
  if (list && !node_is(list, NODE_LIST) && !node_is(list, NODE_NULL))
    diag_error(shared->diags, "bad-check", list->span, NULL, "checks must be a list, not %s",
               node_kind_name(list->kind));
  for (size_t i = 0; node_is(list, NODE_LIST) && i < list->count; i++)
    run_check(shared, list->items[i]);
}

bool
audit_is_strict(const Document *document, DiagList *diags)
{
  static const char *const KEYS[] = { "checks", "strict", NULL };
  const Node *audit = document_audit(document);
  if (audit && !node_is(audit, NODE_MAP))
    diag_error(diags, "front-matter-type", audit->span, "audit: {checks: […]}",
               "audit must be a map, not %s", node_kind_name(audit->kind));
  for (size_t i = 0; node_is(audit, NODE_MAP) && i < audit->count; i++)
    if (!g_strv_contains(KEYS, audit->entries[i].key))
      report_unknown(diags, &audit->entries[i], KEYS, "property of audit");
  const Node *strict = node_get(audit, "strict");
  if (strict && !node_is(strict, NODE_BOOLEAN))
    diag_error(diags, "front-matter-type", strict->span, "write true or false",
               "strict must be true or false, not %s", node_kind_name(strict->kind));
  return node_boolean(strict, false);
}

void
audit_checks(Arena *arena, const ChecksRequest *request, DiagList *diags)
{
  const Check shared = { .arena = arena, .request = request, .diags = diags };
  const Catalog *catalog = document_catalog(request->document);
  const Node *audit = document_audit(request->document);
  g_autoptr(GPtrArray) seen = g_ptr_array_new();
  audit_is_strict(request->document, diags);
  run_list(&shared, node_get(audit, "checks"));
  for (const char *const *name = catalog_names(catalog); *name; name++) {
    const Package *package = catalog_package(catalog, *name);
    if (!package || g_ptr_array_find(seen, package, NULL))
      continue;
    g_ptr_array_add(seen, (gpointer)package);
    run_list(&shared, package->checks);
  }
}

/* ---- claims ---- */

void
audit_claims(Arena *arena, const PassageList *passages, DiagList *diags)
{
  static const char HINT[] = "correct the text, or the claim";
  for (size_t i = 0; i < passages->claim_count; i++) {
    const Claim *claim = &passages->claims[i];
    const char *values = claim->values ? arena_printf(arena, ": %s", claim->values) : "";
    if (claim->verdict == CLAIM_FAILS)
      diag_error(diags, "claim-fails", claim->span, HINT, "the claim %s is not true%s", claim->sql,
                 values);
    else if (claim->verdict == CLAIM_MISSING)
      diag_error(diags, "claim-fails", claim->span, "it must be true or false: box > base",
                 "the claim %s cannot be told%s", claim->sql,
                 claim->values ? values : ": a value is missing");
  }
}

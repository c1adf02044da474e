#include "compose/strings.h"

#include "core/language.h"
#include "core/locale.h"
#include "core/node.h"
#include "core/number_format.h"

#include <string.h>

/* The English texts are those of templates/locales/en.yaml. */
static const struct {
  const char *key, *text;
} STRINGS[] = {
  [STRING_FIGURE] = { "figure", "Figure {n}" },
  [STRING_TABLE] = { "table", "Table {n}" },
  [STRING_FIGURE_REFERENCE] = { "figure-reference", "Figure {n}" },
  [STRING_TABLE_REFERENCE] = { "table-reference", "Table {n}" },
  [STRING_SECTION_REFERENCE] = { "section-reference", "section {n}" },
  [STRING_CONTINUED] = { "continued", "{text} (continued)" },
  [STRING_SOURCE] = { "source", "Source: {text}" },
  [STRING_SOURCES] = { "sources", "Sources: {text}" },
  [STRING_NOTE] = { "note", "Note: {text}" },
  [STRING_ROUNDED] = { "rounded", "Shares are rounded and may not add up to 100%." },
  [STRING_DATA_VERSION] = { "data-version", "data version {text}" },
  [STRING_CONTENTS] = { "contents", "Contents" },
  [STRING_FOOTNOTES] = { "footnotes", "Notes" },
  [STRING_PAGE] = { "page", "{n}/{total}" },
  [STRING_MISSING] = { "missing", "…" },
  [STRING_MISSING_NOTE] = { "missing-note", "… no data" },
  [STRING_TOTAL] = { "total", "Total" },
  [STRING_APPENDIX_DATA] = { "appendix-data", "Data of the figures" },
  [STRING_APPENDIX_OF] = { "appendix-of", "Data of Figure {n}" },
  [STRING_APPENDIX_LINK] = { "appendix-link", "Data: appendix" },
  [STRING_APPENDIX_ROWS] = { "appendix-rows", "{n} of {total} rows are shown." },
  [STRING_APPENDIX_FILE] = { "appendix-file", "All are attached as {text}." },
  [STRING_APPENDIX_SOURCES] = { "appendix-sources", "Where the figures come from" },
  [STRING_APPENDIX_LEADS] = { "appendix-leads",
                              "Each number of the text is a link to its row here, and the row "
                              "leads back." },
  [STRING_APPENDIX_NUMBER] = { "appendix-number", "Number" },
  [STRING_APPENDIX_ORIGIN] = { "appendix-origin", "Read or computed from" },
  [STRING_APPENDIX_TABLE] = { "appendix-table", "Table" },
  [STRING_APPENDIX_WAIVED] = { "appendix-waived", "Not from the data: {text}" },
  [STRING_APPENDIX_NONE] = { "appendix-none", "Not found in the data" },
  [STRING_APPENDIX_NAMES] = { "appendix-names", "Names in the expressions" },
  [STRING_APPENDIX_NAME] = { "appendix-name", "Name" },
  [STRING_APPENDIX_QUERY] = { "appendix-query", "Query of the data" },
  [STRING_QUOTED] = { "quoted", "“{text}”" },
  [STRING_CALLOUT_NOTE] = { "callout-note", "Note" },
  [STRING_CALLOUT_TIP] = { "callout-tip", "Tip" },
  [STRING_CALLOUT_IMPORTANT] = { "callout-important", "Important" },
  [STRING_CALLOUT_WARNING] = { "callout-warning", "Warning" },
  [STRING_CALLOUT_CAUTION] = { "callout-caution", "Caution" },
  [STRING_DATE] = { "date", "%-d\u00a0%B %Y" },
  [STRING_INDEX_TITLE] = { "index-title", "Reports" },
  [STRING_INDEX_REPORTS] = { "index-reports", "one={n} report; other={n} reports" },
  [STRING_INDEX_PAGES] = { "index-pages", "one={n} page; other={n} pages" },
  [STRING_INDEX_MOVED] = { "index-moved", "one=figures moved in {n}; other=figures moved in {n}" },
  [STRING_INDEX_FAULTY] = { "index-faulty", "one={n} has faults; other={n} have faults" },
  [STRING_INDEX_LOST] = { "index-lost", "one={n} was not finished; other={n} were not finished" },
  [STRING_INDEX_ATTENTION] = { "index-attention", "Needs attention" },
  [STRING_INDEX_FAULT] = { "index-fault", "Has faults" },
  [STRING_INDEX_LOSS] = { "index-loss", "Not finished" },
  [STRING_INDEX_EARLIER] = { "index-earlier", "What is shown is from an earlier run." },
  [STRING_INDEX_NOTHING] = { "index-nothing", "There is no file yet." },
  [STRING_INDEX_MORE] = { "index-more", "one=and {n} more figure; other=and {n} more figures" },
  [STRING_INDEX_NEW] = { "index-new", "{text} (new)" },
  [STRING_INDEX_GONE] = { "index-gone", "{text} (gone)" },
  [STRING_INDEX_FIRST_PAGE] = { "index-first-page", "First page" },
  [STRING_INDEX_CHANGES] = { "index-changes", "What moved" },
};
_Static_assert(G_N_ELEMENTS(STRINGS) == STRING_COUNT, "a text for every name");

static void
read_string(Strings *strings, const NodeEntry *entry, DiagList *diags)
{
  const char *names[STRING_COUNT + 1] = { NULL };
  for (size_t i = 0; i < STRING_COUNT; i++) {
    names[i] = STRINGS[i].key;
    if (strcmp(entry->key, STRINGS[i].key) == 0) {
      strings->texts[i] = node_text(entry->value, STRINGS[i].text);
      return;
    }
  }
  const char *near = diag_suggest(entry->key, names);
  g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
  diag_warning(diags, "unknown-property", entry->key_span, hint,
               "unknown property \"%s\" of a language", entry->key);
}

static Source *
open_language(Arena *arena, const char *folder, const char *language)
{
  if (!folder || language[strspn(language, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                           "0123456789-_")])
    return NULL;
  g_autofree char *exact = g_strdup_printf("%s/%s.yaml", folder, language);
  g_autofree char *general =
      g_strdup_printf("%s/%.*s.yaml", folder, (int)strcspn(language, "-_"), language);
  Source *source = source_load(arena, exact, 0, NULL);
  return source ? source : source_load(arena, general, 0, NULL);
}

static Strings *
new_strings(Arena *arena)
{
  Strings *strings = arena_new0(arena, Strings);
  for (size_t i = 0; i < STRING_COUNT; i++)
    strings->texts[i] = STRINGS[i].text;
  return strings;
}

const Strings *
strings_default(Arena *arena)
{
  return new_strings(arena);
}

const Strings *
strings_load(Arena *arena, const char *folder, const char *language, DiagList *diags)
{
  Source *source = open_language(arena, folder, language);
  if (!source)
    return NULL;
  Strings *strings = new_strings(arena);
  const Node *map = node_parse(arena, source, diags);
  for (size_t i = 0; node_is(map, NODE_MAP) && i < map->count; i++)
    read_string(strings, &map->entries[i], diags);
  return strings;
}

char *
strings_fill(Arena *arena, const char *pattern, const char *text, const char *total)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *at = pattern; *at;) {
    const char *value = NULL;
    if (g_str_has_prefix(at, "{n}") || g_str_has_prefix(at, "{text}"))
      value = text;
    else if (g_str_has_prefix(at, "{total}"))
      value = total;
    if (value) {
      g_string_append(out, value);
      at = strchr(at, '}') + 1;
    } else {
      g_string_append_c(out, *at++);
    }
  }
  return arena_strndup(arena, out->str, out->len);
}

char *
strings_plural(Arena *arena, const char *forms, const char *language, double number)
{
  const char *wanted = plural_category(language, number), *found = "";
  g_auto(GStrv) list = g_strsplit(forms, ";", -1);
  for (char **form = list; *form; form++) {
    char *text = strchr(g_strstrip(*form), '=');
    if (!text)
      continue;
    *text++ = '\0';
    bool exact = strcmp(*form, wanted) == 0;
    if (exact || strcmp(*form, "other") == 0)
      found = text;
    if (exact)
      break;
  }
  NumberFormat format;
  g_autoptr(GString) digits = g_string_new(NULL);
  if (number_format_parse(",.0f", &format))
    number_format_append(digits, &format, locale_get(language), number);
  return strings_fill(arena, found, digits->str, NULL);
}

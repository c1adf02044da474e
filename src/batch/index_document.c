/* The index as a briefing: galleries under headings. */
#include "batch/index_private.h"

#include "core/node.h"

#include <stdint.h>
#include <string.h>

/* Columns by how many pictures there are: few stand large. */
static const struct {
  size_t entries, columns;
} SIZES[] = { { 6, 3 }, { 40, 4 }, { SIZE_MAX, 6 } };

enum { LABEL_MOST = 48 };

/* A text as YAML, in which nothing is a figure. */
static void
append_quoted(const Index *index, GString *out, const char *text)
{
  g_autoptr(GString) plain = g_string_new(text);
  g_string_replace(plain, "{{", "\\{{", 0);
  const Node *node = node_new_string(index->arena, plain->str, (Span){ 0 });
  g_string_append(out, node_to_json(index->arena, node));
}

static void
append_key(const Index *index, GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append_printf(out, ", %s: ", key);
  append_quoted(index, out, text);
}

/* A text in which no character means anything to Markdown. */
static void
append_plain(GString *out, const char *text)
{
  for (const char *at = text; *at; at++) {
    if (g_ascii_ispunct(*at))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *at == '\n' || *at == '\r' ? ' ' : *at);
  }
}

static void
append_heading(GString *out, const char *text)
{
  g_string_append(out, "## ");
  append_plain(out, text);
  g_string_append(out, "\n\n");
}

/* White space as single spaces, shortened. */
static const char *
short_label(const Index *index, const char *label)
{
  g_autoptr(GString) text = g_string_new(NULL);
  glong length = 0;
  for (const char *at = label; *at && length < LABEL_MOST; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    bool space = g_unichar_isspace(letter);
    if (space && (text->len == 0 || text->str[text->len - 1] == ' '))
      continue;
    g_string_append_unichar(text, space ? ' ' : letter);
    length++;
  }
  return arena_printf(index->arena, "%s%s", text->str, length == LABEL_MOST ? "…" : "");
}

static void
append_changes(const Index *index, GString *out, const Record *record)
{
  size_t shown = MIN(record->change_count, INDEX_CHANGES_SHOWN);
  for (size_t i = 0; i < shown; i++) {
    const RecordChange *change = &record->changes[i];
    g_string_append(out, ", ");
    append_quoted(index, out,
                  arena_printf(index->arena, "%s: %s", short_label(index, change->label),
                               index_change(index, change)));
  }
  if (record->change_count > shown) {
    g_string_append(out, ", ");
    append_quoted(index, out, index_more(index, record->change_count - shown));
  }
}

/* What the entry is, and what moved in it. */
static void
append_lines(const Index *index, GString *out, const IndexEntry *entry)
{
  const char *pages = index_pages(index, entry), *params = entry->params;
  g_string_append(out, ", text: [");
  append_quoted(index, out,
                arena_printf(index->arena, "%s%s%s", params, *params && pages ? " · " : "",
                             pages ? pages : ""));
  if (entry->result->fault) {
    g_string_append(out, ", ");
    append_quoted(index, out, index_remains(index, entry));
  } else if (entry->result->record) {
    append_changes(index, out, entry->result->record);
  }
  g_string_append(out, "]");
}

static void
append_entry(const Index *index, GString *out, const IndexEntry *entry)
{
  g_string_append(out, "- {title: ");
  append_quoted(index, out, entry->title);
  append_key(index, out, "image", entry->thumbnail);
  if (entry->thumbnail)
    append_key(index, out, "alt",
               arena_printf(index->arena, "%s: %s", index_word(index, STRING_INDEX_FIRST_PAGE),
                            entry->title));
  if (entry->file_count > 0)
    append_key(index, out, "href", index_address(index, entry->files[0].path));
  append_key(index, out, "flag", index_fault(index, entry));
  append_key(index, out, "lang", entry->language);
  append_lines(index, out, entry);
  g_string_append(out, "}\n");
}

static void
append_gallery(const Index *index, GString *out, const IndexEntry *const *entries, size_t count)
{
  size_t size = 0;
  while (SIZES[size].entries < index->count)
    size++;
  g_string_append_printf(out, "```gallery {columns=%zu .full}\n",
                         index_columns(index, SIZES[size].columns));
  for (size_t i = 0; i < count; i++)
    append_entry(index, out, entries[i]);
  g_string_append(out, "```\n\n");
}

/* What is wrong, where, and why. */
static void
append_attention(const Index *index, GString *out)
{
  size_t count = 0;
  const IndexEntry *const *faulty = index_faulty(index, &count);
  if (count == 0)
    return;
  append_heading(out, index_word(index, STRING_INDEX_ATTENTION));
  for (size_t i = 0; i < count; i++) {
    g_string_append(out, "- **");
    append_plain(out, faulty[i]->title);
    g_string_append(out, "** ");
    append_plain(out, faulty[i]->params);
    g_string_append(out, "\\\n  ");
    append_plain(out, index_fault(index, faulty[i]));
    g_string_append(out, ": ");
    append_plain(out, faulty[i]->result->fault);
    g_string_append(out, "\n");
  }
  g_string_append(out, "\n");
}

static void
append_front_matter(const Index *index, GString *out)
{
  g_string_append(out, "---\ntitle: ");
  append_quoted(index, out, index->title);
  g_string_append(out, "\nsubtitle: ");
  append_quoted(index, out, index_summary(index));
  g_string_append(out, "\nlang: ");
  append_quoted(index, out, index->request->language);
  g_string_append_printf(out, "\ntheme: index\ncontents: %s\n---\n\n",
                         index->group_count > 1 ? "true" : "false");
}

char *
index_document(const Index *index)
{
  g_autoptr(GString) out = g_string_new(NULL);
  append_front_matter(index, out);
  append_attention(index, out);
  for (size_t i = 0; i < index->group_count; i++) {
    if (index->groups[i].title)
      append_heading(out, index->groups[i].title);
    append_gallery(index, out, index->groups[i].entries, index->groups[i].count);
  }
  return arena_strndup(index->arena, out->str, out->len);
}

/* The index as a page for browsers: one file with its own style, and no scripts. */
#include "batch/index_private.h"

#include <string.h>

enum { WRONGS_SHOWN = 8 };

/* The house's colours, by day and by night. */
static const char STYLE[] =
    ":root{color-scheme:light dark;--paper:#fff;--text:#1b1f24;--soft:#4a4f57;--faint:#595f69;"
    "--accent:#043978;--link:#215ea4;--line:#d9dce0;--panel:#f2f4f6;--bad:#b9431e;--band:#043978;"
    "--band-soft:#dce9f6}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#14171b;--text:#f2f4f6;--soft:#c3c8cf;"
    "--faint:#a3a9b2;--accent:#b3cbe6;--link:#9fc3ee;--line:#3a4048;--panel:#20252b;--bad:#ff9a78;"
    "--band:#0b2648}}\n"
    "*{box-sizing:border-box}\n"
    "html{scroll-behavior:smooth;scroll-padding-top:1rem}\n"
    "@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}\n"
    "body{margin:0;background:var(--paper);color:var(--text);font:1rem/1.45 Inter,system-ui,"
    "\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;font-feature-settings:\"tnum\"}\n"
    "header{background:var(--band);color:#fff;padding:3rem 0 2.25rem}\n"
    "header p{margin:.6rem 0 0;color:var(--band-soft)}\n"
    "h1{margin:0;font-size:clamp(1.8rem,5vw,2.6rem);line-height:1.12;font-weight:700;"
    "letter-spacing:-.01em;text-wrap:balance}\n"
    "h2{margin:2.75rem 0 1rem;font-size:1.35rem;line-height:1.25;color:var(--accent)}\n"
    "h2 small{font-size:.875rem;font-weight:400;color:var(--faint);margin-left:.4em}\n"
    ".in{max-width:76rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}\n"
    "main{padding-bottom:4rem}\n"
    "a{color:var(--link)}\n"
    "a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:3px}\n"
    "nav{border-bottom:1px solid var(--line);font-size:.9375rem;padding:1rem 0}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;list-style:none}\n"
    "nav a{display:inline-block;padding:.2rem 0}\n"
    ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(10rem,44%),1fr));"
    "gap:2rem 1.25rem;margin:0;padding:0;list-style:none}\n"
    ".cards:first-child{margin-top:2.25rem}\n"
    ".card{min-width:0;font-size:.8125rem;line-height:1.4;overflow-wrap:break-word}\n"
    ".card p{margin:.2rem 0 0;color:var(--faint)}\n"
    ".card .wrong{color:var(--bad);font-weight:600}\n"
    ".to{display:block;text-decoration:none}\n"
    ".to img,.blank{display:block;width:100%;height:auto;background:#fff;border:1px solid "
    "var(--line)}\n"
    ".blank{aspect-ratio:210/297;background:var(--panel)}\n"
    ".to b{display:block;margin-top:.55rem;font-size:.9375rem;line-height:1.3;font-weight:650;"
    "color:var(--link);text-wrap:pretty}\n"
    ".to:hover b{text-decoration:underline}\n"
    ".to:hover img{border-color:var(--link)}\n"
    "div.to b{color:var(--text)}\n"
    ".moved{margin:.4rem 0 0;padding:.4rem 0 0;list-style:none;border-top:1px solid var(--line);"
    "color:var(--soft)}\n"
    ".moved li{margin:0 0 .2rem}\n"
    ".moved code{font:inherit;color:var(--faint)}\n"
    ".moved summary{cursor:pointer;color:var(--link)}\n"
    ".wrongs{padding:0;margin:0;list-style:none}\n"
    ".wrongs li{padding:.6rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}\n"
    ".wrongs summary{cursor:pointer;color:var(--link)}\n"
    ".wrongs span{display:block;color:var(--bad);font-size:.875rem}\n"
    "@media print{:root{--paper:#fff;--text:#1b1f24;--soft:#4a4f57;--faint:#595f69;"
    "--accent:#043978;--link:#215ea4;--line:#d9dce0;--bad:#b9431e}nav,.moved summary{display:none}"
    "header{background:none;color:var(--text);padding:0 0 1rem;border-bottom:3px solid "
    "var(--accent)}header p{color:var(--soft)}.card{break-inside:avoid}h2{break-after:avoid}"
    ".cards{grid-template-columns:repeat(5,1fr);gap:1rem}}\n";

static void
append_text(GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(out, escaped);
}

/* Text in an element; nothing where there is none. */
static void
append_element(GString *out, const char *open, const char *text, const char *close)
{
  if (!text || !*text)
    return;
  g_string_append(out, open);
  append_text(out, text);
  g_string_append(out, close);
}

static void
append_language(GString *out, const IndexEntry *entry)
{
  append_element(out, " lang=\"", entry->language, "\"");
}

/* ---- a card ---- */

static void
append_picture(const Index *index, GString *out, const IndexEntry *entry)
{
  if (!entry->thumbnail) {
    g_string_append(out, "<span class=\"blank\"></span>");
    return;
  }
  g_string_append_printf(out,
                         "<img src=\"%s\" width=\"%d\" height=\"%d\" loading=\"lazy\" "
                         "decoding=\"async\" alt=\"",
                         index_address(index, entry->thumbnail), entry->width, entry->height);
  append_text(out, index_word(index, STRING_INDEX_FIRST_PAGE));
  g_string_append(out, "\">");
}

/* The picture and the title, in a link to the first file. */
static void
append_way(const Index *index, GString *out, const IndexEntry *entry)
{
  bool leads = entry->file_count > 0;
  if (leads)
    g_string_append_printf(out, "<a class=\"to\" href=\"%s\">",
                           index_address(index, entry->files[0].path));
  else
    g_string_append(out, "<div class=\"to\">");
  append_picture(index, out, entry);
  g_string_append(out, "<b");
  append_language(out, entry);
  append_element(out, ">", entry->title, "</b>");
  g_string_append(out, leads ? "</a>" : "</div>");
}

/* Parameters, pages, and the files where there are several. */
static void
append_facts(const Index *index, GString *out, const IndexEntry *entry)
{
  const char *pages = index_pages(index, entry), *separator = "";
  g_string_append(out, "<p>");
  if (*entry->params) {
    append_text(out, entry->params);
    separator = " · ";
  }
  if (pages) {
    g_string_append(out, separator);
    append_text(out, pages);
    separator = " · ";
  }
  for (size_t i = 0; entry->file_count > 1 && i < entry->file_count; i++, separator = " · ")
    g_string_append_printf(out, "%s<a href=\"%s\">%s</a>", separator,
                           index_address(index, entry->files[i].path), entry->files[i].format);
  g_string_append(out, "</p>");
}

static void
append_change(const Index *index, GString *out, const RecordChange *change)
{
  append_element(out, "<li><code>", change->label, "</code> ");
  append_text(out, index_change(index, change));
  g_string_append(out, "</li>");
}

static void
append_changes(const Index *index, GString *out, const Record *record)
{
  size_t shown = MIN(record->change_count, INDEX_CHANGES_SHOWN);
  append_element(out, "<ul class=\"moved\" aria-label=\"", index_word(index, STRING_INDEX_CHANGES),
                 "\">");
  for (size_t i = 0; i < shown; i++)
    append_change(index, out, &record->changes[i]);
  if (record->change_count > shown) {
    append_element(out, "<li><details><summary>", index_more(index, record->change_count - shown),
                   "</summary><ul class=\"moved\">");
    for (size_t i = shown; i < record->change_count; i++)
      append_change(index, out, &record->changes[i]);
    g_string_append(out, "</ul></details></li>");
  }
  g_string_append(out, "</ul>");
}

static void
append_card(const Index *index, GString *out, const IndexEntry *entry)
{
  const IndexResult *result = entry->result;
  g_string_append_printf(out, "<li class=\"card\" id=\"r%td\">", entry - index->entries + 1);
  append_way(index, out, entry);
  append_facts(index, out, entry);
  append_element(out, "<p class=\"wrong\">", index_fault(index, entry), "</p>");
  if (result->fault)
    append_element(out, "<p>", index_remains(index, entry), "</p>");
  else if (result->record && result->record->change_count > 0)
    append_changes(index, out, result->record);
  g_string_append(out, "</li>\n");
}

/* ---- the page ---- */

static void
append_head(const Index *index, GString *out)
{
  g_string_append(out, "<!DOCTYPE html>\n<html");
  append_element(out, " lang=\"", index->request->language, "\"");
  append_element(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>", index->title, "</title>\n");
  g_string_append(out, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
  g_string_append_printf(out, "<style>\n%s</style>\n</head>\n<body>\n", STYLE);
  append_element(out, "<header><div class=\"in\"><h1>", index->title, "</h1>");
  append_element(out, "<p>", index_summary(index), "</p></div></header>\n");
}

static void
append_contents(const Index *index, GString *out)
{
  if (index->group_count < 2)
    return;
  append_element(out, "<nav aria-label=\"", index_word(index, STRING_CONTENTS),
                 "\"><ul class=\"in\">\n");
  for (size_t i = 0; i < index->group_count; i++) {
    g_string_append_printf(out, "<li><a href=\"#g%zu\">", i + 1);
    append_text(out, index->groups[i].title);
    g_string_append(out, "</a></li>\n");
  }
  g_string_append(out, "</ul></nav>\n");
}

static void
append_wrong(const Index *index, GString *out, const IndexEntry *entry)
{
  g_string_append_printf(out, "<li><a href=\"#r%td\"", entry - index->entries + 1);
  append_language(out, entry);
  append_element(out, ">", entry->title, "</a> ");
  append_text(out, entry->params);
  append_element(out, "<span>", index_fault(index, entry), ": ");
  append_element(out, "", entry->result->fault, "</span></li>\n");
}

/* What is wrong comes first, with ways to where it stands. */
static void
append_attention(const Index *index, GString *out)
{
  size_t count = 0;
  const IndexEntry *const *faulty = index_faulty(index, &count);
  if (count == 0)
    return;
  append_element(out, "<section><h2>", index_word(index, STRING_INDEX_ATTENTION),
                 "</h2>\n<ul class=\"wrongs\">\n");
  size_t shown = count > WRONGS_SHOWN + 1 ? WRONGS_SHOWN : count;
  for (size_t i = 0; i < shown; i++)
    append_wrong(index, out, faulty[i]);
  if (count > shown) {
    append_element(out, "<li><details><summary>+ ", index_reports(index, count - shown),
                   "</summary><ul class=\"wrongs\">\n");
    for (size_t i = shown; i < count; i++)
      append_wrong(index, out, faulty[i]);
    g_string_append(out, "</ul></details></li>\n");
  }
  g_string_append(out, "</ul></section>\n");
}

static void
append_group(const Index *index, GString *out, size_t number)
{
  const IndexGroup *group = &index->groups[number];
  g_string_append_printf(out, "<section id=\"g%zu\">", number + 1);
  if (group->title) {
    append_element(out, "<h2>", group->title, "");
    g_string_append_printf(out, " <small>%zu</small></h2>\n", group->count);
  }
  g_string_append(out, "<ul class=\"cards\">\n");
  for (size_t i = 0; i < group->count; i++)
    append_card(index, out, group->entries[i]);
  g_string_append(out, "</ul></section>\n");
}

char *
index_html(const Index *index)
{
  g_autoptr(GString) out = g_string_new(NULL);
  append_head(index, out);
  append_contents(index, out);
  g_string_append(out, "<main class=\"in\">\n");
  append_attention(index, out);
  for (size_t i = 0; i < index->group_count; i++)
    append_group(index, out, i);
  g_string_append(out, "</main>\n</body>\n</html>\n");
  return arena_strndup(index->arena, out->str, out->len);
}

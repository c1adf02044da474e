/* Links, outline, destinations and labels of pages. */
#include "render/pdf_private.h"

#include <string.h>

/* A destination stands a little above what it leads to. */
#define ABOVE 12.0

static double
page_height(const PdfWork *work, unsigned page)
{
  return g_array_index(work->tags->pages, PdfTagPage, page).height;
}

static void
append_place(GString *out, const PdfWork *work, unsigned page, double y)
{
  double height = page_height(work, page);
  g_string_append_printf(out, "[%u 0 R/XYZ 0 ", work->pages[page]);
  pdf_append_number(out, MIN(height - y + ABOVE, height));
  g_string_append(out, " 0]"); /* at the zoom there is */
}

/* An address may hold ASCII only; what is not is escaped as its bytes in UTF-8. */
static void
append_address(GString *out, const char *address)
{
  g_autofree char *escaped = g_uri_escape_string(address, "!#$%&'()*+,/:;=?@[]", FALSE);
  pdf_append_bytes(out, escaped);
}

static void
add_link(const PdfWork *work, unsigned index)
{
  const PdfLink *link = &g_array_index(work->tags->links, PdfLink, index);
  double height = page_height(work, link->page);
  GString *out = pdf_file_text(work->file, work->links[index]);
  g_string_append_printf(out,
                         "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P %u 0 R/StructParent %u"
                         "/Rect",
                         work->pages[link->page], work->tags->pages->len + index);
  pdf_append_box(out, link->box.x1, height - link->box.y2, link->box.x2, height - link->box.y1);
  g_string_append(out, "/Contents");
  pdf_append_text(out, *link->text ? link->text : link->href);
  if (*link->href == '#') {
    g_string_append(out, "/Dest");
    pdf_append_bytes(out, link->href + 1);
  } else {
    g_string_append(out, "/A<</S/URI/URI");
    append_address(out, link->href);
    g_string_append(out, ">>");
  }
  g_string_append(out, ">>");
}

void
pdf_add_links(PdfWork *work)
{
  for (guint i = 0; i < work->tags->links->len; i++)
    add_link(work, i);
}

/* ---- outline ---- */

/* An entry and its neighbours, as numbers of entries; 0 is the outline itself, or none. */
typedef struct OutlineEntry {
  const PdfHeading *heading;
  unsigned parent, first, last, previous, next, count;
} OutlineEntry;

/* Headings in their order, each with its depth: the parents are those that are still open. */
static GArray *
outline_entries(const GArray *headings)
{
  GArray *entries = g_array_new(FALSE, TRUE, sizeof(OutlineEntry));
  g_array_set_size(entries, 1);
  unsigned open = 0;
  for (guint i = 0; i < headings->len; i++) {
    OutlineEntry entry = { .heading = &g_array_index(headings, PdfHeading, i) };
    if (!entry.heading->title || !*entry.heading->title)
      continue;
    OutlineEntry *all = (OutlineEntry *)(void *)entries->data;
    while (open && all[open].heading->depth >= entry.heading->depth)
      open = all[open].parent;
    unsigned number = entries->len;
    entry.parent = open;
    entry.previous = all[open].last;
    if (entry.previous)
      all[entry.previous].next = number;
    else
      all[open].first = number;
    all[open].last = number;
    for (unsigned up = open;; up = all[up].parent) {
      all[up].count++;
      if (!up)
        break;
    }
    g_array_append_val(entries, entry);
    open = number;
  }
  return entries;
}

static void
append_neighbour(GString *out, const char *key, unsigned entry, unsigned base)
{
  if (entry)
    g_string_append_printf(out, "%s %u 0 R", key, base + entry);
}

static void
fill_entry(const PdfWork *work, GString *out, const OutlineEntry *entry, unsigned base)
{
  g_string_append(out, "<<");
  if (entry->heading) {
    g_string_append(out, "/Title");
    pdf_append_text(out, entry->heading->title);
    g_string_append_printf(out, "/Parent %u 0 R/Dest", base + entry->parent);
    append_place(out, work, entry->heading->page, entry->heading->y);
  } else {
    g_string_append(out, "/Type/Outlines");
  }
  append_neighbour(out, "/First", entry->first, base);
  append_neighbour(out, "/Last", entry->last, base);
  append_neighbour(out, "/Prev", entry->previous, base);
  append_neighbour(out, "/Next", entry->next, base);
  if (entry->count)
    g_string_append_printf(out, "/Count %u", entry->count);
  g_string_append(out, ">>");
}

unsigned
pdf_add_outline(PdfWork *work)
{
  g_autoptr(GArray) entries = outline_entries(work->tags->headings);
  if (entries->len == 1)
    return 0;
  unsigned base = pdf_file_add(work->file);
  for (guint i = 1; i < entries->len; i++)
    pdf_file_add(work->file); /* numbers follow each other */
  for (guint i = 0; i < entries->len; i++)
    fill_entry(work, pdf_file_text(work->file, base + i), &g_array_index(entries, OutlineEntry, i),
               base);
  return base;
}

/* ---- destinations ---- */

static int
compare_anchors(gconstpointer a, gconstpointer b)
{
  return strcmp((*(const PdfAnchor *const *)a)->name, (*(const PdfAnchor *const *)b)->name);
}

void
pdf_append_destinations(GString *out, const PdfWork *work)
{
  const GArray *anchors = work->tags->anchors;
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < anchors->len; i++)
    g_ptr_array_add(sorted, &g_array_index(anchors, PdfAnchor, i));
  g_ptr_array_sort(sorted, compare_anchors);
  g_string_append_c(out, '[');
  for (guint i = 0; i < sorted->len; i++) {
    const PdfAnchor *anchor = sorted->pdata[i];
    pdf_append_bytes(out, anchor->name);
    append_place(out, work, anchor->page, anchor->y);
  }
  g_string_append_c(out, ']');
}

void
pdf_append_page_labels(GString *out, const PdfWork *work)
{
  const GArray *pages = work->tags->pages;
  g_string_append_c(out, '[');
  for (guint i = 0; i < pages->len; i++) {
    const char *label = g_array_index(pages, PdfTagPage, i).scene->label;
    g_string_append_printf(out, "%u<<", i);
    if (label) {
      g_string_append(out, "/P");
      pdf_append_text(out, label);
    } else {
      g_string_append_printf(out, "/S/D/St %u", i + 1);
    }
    g_string_append(out, ">>");
  }
  g_string_append_c(out, ']');
}

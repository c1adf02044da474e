/* Notes stand at the foot of a page, but are read where they are referred to: after the paragraph,
 * or at the end of the cell, of the first link that leads to them. */
#include "render/pdf_tags_private.h"

static GHashTable *
first_references(const PdfTags *tags)
{
  GHashTable *references = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < tags->links->len; i++) {
    const PdfLink *link = &g_array_index(tags->links, PdfLink, i);
    if (*link->href == '#' && !g_hash_table_contains(references, link->href + 1))
      g_hash_table_insert(references, (gpointer)(link->href + 1), link->element);
  }
  return references;
}

static bool
is_inline(const PdfElement *element)
{
  return element->role == ROLE_LINK || element->role == ROLE_SPAN;
}

static bool
is_followed(const PdfElement *element)
{
  return element->role == ROLE_PARAGRAPH || element->role == ROLE_HEADING ||
         element->role == ROLE_NOTE;
}

/* After the element among its parent's kids, and after the notes that follow it already. */
static guint
place_after(const PdfElement *element)
{
  const GArray *kids = element->parent->kids;
  guint at = 0;
  while (at < kids->len && g_array_index(kids, PdfKid, at).element != element)
    at++;
  at++;
  while (at < kids->len && g_array_index(kids, PdfKid, at).kind == KID_ELEMENT &&
         g_array_index(kids, PdfKid, at).element->role == ROLE_NOTE)
    at++;
  return MIN(at, kids->len);
}

static void
place_note(PdfElement *note, PdfElement *reference)
{
  const PdfKid kid = { .kind = KID_ELEMENT, .element = note };
  while (is_inline(reference) && reference->parent)
    reference = reference->parent;
  if (is_followed(reference) && reference->parent) {
    note->parent = reference->parent;
    g_array_insert_val(note->parent->kids, place_after(reference), kid);
  } else {
    note->parent = reference;
    g_array_append_val(reference->kids, kid);
  }
}

void
pdf_tags_place_notes(PdfTags *tags)
{
  GArray *kids = tags->document->kids;
  g_autoptr(GHashTable) references = first_references(tags);
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  guint kept = 0;
  for (guint i = 0; i < kids->len; i++) {
    PdfKid kid = g_array_index(kids, PdfKid, i);
    bool note = kid.kind == KID_ELEMENT && kid.element->role == ROLE_NOTE;
    const char *anchor = note ? kid.element->group->anchor : NULL;
    if (anchor && g_hash_table_contains(references, anchor))
      g_ptr_array_add(notes, kid.element);
    else
      g_array_index(kids, PdfKid, kept++) = kid;
  }
  g_array_set_size(kids, kept);
  for (guint i = 0; i < notes->len; i++) {
    PdfElement *note = notes->pdata[i];
    place_note(note, g_hash_table_lookup(references, note->group->anchor));
  }
}

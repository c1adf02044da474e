#include "render/pdf_private.h"

#include <string.h>

static void
number_elements(PdfWork *work, PdfElement *element)
{
  element->object = pdf_file_add(work->file);
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (kid->kind == KID_ELEMENT)
      number_elements(work, kid->element);
  }
}

/* ---- attributes ---- */

/* Does the list's first item begin with a label? */
static bool
is_labelled(const PdfElement *list)
{
  const PdfElement *element = list;
  for (int depth = 0; depth < 2; depth++) {
    const PdfKid *kid = element->kids->len ? &g_array_index(element->kids, PdfKid, 0) : NULL;
    if (!kid || kid->kind != KID_ELEMENT)
      return false;
    element = kid->element;
  }
  return element->role == ROLE_LIST_LABEL;
}

static void
append_list(GString *out, const PdfElement *element)
{
  bool numbered = element->group && element->group->level == 1;
  g_string_append_printf(out, "/A<</O/List/ListNumbering/%s>>",
                         numbered               ? "Decimal"
                         : is_labelled(element) ? "Disc"
                                                : "None");
}

static void
append_cell(GString *out, const PdfElement *element)
{
  static const char *const SCOPES[] = { NULL, "Column", "Row", "Both" };
  const SceneGroup *group = element->group;
  bool head = element->role == ROLE_TABLE_HEADER;
  if (!head && group->column_span <= 1 && group->row_span <= 1)
    return;
  g_string_append(out, "/A<</O/Table");
  if (head)
    g_string_append_printf(out, "/Scope/%s", SCOPES[CLAMP(group->level, 1, 3)]);
  if (group->column_span > 1)
    g_string_append_printf(out, "/ColSpan %d", group->column_span);
  if (group->row_span > 1)
    g_string_append_printf(out, "/RowSpan %d", group->row_span);
  g_string_append(out, ">>");
}

/* PDF's coordinates run upwards. */
static void
append_figure(GString *out, const PdfElement *element, double page_height)
{
  SceneBounds box = element->box;
  g_string_append(out, "/A<</O/Layout/Placement/Block/BBox");
  pdf_append_box(out, box.x1, page_height - box.y2, box.x2, page_height - box.y1);
  g_string_append(out, ">>/Alt");
  pdf_append_text(out, element->alt);
}

/* The page of an element's first own content; `none` where it has no own content. */
static unsigned
page_of(const PdfElement *element, unsigned none)
{
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (kid->kind != KID_ELEMENT)
      return kid->page;
  }
  return none;
}

static void
append_attributes(const PdfWork *work, GString *out, const PdfElement *element, unsigned page)
{
  const SceneGroup *group = element->group;
  if (group && group->language) {
    g_string_append(out, "/Lang");
    pdf_append_bytes(out, group->language);
  }
  if (element->role == ROLE_LIST) {
    append_list(out, element);
  } else if (group && (element->role == ROLE_TABLE_HEADER || element->role == ROLE_TABLE_CELL)) {
    append_cell(out, element);
  } else if (element->role == ROLE_FIGURE || element->role == ROLE_CHART) {
    append_figure(out, element, g_array_index(work->tags->pages, PdfTagPage, page).height);
    pdf_append_attachments(out, work, element);
  } else if (element->role == ROLE_NOTE) {
    g_string_append_printf(out, "/ID(note-%u)", element->object);
  }
}

/* ---- elements ---- */

static void
append_kid(const PdfWork *work, GString *out, const PdfKid *kid, unsigned page)
{
  if (kid->kind == KID_ELEMENT)
    pdf_append_reference(out, kid->element->object);
  else if (kid->kind == KID_LINK)
    g_string_append_printf(out, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", work->pages[kid->page],
                           work->links[kid->index]);
  else if (kid->page == page)
    g_string_append_printf(out, "%u", kid->index);
  else
    g_string_append_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", work->pages[kid->page],
                           kid->index);
}

static void
add_element(PdfWork *work, const PdfElement *element, unsigned parent)
{
  const unsigned none = work->tags->pages->len;
  unsigned page = page_of(element, none);
  GString *out = pdf_file_text(work->file, element->object);
  g_string_append_printf(out, "<</Type/StructElem/S/%s/P %u 0 R", element->type, parent);
  if (page != none)
    g_string_append_printf(out, "/Pg %u 0 R", work->pages[page]);
  append_attributes(work, out, element, page == none ? 0 : page);
  g_string_append(out, element->kids->len ? "/K[" : "");
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (i > 0)
      g_string_append_c(out, ' ');
    append_kid(work, out, kid, page);
    if (kid->kind == KID_ELEMENT)
      add_element(work, kid->element, element->object);
  }
  g_string_append(out, element->kids->len ? "]>>" : ">>");
}

/* From the marks of each page, and from each link, back to their elements. */
static unsigned
add_parent_tree(const PdfWork *work)
{
  unsigned number = pdf_file_add(work->file);
  GString *out = pdf_file_text(work->file, number);
  const GArray *pages = work->tags->pages, *links = work->tags->links;
  g_string_append(out, "<</Nums[");
  for (guint i = 0; i < pages->len; i++) {
    const GArray *marks = g_array_index(pages, PdfTagPage, i).marks;
    g_string_append_printf(out, "%u[", i);
    for (guint k = 0; k < marks->len; k++) {
      const PdfMark *mark = &g_array_index(marks, PdfMark, k);
      if (mark->element)
        g_string_append_printf(out, "%u 0 R ", mark->element->object);
    }
    g_string_append(out, "]");
  }
  for (guint i = 0; i < links->len; i++)
    g_string_append_printf(out, "%u %u 0 R ", pages->len + i,
                           g_array_index(links, PdfLink, i).element->object);
  g_string_append(out, "]>>");
  return number;
}

static int
compare_notes(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
collect_notes(GPtrArray *notes, const PdfElement *element)
{
  if (element->role == ROLE_NOTE)
    g_ptr_array_add(notes, g_strdup_printf("(note-%u)%u 0 R", element->object, element->object));
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (kid->kind == KID_ELEMENT)
      collect_notes(notes, kid->element);
  }
}

/* Notes by their names, which a name tree wants in the order of bytes. */
static void
append_notes(GString *out, const PdfElement *document)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  collect_notes(notes, document);
  if (notes->len == 0)
    return;
  g_ptr_array_sort(notes, compare_notes);
  g_string_append(out, "/IDTree<</Names[");
  for (guint i = 0; i < notes->len; i++)
    g_string_append(out, notes->pdata[i]);
  g_string_append(out, "]>>");
}

unsigned
pdf_add_structure(PdfWork *work)
{
  PdfElement *document = work->tags->document;
  unsigned root = pdf_file_add(work->file);
  number_elements(work, document);
  add_element(work, document, root);
  GString *out = pdf_file_text(work->file, root);
  g_string_append(out, "<</Type/StructTreeRoot");
  if (document->kids->len)
    g_string_append_printf(out, "/K %u 0 R", document->object);
  g_string_append_printf(out, "/ParentTree %u 0 R/ParentTreeNextKey %u", add_parent_tree(work),
                         work->tags->pages->len + work->tags->links->len);
  append_notes(out, document);
  g_string_append(out, ">>");
  return root;
}

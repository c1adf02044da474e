#include "render/pdf_tags_private.h"

#include <math.h>
#include <string.h>

/* What a role becomes. */
typedef struct RoleTag {
  const char *type;    /* of the element; NULL: no element */
  const char *wrapper; /* type of an element around it; NULL: none */
  bool text;           /* texts may stand right in it; else in a paragraph */
  bool graphic;        /* its shapes are content */
  bool rigid;          /* takes nothing but the parts it is made of */
} RoleTag;

static const RoleTag ROLE_TAGS[ROLE_COUNT] = {
  [ROLE_HEADING] = { .type = "H1", .text = true }, /* by its depth, up to H6 */
  [ROLE_PARAGRAPH] = { .type = "P", .text = true },
  [ROLE_LIST] = { .type = "L", .rigid = true },
  [ROLE_LIST_ITEM] = { .type = "LI", .rigid = true },
  [ROLE_LIST_LABEL] = { .type = "Lbl", .text = true },
  [ROLE_LIST_BODY] = { .type = "LBody", .text = true },
  [ROLE_TABLE] = { .type = "Table", .rigid = true },
  [ROLE_TABLE_ROW] = { .type = "TR", .rigid = true },
  [ROLE_TABLE_HEADER] = { .type = "TH", .text = true },
  [ROLE_TABLE_CELL] = { .type = "TD", .text = true },
  [ROLE_FIGURE] = { .type = "Figure", .text = true, .graphic = true },
  [ROLE_CAPTION] = { .type = "Caption", .text = true },
  [ROLE_QUOTE] = { .type = "BlockQuote" },
  [ROLE_CODE] = { .type = "Code", .wrapper = "P", .text = true },
  [ROLE_NOTE] = { .type = "Note", .text = true },
  [ROLE_CALLOUT] = { .type = "Div" },
  [ROLE_PASSAGE] = { .type = "Div" },
  [ROLE_CONTENTS] = { .type = "TOC", .rigid = true },
  [ROLE_CONTENTS_ITEM] = { .type = "TOCI", .text = true },
  [ROLE_LINK] = { .type = "Link", .text = true },
  [ROLE_SPAN] = { .type = "Span", .text = true },
  [ROLE_CHART] = { .type = "Figure", .text = true, .graphic = true }, /* unless it is in one */
};

static const char *const HEADING_TYPES[] = { "H1", "H2", "H3", "H4", "H5", "H6" };

/* ---- elements ---- */

static PdfElement *
element_new(const PdfTags *tags, PdfElement *parent, SceneRole role, const char *type)
{
  PdfElement *element = arena_new0(tags->arena, PdfElement);
  element->type = type;
  element->role = role;
  element->parent = parent;
  element->kids = g_array_new(FALSE, FALSE, sizeof(PdfKid));
  if (parent) {
    PdfKid kid = { .kind = KID_ELEMENT, .element = element };
    g_array_append_val(parent->kids, kid);
  }
  return element;
}

static void
free_kids(PdfElement *element)
{
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    if (kid->kind == KID_ELEMENT)
      free_kids(kid->element);
  }
  g_array_unref(element->kids);
}

/* The last kid, if it is an element; NULL. */
static PdfElement *
last_element(const PdfElement *element)
{
  guint count = element ? element->kids->len : 0;
  const PdfKid *kid = count ? &g_array_index(element->kids, PdfKid, count - 1) : NULL;
  return kid && kid->kind == KID_ELEMENT ? kid->element : NULL;
}

static void
clear_page(void *data)
{
  g_array_unref(((PdfTagPage *)data)->marks);
}

static void
clear_link(void *data)
{
  g_free(((PdfLink *)data)->text);
}

PdfTags *
pdf_tags_new(void)
{
  PdfTags *tags = g_new0(PdfTags, 1);
  tags->arena = arena_new();
  tags->document = element_new(tags, NULL, ROLE_NONE, "Document");
  tags->pages = g_array_new(FALSE, FALSE, sizeof(PdfTagPage));
  g_array_set_clear_func(tags->pages, clear_page);
  tags->links = g_array_new(FALSE, FALSE, sizeof(PdfLink));
  g_array_set_clear_func(tags->links, clear_link);
  tags->anchors = g_array_new(FALSE, FALSE, sizeof(PdfAnchor));
  tags->headings = g_array_new(FALSE, FALSE, sizeof(PdfHeading));
  tags->parts = g_hash_table_new(g_str_hash, g_str_equal);
  tags->named = g_hash_table_new(g_str_hash, g_str_equal);
  tags->levels = g_array_new(FALSE, FALSE, sizeof(int));
  return tags;
}

void
pdf_tags_free(PdfTags *tags)
{
  if (!tags)
    return;
  free_kids(tags->document);
  g_array_unref(tags->pages);
  g_array_unref(tags->links);
  g_array_unref(tags->anchors);
  g_array_unref(tags->headings);
  g_array_unref(tags->levels);
  g_hash_table_destroy(tags->parts);
  g_hash_table_destroy(tags->named);
  arena_free(tags->arena);
  g_free(tags);
}

/* ---- marks ---- */

static PdfTagPage *
current_page(const PdfTags *tags)
{
  return &g_array_index(tags->pages, PdfTagPage, tags->pages->len - 1);
}

static unsigned
page_index(const PdfTags *tags)
{
  return tags->pages->len - 1;
}

static void
close_mark(PdfTags *tags, cairo_t *cairo)
{
  if (tags->open)
    cairo_tag_end(cairo, "Span");
  tags->open = false;
}

static void
open_mark(PdfTags *tags, cairo_t *cairo, PdfElement *element, PdfArtifact artifact)
{
  if (tags->open && tags->mark.element == element && tags->mark.artifact == artifact)
    return;
  close_mark(tags, cairo);
  PdfTagPage *page = current_page(tags);
  tags->open = true;
  tags->mark = (PdfMark){ element, artifact, 0 };
  if (element) {
    tags->mark.index = page->content_count++;
    PdfKid kid = { KID_MARK, NULL, page_index(tags), tags->mark.index };
    g_array_append_val(element->kids, kid);
  }
  g_array_append_val(page->marks, tags->mark);
  cairo_tag_begin(cairo, "Span", NULL);
}

/* Where a text goes: what cannot hold it gets a paragraph for it. */
static PdfElement *
text_holder(const PdfTags *tags)
{
  PdfElement *element = tags->scope.element;
  if (ROLE_TAGS[element->role].text)
    return element;
  while (ROLE_TAGS[element->role].rigid)
    element = element->parent;
  PdfElement *last = last_element(element);
  bool loose = last && last->role == ROLE_PARAGRAPH && !last->group;
  return loose ? last : element_new(tags, element, ROLE_PARAGRAPH, "P");
}

void
pdf_tags_mark(PdfTags *tags, cairo_t *cairo, bool text)
{
  const PdfScope *scope = &tags->scope;
  if (scope->artifact != ARTIFACT_NONE)
    open_mark(tags, cairo, NULL, scope->artifact);
  else if (scope->graphic)
    open_mark(tags, cairo, scope->element, ARTIFACT_NONE);
  else if (text)
    open_mark(tags, cairo, text_holder(tags), ARTIFACT_NONE);
  else
    open_mark(tags, cairo, NULL, ARTIFACT_LAYOUT);
}

bool
pdf_tags_parts_text(const PdfTags *tags)
{
  return tags->scope.graphic && tags->scope.artifact == ARTIFACT_NONE;
}

void
pdf_tags_begin_page(PdfTags *tags, const Scene *scene, double scale)
{
  PdfTagPage page = { scene, scene->width * scale, scene->height * scale, NULL, 0 };
  page.marks = g_array_new(FALSE, FALSE, sizeof(PdfMark));
  g_array_append_val(tags->pages, page);
  tags->scale = scale;
  tags->scope = (PdfScope){ .element = tags->document };
}

void
pdf_tags_end_page(PdfTags *tags, cairo_t *cairo)
{
  close_mark(tags, cairo);
}

/* ---- groups ---- */

/* A box in the coordinates of the present group, on the page and no larger than it. */
static SceneBounds
box_on_page(const PdfTags *tags, SceneBounds box)
{
  const PdfTagPage *page = current_page(tags);
  const PdfScope *scope = &tags->scope;
  double scale = tags->scale;
  return (SceneBounds){ CLAMP((scope->x + box.x1) * scale, 0, page->width),
                        CLAMP((scope->y + box.y1) * scale, 0, page->height),
                        CLAMP((scope->x + box.x2) * scale, 0, page->width),
                        CLAMP((scope->y + box.y2) * scale, 0, page->height) };
}

static void
append_texts(GString *out, const SceneNode *node, int depth)
{
  if (node->hidden || depth > SCENE_DEPTH_MAX)
    return;
  if (node->kind == SCENE_TEXT && node->text.text)
    g_string_append(out, node->text.text);
  if (node->kind == SCENE_GROUP && node->role == ROLE_FIGURE && node->group.alt) {
    g_string_append(out, node->group.alt);
    return;
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    append_texts(out, node->group.children[i], depth + 1);
}

/* What a group reads, aloud: pictures by their alternative. */
static char *
text_of(const SceneNode *node)
{
  g_autoptr(GString) out = g_string_new(NULL);
  append_texts(out, node, 0);
  g_strdelimit(out->str, "\n", ' ');
  return g_strdup(g_strstrip(out->str));
}

/* Longer addresses lead nowhere. */
enum { ADDRESS_MAX = 8000 };

/* A link without a place on the page is text as any other. */
static void
add_link(PdfTags *tags, PdfElement *element, const SceneNode *node)
{
  SceneBounds box = box_on_page(tags, scene_bounds(node));
  const char *href = node->group.href;
  bool leads = href && *href && strlen(href) <= ADDRESS_MAX;
  if (!leads || !(box.x2 > box.x1) || !(box.y2 > box.y1)) {
    if (element->kids->len == 0)
      element->type = "Span";
    return;
  }
  PdfLink link = { element, page_index(tags), box, href, text_of(node) };
  PdfKid kid = { KID_LINK, NULL, link.page, tags->links->len };
  g_array_append_val(tags->links, link);
  g_array_append_val(element->kids, kid);
}

static void
add_figure(const PdfTags *tags, PdfElement *element, const SceneNode *node)
{
  const SceneGroup *group = &node->group;
  const Scene *scene = current_page(tags)->scene;
  SceneBounds box = { node->x, node->y, node->x + group->width, node->y + group->height };
  if (group->width <= 0 || group->height <= 0)
    box = scene_bounds(node);
  element->box = box_on_page(tags, box);
  element->alt = group->alt ? group->alt : scene->description ? scene->description : scene->title;
}

/* Headings of a document may skip levels, those of the structure may not: the depth is one more
 * than that of the heading a heading stands under. */
static unsigned
heading_depth(PdfTags *tags, int level)
{
  GArray *levels = tags->levels;
  while (levels->len && g_array_index(levels, int, levels->len - 1) >= level)
    g_array_set_size(levels, levels->len - 1);
  g_array_append_val(levels, level);
  return levels->len;
}

static void
add_heading(PdfTags *tags, PdfElement *element, const SceneNode *node)
{
  unsigned depth = heading_depth(tags, node->group.level);
  element->type = HEADING_TYPES[MIN(depth, G_N_ELEMENTS(HEADING_TYPES)) - 1];
  g_autofree char *text = node->group.title ? NULL : text_of(node);
  SceneBounds box = box_on_page(tags, (SceneBounds){ 0, node->y, 0, node->y });
  PdfHeading heading = { node->group.title, depth, page_index(tags), box.y1 };
  if (text)
    heading.title = arena_strdup(tags->arena, text);
  g_array_append_val(tags->headings, heading);
}

static void
add_anchor(PdfTags *tags, const SceneNode *node)
{
  const char *name = node->group.anchor;
  if (!name || !g_hash_table_add(tags->named, (gpointer)name))
    return;
  SceneBounds box = box_on_page(tags, (SceneBounds){ 0, node->y, 0, node->y });
  PdfAnchor anchor = { name, page_index(tags), box.y1 };
  g_array_append_val(tags->anchors, anchor);
}

/* A link that was broken at a line's end goes on. */
static PdfElement *
continued_link(const PdfTags *tags, const SceneNode *node, bool wrapped)
{
  PdfElement *last = last_element(tags->scope.element);
  if (wrapped)
    last = last_element(last);
  bool same = last && last->role == ROLE_LINK && node->group.href &&
              g_strcmp0(last->group->href, node->group.href) == 0;
  return same ? last : NULL;
}

/* Words in one language that are of several styles, or broken at a line's end. */
static PdfElement *
continued_span(const PdfTags *tags, const SceneNode *node)
{
  PdfElement *last = last_element(tags->scope.element);
  bool same = last && last->role == ROLE_SPAN && last->group && node->group.language &&
              g_strcmp0(last->group->language, node->group.language) == 0;
  return same ? last : NULL;
}

static PdfElement *
link_element(PdfTags *tags, const SceneNode *node)
{
  bool inner = node->group.href && *node->group.href == '#';
  PdfElement *element = continued_link(tags, node, inner);
  if (!element) {
    PdfElement *parent = tags->scope.element;
    if (inner)
      parent = element_new(tags, parent, ROLE_SPAN, "Reference");
    element = element_new(tags, parent, ROLE_LINK, "Link");
    element->group = &node->group;
  }
  add_link(tags, element, node);
  return element;
}

static PdfElement *
new_element(PdfTags *tags, const SceneNode *node)
{
  const RoleTag *tag = &ROLE_TAGS[node->role];
  if (node->role == ROLE_LINK)
    return link_element(tags, node);
  PdfElement *continued = node->role == ROLE_SPAN ? continued_span(tags, node) : NULL;
  if (continued)
    return continued;
  PdfElement *parent = tags->scope.element;
  if (tag->wrapper)
    parent = element_new(tags, parent, ROLE_NONE, tag->wrapper);
  PdfElement *element = element_new(tags, parent, node->role, tag->type);
  element->group = &node->group;
  if (node->role == ROLE_HEADING)
    add_heading(tags, element, node);
  if (tag->graphic)
    add_figure(tags, element, node);
  return element;
}

/* The element of a group; one that goes on over pages has it already. */
static PdfElement *
element_of(PdfTags *tags, const SceneNode *node)
{
  const char *name = node->group.name;
  bool part = name && g_str_has_prefix(name, "part-");
  PdfElement *element = part ? g_hash_table_lookup(tags->parts, name) : NULL;
  if (element && element->role == node->role)
    return element;
  element = new_element(tags, node);
  if (part)
    g_hash_table_insert(tags->parts, (gpointer)name, element);
  return element;
}

static PdfArtifact
artifact_of(const SceneNode *node)
{
  if (g_strcmp0(node->group.name, "header") == 0)
    return ARTIFACT_HEADER;
  return g_strcmp0(node->group.name, "footer") == 0 ? ARTIFACT_FOOTER : ARTIFACT_LAYOUT;
}

PdfScope
pdf_tags_enter(PdfTags *tags, const SceneNode *node)
{
  PdfScope before = tags->scope;
  PdfScope *scope = &tags->scope;
  const RoleTag *tag = &ROLE_TAGS[node->role];
  bool within = node->role == ROLE_CHART && scope->graphic;
  if (scope->artifact == ARTIFACT_NONE && node->role == ROLE_ARTIFACT) {
    if (!scope->graphic)
      scope->artifact = artifact_of(node);
  } else if (scope->artifact == ARTIFACT_NONE && tag->type && !within) {
    scope->element = element_of(tags, node);
    bool inline_part = node->role == ROLE_LINK || node->role == ROLE_SPAN;
    scope->graphic = tag->graphic || (scope->graphic && inline_part);
  }
  if (scope->artifact == ARTIFACT_NONE)
    add_anchor(tags, node);
  scope->x += node->x;
  scope->y += node->y;
  return before;
}

void
pdf_tags_leave(PdfTags *tags, PdfScope before)
{
  tags->scope = before;
}

static void
forget_marks(PdfElement *element, unsigned page)
{
  guint kept = 0;
  for (guint i = 0; i < element->kids->len; i++) {
    PdfKid kid = g_array_index(element->kids, PdfKid, i);
    if (kid.kind == KID_ELEMENT)
      forget_marks(kid.element, page);
    if (kid.kind != KID_MARK || kid.page != page)
      g_array_index(element->kids, PdfKid, kept++) = kid;
  }
  g_array_set_size(element->kids, kept);
}

void
pdf_tags_forget_page(PdfTags *tags, unsigned page)
{
  forget_marks(tags->document, page);
  g_array_set_size(g_array_index(tags->pages, PdfTagPage, page).marks, 0);
}

/* True if something is left of the element. */
static bool
prune(PdfElement *element)
{
  guint kept = 0;
  for (guint i = 0; i < element->kids->len; i++) {
    PdfKid kid = g_array_index(element->kids, PdfKid, i);
    if (kid.kind == KID_ELEMENT && !prune(kid.element))
      g_array_unref(kid.element->kids);
    else
      g_array_index(element->kids, PdfKid, kept++) = kid;
  }
  g_array_set_size(element->kids, kept);
  return kept > 0 || element->role == ROLE_TABLE_CELL || element->role == ROLE_TABLE_HEADER;
}

void
pdf_tags_prune(PdfTags *tags)
{
  prune(tags->document);
}

/* Pictures in rows, each with a title and a few lines, which lead to what they stand for:
 *
 *   ```gallery {columns=4 .full}
 *   - {image: one.png, alt: First page, href: one.pdf, title: One, text: 4 pages}
 *   ``` */
#include "compose/flow_private.h"
#include "compose/typography_private.h"

#include "core/language.h"

#include <string.h>

#define NARROWEST_CARD 58.0 /* where the block does not say how many stand in a row */
#define USUAL_CARD 110.0
#define HIGHEST_PICTURE 1.5 /* times its width; higher ones are made narrower */
#define GAP_BELOW_PICTURE 5.0
#define GAP_BELOW_TITLE 1.5
#define BLANK_SHAPE 1.4142 /* of what stands for a picture that there is not */

enum { COLUMNS_MOST = 12 };

static const char *const KEYS[] = { "image", "alt", "href", "title", "flag", "text", "lang", NULL };

typedef struct Card {
  const Node *node;
  const SceneImage *image; /* NULL: none */
  const char *href;        /* NULL: none */
} Card;

typedef struct Gallery {
  Composer *composer;
  const Card *cards;
  size_t count, columns;
  double width, gap; /* of a card; between them */
} Gallery;

/* ---- reading ---- */

static void
warn_unknown(const Composer *composer, const Node *map)
{
  for (size_t i = 0; i < map->count; i++) {
    if (g_strv_contains(KEYS, map->entries[i].key))
      continue;
    const char *near = diag_suggest(map->entries[i].key, KEYS);
    g_autofree char *hint = near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
    diag_warning(composer->diags, "unknown-property", map->entries[i].key_span, hint,
                 "unknown property \"%s\" of a picture", map->entries[i].key);
  }
}

static bool
read_card(const Composer *composer, const Node *node, Card *card)
{
  const Document *document = composer->document;
  *card = (Card){ .node = node };
  if (!node_is(node, NODE_MAP)) {
    diag_error(composer->diags, "gallery-value", node->span, "- {image: …, title: …}",
               "a picture of a gallery must be a map, not %s", node_kind_name(node->kind));
    return false;
  }
  warn_unknown(composer, node);
  const Node *image = node_get(node, "image"), *href = node_get(node, "href");
  if (!node_text(node_get(node, "title"), NULL)) {
    diag_error(composer->diags, "gallery-value", node->span, "- {image: …, title: …}",
               "a picture of a gallery needs a title");
    return false;
  }
  const MarkdownContext context = { composer->arena, document->source, document->root,
                                    document->folder, composer->diags };
  if (image && !node_get(node, "alt"))
    access_report(composer, "missing-description", node->span, "add alt: what is to be seen",
                  "the picture has no text for those who cannot see it");
  if (image)
    card->image = picture_load(&context, node_text(image, ""), image->span);
  if (href)
    card->href = checked_link(composer, node_text(href, ""), true, href->span);
  return true;
}

/* As many in a row as the block says, or fit well. */
static size_t
column_count(const Composer *composer, const Block *block, double width, double gap)
{
  const char *given = attributes_value(&block->attributes, "columns");
  guint64 count = 0;
  if (given && (!g_ascii_string_to_unsigned(given, 10, 1, COLUMNS_MOST, &count, NULL)))
    diag_error(composer->diags, "gallery-value", block->attributes.span, "columns=4",
               "a gallery has 1 to %d columns, not \"%s\"", COLUMNS_MOST, given);
  double least = count ? NARROWEST_CARD : USUAL_CARD;
  size_t most = (size_t)MAX((width + gap) / (least + gap), 1);
  return count ? MIN((size_t)count, most) : most;
}

/* ---- drawing ---- */

/* The box that the picture fills, at the top left of its card. */
static SceneNode *
picture_box(const Gallery *gallery, const Card *card)
{
  const Theme *theme = gallery->composer->theme;
  SceneNode *box = scene_new(gallery->composer->arena, SCENE_RECT, ROLE_NONE);
  double shape = card->image ? (double)card->image->height / card->image->width : BLANK_SHAPE;
  box->rect.height = gallery->width * MIN(shape, HIGHEST_PICTURE);
  box->rect.width = box->rect.height / shape;
  if (card->image)
    box->fill.image = card->image;
  else
    box->fill = paint_solid(theme->colours[COLOUR_PANEL]);
  return box;
}

/* Paper on paper needs an edge. */
static SceneNode *
picture_edge(const Gallery *gallery, const SceneNode *box)
{
  SceneNode *edge = scene_new(gallery->composer->arena, SCENE_RECT, ROLE_NONE);
  edge->rect.width = box->rect.width;
  edge->rect.height = box->rect.height;
  edge->stroke.paint = paint_solid(gallery->composer->theme->colours[COLOUR_GRID]);
  edge->stroke.width = 0.75;
  return edge;
}

/* The picture in its link; how high it is. */
static const SceneNode *
picture_node(const Gallery *gallery, const Card *card, double *height)
{
  Arena *arena = gallery->composer->arena;
  SceneNode *box = picture_box(gallery, card);
  *height = box->rect.height;
  SceneBuilder builder = scene_builder(arena);
  scene_add(&builder, box);
  scene_add(&builder, picture_edge(gallery, box));
  const char *alt = node_text(node_get(card->node, "alt"), NULL);
  SceneNode *figure = scene_builder_end(&builder, alt ? ROLE_FIGURE : ROLE_ARTIFACT);
  figure->group.alt = alt;
  figure->group.width = box->rect.width;
  figure->group.height = box->rect.height;
  if (!alt || !card->href)
    return figure;
  scene_add(&builder, figure);
  SceneNode *link = scene_builder_end(&builder, ROLE_LINK);
  link->group.href = card->href;
  return link;
}

/* A paragraph of the card, all of it a link where there is one; where it ends. */
static double
add_text(const Gallery *gallery, SceneBuilder *out, const Type *type, const char *text,
         const char *href, double y)
{
  const Composer *composer = gallery->composer;
  if (!text || !*text)
    return y;
  const TextLayout layout = { .type = type, .width = gallery->width };
  TextLines lines =
      text_layout(composer, &layout, runs_from_text(composer, text_typeset(composer, text)));
  SceneBuilder words = scene_builder(composer->arena), paragraph = words;
  for (size_t i = 0; i < lines.count; i++, y += lines.height) {
    if (!lines.items[i].node)
      continue;
    lines.items[i].node->y += y;
    scene_add(&words, lines.items[i].node);
  }
  SceneNode *group = scene_builder_end(&words, href ? ROLE_LINK : ROLE_PARAGRAPH);
  if (href) {
    group->group.href = href;
    scene_add(&paragraph, group);
    group = scene_builder_end(&paragraph, ROLE_PARAGRAPH);
  }
  group->group.language = composer->foreign ? composer->voice.language : NULL;
  scene_add(out, group);
  return y;
}

/* The title, in its own language. */
static double
add_title(const Gallery *gallery, SceneBuilder *out, const Card *card, double y)
{
  Composer *composer = gallery->composer;
  const Theme *theme = composer->theme;
  const char *language = node_text(node_get(card->node, "lang"), NULL);
  Type *type = arena_dup(composer->arena, &theme->types[TYPE_CHART_NAME], sizeof(Type));
  if (card->href)
    type->colour = theme->colours[COLOUR_LINK];
  VoiceBefore before =
      voice_enter(composer, language && language_is_tag(language) ? language : NULL);
  y = add_text(gallery, out, type, node_text(node_get(card->node, "title"), NULL), card->href, y);
  voice_leave(composer, before);
  return y;
}

/* What is wrong, and the lines. */
static double
add_lines(const Gallery *gallery, SceneBuilder *out, const Card *card, double y)
{
  const Theme *theme = gallery->composer->theme;
  Type *flag = arena_dup(gallery->composer->arena, &theme->types[TYPE_NOTE], sizeof(Type));
  flag->weight = theme->types[TYPE_FIGURE_TITLE].weight;
  flag->colour = theme->colours[COLOUR_BAD];
  y = add_text(gallery, out, flag, node_text(node_get(card->node, "flag"), NULL), NULL, y);
  const Node *text = node_get(card->node, "text");
  if (!node_is(text, NODE_LIST))
    return add_text(gallery, out, &theme->types[TYPE_NOTE], node_text(text, NULL), NULL, y);
  for (size_t i = 0; i < text->count; i++)
    y = add_text(gallery, out, &theme->types[TYPE_NOTE], node_text(text->items[i], NULL), NULL,
                 y + (i > 0 ? GAP_BELOW_TITLE : 0));
  return y;
}

static const SceneNode *
card_node(const Gallery *gallery, const Card *card, double x, double *height)
{
  const Composer *composer = gallery->composer;
  SceneBuilder body = scene_builder(composer->arena), item = body;
  scene_add(&body, picture_node(gallery, card, height));
  *height = add_title(gallery, &body, card, *height + GAP_BELOW_PICTURE) + GAP_BELOW_TITLE;
  *height = add_lines(gallery, &body, card, *height);
  scene_add(&item, scene_builder_end(&body, ROLE_LIST_BODY));
  SceneNode *node = scene_builder_end(&item, ROLE_LIST_ITEM);
  node->x = x;
  return node;
}

static void
lay_rows(Flow *flow, const Gallery *gallery, Frame frame)
{
  Part *list = part_new(gallery->composer, frame.part, ROLE_LIST);
  for (size_t first = 0; first < gallery->count; first += gallery->columns) {
    SceneBuilder row = scene_builder(gallery->composer->arena);
    FlowItem item = { .x = frame.x, .lines = 3, .part = list };
    for (size_t i = 0; i < MIN(gallery->columns, gallery->count - first); i++) {
      double height, x = (gallery->width + gallery->gap) * (double)i;
      scene_add(&row, card_node(gallery, &gallery->cards[first + i], x, &height));
      item.height = MAX(item.height, height);
    }
    item.node = scene_builder_end(&row, ROLE_NONE);
    flow_add(flow, item);
    flow_space(flow, gallery->composer->theme->space_block);
  }
}

void
lay_gallery(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  const Theme *theme = composer->theme;
  if (!block->node)
    return;
  const Node *list = node_fill(composer, block->node);
  if (!node_is(list, NODE_LIST)) {
    diag_error(composer->diags, "gallery-value", list->span, "- {image: …, title: …}",
               "a gallery must be a list, not %s", node_kind_name(list->kind));
    return;
  }
  if (attributes_has(&block->attributes, "full") && frame_is_body(composer, &frame)) {
    frame.x = theme->margin_left;
    frame.width = theme->page_width - theme->margin_left - theme->margin_right;
  }
  Card *cards = arena_array(composer->arena, Card, list->count + 1);
  Gallery gallery = { .composer = composer, .cards = cards };
  for (size_t i = 0; i < list->count; i++)
    gallery.count += read_card(composer, list->items[i], &cards[gallery.count]);
  gallery.gap = MIN(theme->gutter, frame.width / 20);
  gallery.columns = column_count(composer, block, frame.width, gallery.gap);
  gallery.width =
      (frame.width - gallery.gap * (double)(gallery.columns - 1)) / (double)gallery.columns;
  flow_space(flow, theme->space_block);
  lay_rows(flow, &gallery, frame);
}

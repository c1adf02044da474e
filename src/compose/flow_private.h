/* Flow: what is to be placed on pages, one under the other. Blocks are measured into boxes first;
 * where pages end is decided afterwards, from heights and costs alone. */
#pragma once

#include "compose/composer_private.h"

/* How bad it is to end a page before a box; page_break.c weighs them against white space, where a
 * page that stays a tenth empty counts 10, a half empty one 250. */
#define COST_FORCED -1e9   /* a page always ends here */
#define COST_NEVER 1e5     /* never, if it can be helped */
#define COST_SPLIT_TEXT 8  /* between lines of a paragraph */
#define COST_SPLIT_LIST 5  /* between the items of a list */
#define COST_SPLIT_CODE 20 /* between lines of code */
#define COST_SPLIT_TABLE 60
#define COST_SPLIT_SHORT 600 /* between rows of a table that is lower than half a page */
#define COST_SPLIT_PANEL 60  /* inside a callout */
#define COST_HEADING 30      /* soon after a heading, beyond the lines that it keeps */

typedef struct Part Part;

/* An element of the document's structure. Boxes that follow each other within one part make one
 * group on each page they stand on. */
struct Part {
  const Part *parent; /* NULL: the page */
  SceneRole role;
  SceneGroup group; /* what the groups of this part say: level, title, anchor, …; no children */
  unsigned depth;   /* 1 without a parent */
  unsigned id;      /* from 1; groups of a part on several pages are named "part-ID" */
  /* Drawn behind the part's boxes, as an artifact, from x over width; may be NULL. */
  const SceneNode *(*decorate)(const Composer *composer, const Part *part, double top,
                               double bottom);
  double x, width;
  /* Set again at the head of a page that starts inside the part; NULL: nothing. */
  const SceneNode *repeat;
  double repeat_height;
};

/* What stands in the margin, beside a box. */
typedef struct Beside {
  const SceneNode *node; /* origin at its top left; NULL: nothing */
  double x, height;
  double shift; /* of its top below the box's, so that the first lines agree */
  const int *notes;
  size_t note_count;
} Beside;

typedef struct FlowItem {
  const SceneNode *node; /* origin at the box's top left; NULL: nothing to be seen */
  double x, height;
  double space; /* above it, unless it begins a page */
  double cost;  /* of a page that ends before it; 0: free */
  int lines;    /* that a heading before it counts; pictures count as many */
  const Part *part;
  const Block *section; /* the heading that begins here; NULL: none */
  double rise;          /* how far up its part moves at the head of a page, for its first line to
                           agree with that of a text */
  double reach;         /* how far what stands beside it goes down from its top */
  const int *notes;     /* footnotes that it refers to */
  size_t note_count;
  Beside beside;
} FlowItem;

/* A text that names a figure or table. */
typedef struct Mention {
  const char *id;
  size_t item;
} Mention;

typedef struct Flow {
  const Composer *composer;
  GArray *items;      /* FlowItem */
  GArray *mentions;   /* Mention */
  GHashTable *places; /* id of a figure or table → the index of its first item + 1 */
  double pending;     /* space asked for since the last box */
  double cost;        /* of a break before the next box */
  bool tight;         /* no space before the next box */
  bool snap;          /* the next box begins on the grid */
  double grid;        /* half a line of the text, or a whole one; 0: none */
  Beside beside;      /* of the next box */
  double y;           /* height of all boxes so far, were there no pages */
  double margin;      /* where the last note in the margin ends, in the same measure */
} Flow;

Flow flow_new(const Composer *composer);
void flow_finish(Flow *flow);

/* At least this much space before the next box. */
void flow_space(Flow *flow, double space);
/* No page ends before the next box. */
void flow_keep(Flow *flow);
/* A page ends before the next box. */
void flow_break(Flow *flow);
void flow_add(Flow *flow, FlowItem item);
/* Something stands in the margin beside the next box, below what stands there already. Boxes that
 * reach into the margin keep clear of it. */
void flow_beside(Flow *flow, Beside beside);
/* How far the margin is taken below the last box. */
double flow_margin_depth(const Flow *flow);

/* All boxes of another flow, moved to the right by x. */
void flow_append(Flow *flow, const Flow *other, double x);
/* What is true of another flow's boxes, set as one: their footnotes go to `item`, the figures in
 * them and the texts that name some to this flow, whose next box they are. */
void flow_adopt(Flow *flow, const Flow *other, FlowItem *item);
/* All boxes of a flow one under the other, as one; how high it is. */
const SceneNode *flow_box(const Flow *flow, double x, double *height);

/* Empty height that belongs to a part: the padding of a panel. */
void flow_pad(Flow *flow, const Part *part, double height);

/* The next box is that of the figure or table `id` (NULL: of none). */
void flow_place(Flow *flow, const char *id);
/* The last box is a line, which may name figures. */
void flow_mention(Flow *flow, const TextLine *line);
/* Raises the costs of ending a page before items [first, end). */
void flow_raise(Flow *flow, size_t first, size_t end, double cost);

/* Of the boxes from `first` on, at least two lines stay together at either end. */
void flow_keep_ends(Flow *flow, size_t first);

/* A heading keeps three lines of what follows. */
void flow_keep_headings(Flow *flow);

Part *part_new(Composer *composer, const Part *parent, SceneRole role);

/* Where a block is laid. */
typedef struct Frame {
  double x, width;
  const Part *part;
  const Type *type; /* of running text */
  unsigned depth;   /* of lists, for their bullets */
} Frame;

/* Lays the children of a block; each kind has a function in the table of blocks.c. */
void lay_children(Composer *composer, Flow *flow, const Block *parent, Frame frame);
/* Is it that of the text itself, not of something within it? */
bool frame_is_body(const Composer *composer, const Frame *frame);
void lay_block(Composer *composer, Flow *flow, const Block *block, Frame frame);

typedef void (*BlockLayout)(Composer *composer, Flow *flow, const Block *block, Frame frame);

/* One function a kind, each in the file of its name. */
void lay_paragraph(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_heading(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_list(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_quote(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_code(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_html(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_rule(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_table(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_query(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_chart(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_div(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_kpi(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_gallery(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_contents(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_appendix(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_sources(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_page_break(Composer *composer, Flow *flow, const Block *block, Frame frame);

/* Divs, by class. */
void lay_columns(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_margin(Composer *composer, Flow *flow, const Block *block, Frame frame);
void lay_callout(Composer *composer, Flow *flow, const Block *block, Frame frame, StringName title);

const Type *heading_type(const Composer *composer, const Block *heading);

/* A row of tiles from a list of {label, value, unit, change, period, good}; faults are reported. */
void lay_kpi_row(Composer *composer, Flow *flow, const Node *list, Frame frame);

/* Width of the columns beside the text; 0: the theme keeps none that is wide enough for notes. */
double margin_width(const Theme *theme);
/* All of `own` in the margin beside the flow's next box, with their first lines, of these types, in
 * line; false, and nothing added, where the margin has no room. */
bool
margin_add(Composer *composer, Flow *flow, const Flow *own, const Type *beside, const Type *type);

/* Two half-width charts side by side over the page's width. */
void lay_chart_pair(Composer *composer, Flow *flow, const Block *left, const Block *right);

/* Lines as boxes of a part, with two lines kept together at either end. */
void lay_lines(Flow *flow, const Part *part, TextLines lines, double x);

/* A text set as a paragraph of its own. */
typedef struct TextBlock {
  const Type *type;
  const char *text; /* NULL or empty: nothing is set */
  double x, width;
  SceneRole role; /* a heading is one of level 1 */
} TextBlock;

/* Adds the lines from y on to `out` (NULL: they are measured only); where they end. */
double
text_block_add(const Composer *composer, SceneBuilder *out, const TextBlock *block, double y);

SceneNode *
filled_rect(Arena *arena, Colour colour, double x, double y, double width, double height);
SceneNode *straight_rule(Arena *arena, Colour colour, double x1, double y1, double x2, double y2,
                         double width);

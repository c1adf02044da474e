/* The parsed document: blocks and inlines with their places, as written. Nothing here depends on
 * fonts, themes or data; it is immutable once loaded and lives in the document's arena. */
#pragma once

#include "compose/compose.h"

/* Pandoc's attributes: {#id .class key=value}. */
typedef struct Attributes {
  const char *id;             /* NULL: none */
  const char *const *classes; /* NULL-terminated; NULL: none */
  const char *const *values;  /* keys, each followed by its value; NULL-terminated; NULL: none */
  Span span;
} Attributes;

typedef enum InlineKind {
  INLINE_TEXT,
  INLINE_BREAK,     /* a hard line break */
  INLINE_FIGURE,    /* {{ expression | format }}: text is what stands between the braces */
  INLINE_REFERENCE, /* @fig-x: text is the id */
  INLINE_FOOTNOTE,  /* [^x]: text is the label */
  INLINE_IMAGE,     /* text is the path, title the alternative */
} InlineKind;

enum { STYLE_EMPHASIS = 1, STYLE_STRONG = 2, STYLE_CODE = 4 };

typedef struct Inline {
  InlineKind kind;
  unsigned style;       /* STYLE_… */
  const char *text;     /* never NULL */
  const char *title;    /* images; else NULL */
  const char *href;     /* inside a link; else NULL */
  const char *language; /* of [words]{lang=ru}; else NULL */
  const char *waiver;   /* of [words]{waived="reason"}: why their numbers need no data; else NULL */
  Span span;
} Inline;

typedef struct InlineList {
  const Inline *items;
  size_t count;
} InlineList;

typedef enum BlockKind {
  BLOCK_DOCUMENT,
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_LIST,
  BLOCK_ITEM,
  BLOCK_QUOTE,
  BLOCK_CODE,
  BLOCK_HTML,
  BLOCK_RULE,
  BLOCK_TABLE, /* of rows of cells */
  BLOCK_ROW,
  BLOCK_CELL,
  BLOCK_CHART,   /* node: the specification */
  BLOCK_QUERY,   /* node: a table from SQL */
  BLOCK_KPI,     /* node: a list of what is told in large figures */
  BLOCK_GALLERY, /* node: a list of pictures that lead somewhere */
  BLOCK_CONTENTS,
  BLOCK_DIV,
  BLOCK_PAGE_BREAK,
  BLOCK_APPENDIX,
  BLOCK_SOURCES, /* where the numbers come from */
  BLOCK_NOTE,    /* a footnote's text; attributes.id is the label */
  BLOCK_KIND_COUNT,
} BlockKind;

typedef enum CellAlign { CELL_DEFAULT, CELL_LEFT, CELL_CENTER, CELL_RIGHT } CellAlign;

typedef struct Block Block;
struct Block {
  BlockKind kind;
  Span span;
  Attributes attributes;
  Block *parent, *first, *last, *next;
  InlineList inlines; /* paragraphs, headings, cells, notes, HTML */
  InlineList caption; /* tables and images of charts */
  int level;          /* headings: 1 to 6 */
  bool ordered, tight;
  unsigned start;          /* ordered lists: the first number */
  bool head;               /* rows and cells of a table's head */
  CellAlign align;         /* cells */
  const char *text;        /* code: what it says; charts from files: the alternative text */
  const char *info;        /* code: the language; NULL: none */
  Span text_span;          /* code: the lines of its text */
  const Node *node;        /* charts, queries, KPIs, galleries */
  const SceneImage *image; /* charts that are pictures; node holds their texts */
  const char *folder;      /* charts: what files named by url are relative to */
};

typedef struct FrontFigure {
  const char *name;
  const char *sql;
  Span sql_span;
  const char *format; /* NULL: none */
  Span name_span;
} FrontFigure;

/* A value that a call may set: `:name` in queries, {{ name }} in texts. */
typedef struct FrontParam {
  const char *name;
  Value value; /* that of the front matter, or of the call */
  Span span;   /* of the name */
} FrontParam;

typedef struct FrontMatter {
  Span span;   /* its first line; without front matter none */
  bool unread; /* it is there, but cannot be read: what it says is not known */
  const char *title, *subtitle, *author, *organisation, *date, *language, *theme;
  const char *short_title; /* in running headers; NULL: the title */
  const char *logo;        /* path of a PNG on the cover; NULL: none */
  const char *keywords;    /* joined by ", "; NULL: none */
  const char *presets;     /* of charts' files, joined by ", "; NULL: none */
  Span logo_span, title_span, short_title_span, subtitle_span, date_span, language_span, theme_span,
      presets_span;
  bool contents;        /* a list of the headings beside or before the text */
  bool number_sections; /* headings are numbered */
  const Node *appendix; /* what follows the text: data, sources; NULL: nothing */
  const Node *kpis;     /* under the title, as in a block of kpi; NULL: none */
  const Node *data;     /* a string or a list of strings */
  const Node *audit;    /* declared checks and waivers; NULL: none */
  const FrontFigure *figures;
  size_t figure_count;
  FrontParam *params;
  size_t param_count;
} FrontMatter;

struct Document {
  Arena *arena;
  const Source *source;
  const char *path, *root, *folder;
  FrontMatter front;
  const SceneImage *logo; /* NULL: none */
  Block *body;
  Catalog *catalog;
  const Package *const *packages; /* NULL-terminated */
  bool follow_links;              /* files named by charts may be links out of the root */
};

/* The file's name without folders and its last ending. */
char *file_stem(Arena *arena, const char *path);

/* Reads the front matter; returns where the body starts. Faults are reported. */
size_t front_matter_parse(Arena *arena, const Source *source, FrontMatter *front, DiagList *diags);

/* Parses [start, end of source) into a tree of blocks. `folder` and `root`: where specifications of
 * charts named as images are read from. */
typedef struct MarkdownContext {
  Arena *arena;
  const Source *source;
  const char *root, *folder;
  DiagList *diags;
} MarkdownContext;
Block *markdown_parse(const MarkdownContext *context, size_t start);

/* The PNG picture that a document names; NULL where it cannot be read, which is told at `span`. */
const SceneImage *picture_load(const MarkdownContext *context, const char *path, Span span);

/* Appends a block to a parent. */
Block *block_new(Arena *arena, BlockKind kind, Block *parent, Span span);
void block_append(Block *parent, Block *block);

/* Second pass over the raw tree: captions of tables, charts, queries, attributes of headings. */
void structure_blocks(const MarkdownContext *context, Block *document);

/* Attributes from the text between (and with) braces; faults are reported. */
Attributes attributes_parse(Arena *arena, const char *text, Span span, DiagList *diags);
bool attributes_has(const Attributes *attributes, const char *class_name);
/* What {lang=ru} says; NULL where it says nothing, or (a fault) nothing that is a language. */
const char *attributes_language(const Attributes *attributes, DiagList *diags);
/* The value of a key; NULL: it has none. */
const char *attributes_value(const Attributes *attributes, const char *key);

/* Text with `{{ … }}` inside: split into texts and figures. `span` is that of the text in the
 * source, quotes and all; figures get their exact places where they can be found in it. */
InlineList inlines_from_text(Arena *arena, const char *text, Span span, DiagList *diags);

/* Plain text of all inlines (figures as their source). */
char *inlines_plain(Arena *arena, InlineList inlines);

/* The character(s) of an entity such as "&nbsp;" or "&#1083;"; NULL: unknown. */
const char *entity_decode(Arena *arena, const char *entity, size_t length);

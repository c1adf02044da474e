/* What layout works with: the document, the theme, the texts of the language and the registries of
 * figures, labels and notes. */
#pragma once

#include "compose/claims.h"
#include "compose/document_private.h"
#include "compose/preset_private.h"
#include "compose/strings.h"
#include "compose/theme_private.h"

typedef struct InlineFigures InlineFigures;
typedef struct Hyphenator Hyphenator;

/* What a cross-reference prints, and where it leads. */
typedef struct Label {
  const char *id;        /* the anchor */
  const char *text;      /* "Figure 3" */
  const char *reference; /* the same as it stands in a sentence: "рисунок 3" */
  int number;            /* 0: not numbered */
  const char *section;   /* headings: "2.1"; NULL: not numbered */
} Label;

/* A page's number that is filled in when it is known: that of the page where `id` stands. */
typedef struct PageNumber {
  const char *id;
  SceneNode *node; /* a text */
} PageNumber;

/* Between a number of the text and its row in the appendix of sources. */
typedef struct NumberLink {
  size_t row;           /* index of the evidence whose row tells of it */
  const char *href;     /* leads to the row; NULL: the number stands where it cannot lead */
  const char *anchor;   /* where the row leads to; NULL: it leads to another number, or nowhere */
  const char *row_href; /* of one that has a row: the way to it; NULL: it has none of its own */
  const char *row_anchor;
  const char *back; /* of one that has a row: to the first of its numbers; NULL: nowhere */
} NumberLink;

/* What a language decides. */
typedef struct Voice {
  const char *language;
  const Locale *locale;
  const Strings *strings;
  Hyphenator *hyphenator; /* NULL: no word is parted */
} Voice;

typedef struct Composer {
  Arena *arena;
  const Document *document;
  const Theme *theme;
  const Preset *preset;         /* of the picture that is made; NULL: it is for the page */
  const Preset *const *presets; /* of the charts' files; ended by NULL */
  const TextMetrics *metrics;
  Voice voice;         /* the document's, or that of the passage that is laid */
  bool foreign;        /* such a passage is laid */
  GHashTable *voices;  /* language → Voice */
  const char *locales; /* the folder of the languages' strings */
  DiagList *diags;
  InlineFigures *figures;
  const char *title;        /* of the document; NULL: none */
  const char *short_title;  /* the same in running headers */
  GHashTable *labels;       /* id → Label, for references */
  GHashTable *block_labels; /* Block → Label: headings, charts, numbered tables */
  GHashTable *notes;        /* label → Block */
  GHashTable *figure_texts; /* Inline → its text: each figure is asked for once */
  GHashTable *printed;      /* of printed_figures.c */
  GPtrArray *note_order;    /* the notes referred to so far, in order: Block */
  GArray *charts;           /* BriefingChart */
  GArray *attachments;      /* RenderAttachment; NULL: not wanted */
  GArray *page_numbers;     /* PageNumber */
  GArray *appendix;         /* ShownFigure: the charts whose numbers it has; NULL: there is none */
  const ComposeEvidence *evidence; /* as in ComposeOptions */
  size_t evidence_count;
  const NumberLink *number_links; /* of each of the evidence */
  const size_t *numbers_in_order; /* indices of the evidence, by their places in the source */
  unsigned parts;                 /* structure elements made so far */
  ComposeAccess access;
} Composer;

/* A fault of what a document must say for those who cannot see it: a warning or an error. */
void access_report(const Composer *composer, const char *code, Span span, const char *hint,
                   const char *format, ...) G_GNUC_PRINTF(5, 6);
/* The title and language of the whole, as far as the front matter does not name them. */
void access_complete(Composer *composer, RenderOptions *metadata);

/* Settles the document's own voice. */
void voice_open(Composer *composer);
/* How a language speaks; NULL: the present one. `strings` may be NULL. */
const Voice *voice_of(const Composer *composer, const char *language);
/* What follows is in this language (NULL: the same), until voice_leave takes what was before. A
 * language without strings speaks with those of the one around it. */
typedef struct VoiceBefore {
  Voice voice;
  bool foreign;
} VoiceBefore;
VoiceBefore voice_enter(Composer *composer, const char *language);
void voice_leave(Composer *composer, VoiceBefore before);

/* What one pass over a document works with. Fonts and their metrics outlive it; without them
 * nothing can be laid out. */
Composer
composer_new(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags);
void composer_finish(Composer *composer);

/* The files that the document's figures and tables were read from, and their descriptors. */
void attach_sources(Composer *composer);

/* A stretch of text in one style. */
typedef struct TextRun {
  const char *text;
  unsigned style;       /* STYLE_… */
  const char *href;     /* NULL: no link */
  const char *anchor;   /* of a link, for those that lead to it; NULL: none */
  const char *language; /* NULL: the composer's */
  int note;             /* a footnote's number, set high; 0: none */
  bool line_break;
  bool literal;  /* what typography leaves alone: figures and references */
  bool escaped;  /* so its first character: \" */
  bool discreet; /* a link that looks like the text around it */
} TextRun;

typedef struct TextRuns {
  const TextRun *items;
  size_t count;
} TextRuns;

/* A line in its box: `node` has its origin at the box's top left; NULL when it is empty. */
typedef struct TextLine {
  SceneNode *node;
  double width; /* of what is seen */
  const int *notes;
  size_t note_count;
  const char *const *names; /* anchors that it leads to, notes aside */
  size_t name_count;
} TextLine;

typedef struct TextLines {
  const TextLine *items;
  size_t count;
  double height; /* of one line */
} TextLines;

typedef struct TextLayout {
  const Type *type;
  double width;
  TextAlign align;
  bool verbatim;  /* spaces are kept, as in code */
  bool hyphenate; /* words may be parted for lines of even width, not only where nothing fits */
} TextLayout;

/* Breaks text into ragged lines no wider than layout->width: at the language's opportunities, and
 * inside words that are wider than a line. All lines of a paragraph are chosen together, for the
 * least white space (after Knuth and Plass, for ragged text). */
TextLines text_layout(const Composer *composer, const TextLayout *layout, TextRuns runs);

/* From the top of a line's box to its baseline: the font stands in the middle of the leading. */
double type_baseline(const Composer *composer, const Type *type);

/* Width of the text on one line, and of its widest unbreakable part. */
typedef struct TextWidths {
  double natural, minimal;
} TextWidths;
TextWidths text_widths(const Composer *composer, const Type *type, TextRuns runs);

/* One line of plain text. */
TextRuns runs_from_text(const Composer *composer, const char *text);

/* The address that a link may lead to; NULL and a fault: its text stands without one. `files`: it
 * may be the relative address of one that is passed on with the document. */
const char *checked_link(const Composer *composer, const char *href, bool files, Span span);

/* Figures evaluated, references resolved, notes numbered. */
TextRuns runs_from_inlines(Composer *composer, InlineList inlines);

/* The same as plain text: for outlines, alternatives and specifications. */
char *text_from_inlines(Composer *composer, InlineList inlines);

/* A text of a specification or front matter with its figures filled in. */
char *text_fill(Composer *composer, const char *text, Span span);

/* The same as prose, with its quotes and dashes set. */
const char *prose_fill(Composer *composer, const char *text, Span span);

/* A copy of a specification with the figures of all its texts filled in. */
const Node *node_fill(Composer *composer, const Node *node);

/* Figures named in the front matter. */
InlineFigures *inline_figures_new(Composer *composer);
/* The text of one inline figure; a fault gives "?". */
const char *inline_figure_text(Composer *composer, const Inline *item);

/* Notes the figures of the front matter that only others were computed from, as they would be
 * printed. */
void inline_figures_note_rest(const Composer *composer);

/* A figure was printed with `format` (NULL: none) at a place of the document; one without a source
 * stands behind all others. */
void printed_figure_note(const Composer *composer, const BriefingFigure *figure, const char *format,
                         Span span);
/* All that were noted, in document order, each once a format. */
const BriefingFigure *printed_figures(const Composer *composer, size_t *count);

/* Fills in the verdict of a claim, and the values that it rests on. */
void claim_evaluate(Composer *composer, Claim *claim);

/* Settles the links of all evidence. */
void number_links_open(Composer *composer);
/* Adds a run (TextRun) that an item of the text became, in parts where its numbers lead to the
 * appendix. */
void
number_links_cut(const Composer *composer, const Inline *item, const TextRun *run, GArray *runs);

/* What an inline figure computes, without its format. */
const char *inline_figure_expression(const Composer *composer, const Inline *item);

/* Adds the figures of the front matter that it computes with to `figures` (const FrontFigure *,
 * each once). */
void inline_figure_names(Composer *composer, const Inline *item, GPtrArray *figures);

/* Adds the tables that an inline figure is read from to `tables` (text, each once, they live in the
 * arena). */
void inline_figure_tables(Composer *composer, const Inline *item, GPtrArray *tables);

/* Appends a number as the language writes it: d3's format, "::" and ICU's skeleton, or (NULL)
 * plainly. False when the format is not valid. */
bool number_append(const Composer *composer, GString *out, const char *format, double number);

/* The form that goes with a number of those in "one=film; other=films"; NULL and a fault at `span`:
 * there is none. */
const char *plural_text(const Composer *composer, const char *forms, double number, Span span);

/* Numbers figures and tables, names headings, collects notes. */
void labels_collect(Composer *composer, const Block *document);
const Label *label_of(const Composer *composer, const Block *block); /* NULL: none */
/* A heading's text as outlines, contents and running headers have it, with its number. */
const char *heading_title(Composer *composer, const Block *heading);

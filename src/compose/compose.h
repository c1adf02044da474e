/* Compose: Markdown with front matter → pages.
 *
 * A document is loaded (front matter, blocks with their places), its inline figures are filled in
 * from the catalog, its charts compiled, and all of it laid out into page scenes. */
#pragma once

#include "chart/chart.h"
#include "compose/strings.h"
#include "core/timings.h"
#include "render/render.h"

typedef struct Document Document;

/* Reads and parses a Markdown file and loads the data it names (`data:` in the front matter: a Data
 * Package folder or descriptor, or a CSV file, or a list of them) into a catalog of its own.
 * `root`: files outside it are refused; a path that starts with "/" is seen from it. Faults go to
 * `diags`. NULL only if the document itself cannot be read. */
Document *
document_load(Arena *arena, const char *path, const char *root, DiagList *diags, GError **error);
/* The same with a text at hand, as if it stood in the folder `root`; `name` is what messages call
 * it. Never NULL. */
Document *document_from_text(Arena *arena, const char *name, const char *text, const char *root,
                             DiagList *diags);
/* Sets one of the document's parameters (`params:` in the front matter), or its `lang`, before it
 * is composed. False, with a fault that is the call's, not the document's, where it has none of the
 * name, or of another kind. */
bool document_set_param(Document *document, const char *name, const char *value, DiagList *diags);
/* Its data; the document's own. The files that it was read from are noted in the arena. */
Catalog *document_catalog(const Document *document);
/* What its front matter says under `audit:`; NULL: nothing. */
const Node *document_audit(const Document *document);
void document_free(Document *document); /* closes its catalog; NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* What is asked of a document for those who cannot see it: a title, a language, a description of
 * each figure. What it lacks is made up: the title from the first heading or the file's name, the
 * language is English, the description comes from the data. */
typedef enum ComposeAccess {
  ACCESS_FREE,     /* nothing is said of title and language; a missing description is a warning */
  ACCESS_WANTED,   /* whatever is made up is a warning */
  ACCESS_REQUIRED, /* or an error */
} ComposeAccess;

/* A number of the text and what supports it: one of an appendix of sources. */
typedef struct ComposeEvidence {
  const char *before, *text; /* as the document says it, and a few words before it */
  size_t section;            /* as in Passage */
  Span span;                 /* of the number */
  bool in_text;              /* can it be a link? Not so in titles, key figures and charts */
  const char *expression;    /* of an inline figure, which brings its tables along; else NULL */
  const char *evidence;      /* else: a cell, a formula of cells; NULL: there is none */
  const char *table;         /* of the cell; NULL: none */
  const char *waiver;        /* why it needs none; NULL: it does */
} ComposeEvidence;

/* Does its front matter ask for an appendix that tells where its numbers come from? */
bool document_wants_sources(const Document *document);

typedef struct ComposeOptions {
  FontSet *fonts;
  const char *theme_folder;   /* where `theme: name` is looked up; NULL: beside the program */
  const char *theme;          /* overrides the front matter's; NULL: that, or "briefing" */
  const char *presets;        /* of charts' files, joined by ","; NULL: the front matter's */
  Timings *timings;           /* may be NULL */
  const TextMetrics *metrics; /* measures in place of the fonts (tests); NULL: theirs */
  bool attachments;           /* gather what a PDF carries along */
  ComposeAccess access;
  const ComposeEvidence *evidence; /* of an appendix of sources, in the document's order */
  size_t evidence_count;
} ComposeOptions;

/* What theme `name` says about charts, for one that stands by itself, on the theme's paper: sets
 * `config` and `house` of a context. A theme that cannot be read is a fault, and leaves
 * the context as it was. `folder` as theme_folder above. */
void compose_chart_theme(Arena *arena, const char *folder, const char *name, ChartContext *context,
                         DiagList *diags);

/* What the program says in a language; English, with a warning at `where`, where it knows none of
 * it. `folder` as theme_folder above. */
const Strings *compose_strings(Arena *arena, const char *folder, const char *language, Span where,
                               DiagList *diags);

/* A chart's numbers as CSV and its specification as JSON, appended to `attachments`
 * (RenderAttachment). */
typedef struct ChartAttachments {
  const char *name;        /* of the files, without their endings */
  const char *figure;      /* name of the figure's group; NULL: none */
  const char *title;       /* NULL: none */
  const GPtrArray *tables; /* const Table *: ChartContext.shown */
  const Node *spec;
} ChartAttachments;
void compose_attach_chart(Arena *arena, GArray *attachments, const ChartAttachments *chart);

/* A figure as a picture of its own: title, subtitle, plot, source and notes. */
typedef struct ChartPicture {
  const char *preset; /* NULL: as on the page */
  const Scene *scene;
  double ppi;     /* 0: any */
  double enlarge; /* for RenderOptions.scale */
} ChartPicture;

/* All that stands by the pictures of one figure. */
typedef struct BriefingChart {
  const char *id; /* "fig-box-office"; or "chart-N" where the document names none */
  const char *title, *subtitle, *alt, *source, *note; /* NULL: none, alt excepted */
  const ChartPicture *pictures; /* the first as on the page; a figure by itself has no other */
  size_t picture_count;
} BriefingChart;

/* A chart that stands by itself, drawn as a figure for a preset (one name, as in ComposeOptions).
 */
typedef struct FigureRequest {
  const Node *spec;
  Catalog *catalog;
  const char *root, *folder; /* as in ChartContext */
  bool follow_links;
  const ComposeOptions *options;
} FigureRequest;

/* NULL where it cannot be drawn. Its language is the specification's usermeta.sholu.language, else
 * English. */
const BriefingChart *compose_figure(Arena *arena, const FigureRequest *request, DiagList *diags);

/* A figure as the document prints it. */
typedef struct BriefingFigure {
  const char *label; /* its name in the front matter, or the expression */
  const char *text;
} BriefingFigure;

typedef struct Briefing {
  const Scene *const *pages;
  size_t page_count;
  const BriefingChart *charts;
  size_t chart_count;
  const BriefingFigure *figures; /* in document order; a label once for each format, then those
                                    that others were computed from */
  size_t figure_count;
  RenderOptions metadata; /* title and language, never NULL; author, date, attachments */
} Briefing;

/* Lays the document out. Faults go to `diags`; what is sound is laid out all the same. Lives in
 * `arena`. */
Briefing *
compose_briefing(Arena *arena, Document *document, const ComposeOptions *options, DiagList *diags);

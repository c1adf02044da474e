/* The structure of a PDF, recorded while its pages are drawn.
 *
 * Whatever is drawn lies in a mark: cairo writes one flat tag around it and numbers the tags of a
 * page from 0. Here is kept what each of them stands for, an element of the structure or an
 * artifact; the finisher then puts the real marks in their place. Elements follow from the roles of
 * the scene's groups, in the scene's order, which is the order of reading. Scenes must outlive the
 * record, for it borrows their texts. */
#pragma once

#include "render/cairo_private.h"

typedef enum PdfArtifact {
  ARTIFACT_NONE, /* real content */
  ARTIFACT_LAYOUT,
  ARTIFACT_HEADER,
  ARTIFACT_FOOTER,
  ARTIFACT_COUNT,
} PdfArtifact;

typedef struct PdfElement PdfElement;

typedef enum PdfKidKind { KID_ELEMENT, KID_MARK, KID_LINK } PdfKidKind;

typedef struct PdfKid {
  PdfKidKind kind;
  PdfElement *element; /* KID_ELEMENT */
  unsigned page;       /* else: from 0 */
  unsigned index;      /* KID_MARK: among the page's content marks; KID_LINK: in links */
} PdfKid;

struct PdfElement {
  const char *type; /* "P", "H1" */
  SceneRole role;
  const SceneGroup *group; /* what the group says; NULL: made without one */
  PdfElement *parent;      /* NULL: the document */
  GArray *kids;            /* PdfKid */
  const char *alt;         /* figures; else NULL */
  SceneBounds box;         /* figures: on their page */
  unsigned object;         /* its number in the file, once it has one */
};

/* A mark of cairo's: what it stands for. */
typedef struct PdfMark {
  PdfElement *element; /* NULL: an artifact */
  PdfArtifact artifact;
  unsigned index; /* of the page's content marks: its MCID */
} PdfMark;

typedef struct PdfTagPage {
  const Scene *scene;
  double width, height; /* points, scaled */
  GArray *marks;        /* PdfMark */
  unsigned content_count;
} PdfTagPage;

/* All places in points of the page, y down. */
typedef struct PdfLink {
  PdfElement *element;
  unsigned page;
  SceneBounds box;
  const char *href; /* "#id" or an address */
  char *text;       /* what it reads */
} PdfLink;

typedef struct PdfAnchor {
  const char *name;
  unsigned page;
  double y;
} PdfAnchor;

typedef struct PdfHeading {
  const char *title;
  unsigned depth; /* from 1, none skipped */
  unsigned page;
  double y;
} PdfHeading;

/* Where drawing stands in the structure. */
typedef struct PdfScope {
  PdfElement *element;
  PdfArtifact artifact;
  bool graphic; /* inside a figure: shapes are content too */
  double x, y;  /* the group's origin on the page, unscaled */
} PdfScope;

struct PdfTags {
  Arena *arena;
  PdfElement *document;
  GArray *pages;     /* PdfTagPage */
  GArray *links;     /* PdfLink */
  GArray *anchors;   /* PdfAnchor, each name once */
  GArray *headings;  /* PdfHeading */
  GHashTable *parts; /* names of parts that go on over pages → PdfElement */
  GHashTable *named; /* names of anchors that are taken */
  GArray *levels;    /* int: of the headings that are open */
  PdfScope scope;
  double scale;
  bool open;    /* is a mark open? */
  PdfMark mark; /* the last */
};

PdfTags *pdf_tags_new(void);
void pdf_tags_free(PdfTags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfTags, pdf_tags_free)

/* Around the drawing of each page. */
void pdf_tags_begin_page(PdfTags *tags, const Scene *scene, double scale);
void pdf_tags_end_page(PdfTags *tags, cairo_t *cairo);

/* Around the drawing of each group; leave takes what enter gave. */
PdfScope pdf_tags_enter(PdfTags *tags, const SceneNode *group);
void pdf_tags_leave(PdfTags *tags, PdfScope before);

/* Before anything is drawn: what follows lies in the mark of the present group. */
void pdf_tags_mark(PdfTags *tags, cairo_t *cairo, bool text);

/* Must a space follow each line of text? Labels of a figure would run together otherwise; lines of
 * a paragraph end with spaces of their own. */
bool pdf_tags_parts_text(const PdfTags *tags);

/* Forgets the marks of a page, on which cairo found nothing to show. */
void pdf_tags_forget_page(PdfTags *tags, unsigned page);

/* Moves notes to where they are referred to (pdf_notes.c). */
void pdf_tags_place_notes(PdfTags *tags);

/* Takes out the elements in which nothing was drawn; empty cells of tables stay. */
void pdf_tags_prune(PdfTags *tags);

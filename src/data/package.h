/* Frictionless Data Package (2.0; 1.0 is accepted): a descriptor and its tabular resources.
 *
 * Own properties stand plainly beside the standard ones: a field's `unit`, `currency`, `scale`, the
 * package's `checks`. Texts may be translated by the multilingual recipe: {"": "…", "ru": "…"}, and
 * categories' labels likewise. Everything lives in the arena given to package_load. */
#pragma once

#include "core/diag.h"
#include "core/node.h"
#include "data/table.h"

/* A text in several languages; `text` NULL means absent. */
typedef struct Localised {
  const Node *node; /* a string, or a map of language → string */
} Localised;

/* The text in `language`, or the default one, or the first; NULL when absent. */
const char *localised_text(Localised text, const char *language);

typedef struct Contributor {
  Localised title;
  const char *role, *email, *path;
} Contributor;

typedef struct SourceRef {
  Localised title;
  const char *path, *email, *version, *date;
  Localised publisher, expert;
} SourceRef;

typedef struct Category {
  const char *value;
  Localised label;
} Category;

typedef struct Constraints {
  bool required, unique;
  double minimum, maximum, exclusive_minimum, exclusive_maximum; /* NaN: none */
  double min_length, max_length;                                 /* NaN: none */
  const char *pattern;                                           /* NULL: none */
  const Node *enumeration;                                       /* NULL: none */
} Constraints;

struct Field {
  const char *name;
  ColumnType type;
  bool any;              /* type "any" or absent: detect */
  const char *type_name; /* as declared: "datetime", "yearmonth", "time", …; NULL: absent */
  const char *format;    /* of dates: "default", "any" or a strptime pattern */
  Localised title, description;
  const char *unit;     /* "KZT", "%", "organisations"; NULL: none */
  const char *currency; /* ISO 4217; NULL: none */
  double scale;         /* what one unit of the cell stands for: 1e9 for billions; 1 by default */
  const char *const *missing;             /* NULL-terminated; NULL: the schema's */
  const char *decimal, *group;            /* NULL: "." and none */
  const char *true_values, *false_values; /* "\n"-joined; NULL: frictionless's defaults */
  bool bare_number; /* true by default; false strips currency and percent signs */
  Constraints constraints;
  const Category *categories;
  size_t category_count;
  Span span;
};

typedef struct ForeignKey {
  const char *const *fields;           /* NULL-terminated */
  const char *resource;                /* "" or NULL: the same table */
  const char *const *reference_fields; /* NULL-terminated */
  Span span;
} ForeignKey;

typedef struct Schema {
  const Field *fields;
  size_t field_count;
  const char *const *missing;            /* NULL-terminated; [""] by default */
  const char *const *primary_key;        /* NULL-terminated; NULL: none */
  const char *const *const *unique_keys; /* NULL-terminated list of keys; NULL: none */
  const ForeignKey *foreign_keys;
  size_t foreign_key_count;
  enum { FIELDS_EXACT, FIELDS_EQUAL, FIELDS_SUBSET, FIELDS_SUPERSET, FIELDS_PARTIAL } match;
} Schema;

typedef struct Dialect {
  char delimiter; /* 0: detect */
  char quote;     /* '"' by default */
  char escape;    /* 0: doubled quotes */
  char comment;   /* 0: none */
  bool no_header;
  bool skip_initial_space;
  size_t header_row; /* 1 by default */
} Dialect;

typedef struct Resource {
  const char *name;
  const char *path; /* as given */
  const char *file; /* resolved */
  Localised title, description;
  const char *encoding;   /* NULL: detect */
  const char *hash;       /* "md5:…", "sha256:…"; NULL: none */
  double bytes;           /* NaN: not given */
  const Dialect *dialect; /* NULL: detect */
  const Schema *schema;   /* NULL: detect */
  const SourceRef *sources;
  size_t source_count; /* inherited from the package where the resource gives none */
  const Node *data;    /* inline rows; NULL: a file */
  Span span;
} Resource;

typedef struct Package {
  const char *name, *version, *created;
  Localised title, description;
  const char *const *languages; /* NULL-terminated; may be NULL */
  const SourceRef *sources;
  size_t source_count;
  const Contributor *contributors;
  size_t contributor_count;
  const Resource *resources;
  size_t resource_count;
  const Node *checks; /* declared checks, as the audit reads them; NULL: none */
  const char *folder; /* of the descriptor */
  const char *file;
} Package;

/* Reads and checks `path` (a datapackage.json or .yaml, or its folder). Faults of the descriptor go
 * to `diags` with their place; what is sound stays usable. NULL only if it cannot be read or
 * parsed. */
Package *package_load(Arena *arena, const char *path, DiagList *diags, GError **error);

const Resource *package_resource(const Package *package, const char *name); /* NULL: none */
const Field *schema_field(const Schema *schema, const char *name);          /* NULL: none */
/* NULL: the field has no such category, or it no label. */
const char *field_category_label(const Field *field, const char *value, const char *language);

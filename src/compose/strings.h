/* What the program itself says in a document, by language: templates/locales/LANGUAGE.yaml. */
#pragma once

#include "core/diag.h"

typedef enum StringName {
  STRING_FIGURE,
  STRING_TABLE,
  STRING_FIGURE_REFERENCE, /* in a sentence */
  STRING_TABLE_REFERENCE,
  STRING_SECTION_REFERENCE,
  STRING_CONTINUED,
  STRING_SOURCE,
  STRING_SOURCES,
  STRING_NOTE,
  STRING_ROUNDED,
  STRING_DATA_VERSION,
  STRING_CONTENTS,
  STRING_FOOTNOTES,
  STRING_PAGE,
  STRING_MISSING,
  STRING_MISSING_NOTE,
  STRING_TOTAL,
  STRING_APPENDIX_DATA,
  STRING_APPENDIX_OF, /* the number of a figure */
  STRING_APPENDIX_LINK,
  STRING_APPENDIX_ROWS,
  STRING_APPENDIX_FILE,
  STRING_APPENDIX_SOURCES,
  STRING_APPENDIX_LEADS,
  STRING_APPENDIX_NUMBER,
  STRING_APPENDIX_ORIGIN,
  STRING_APPENDIX_TABLE,
  STRING_APPENDIX_WAIVED,
  STRING_APPENDIX_NONE,
  STRING_APPENDIX_NAMES,
  STRING_APPENDIX_NAME,
  STRING_APPENDIX_QUERY,
  STRING_QUOTED,
  STRING_CALLOUT_NOTE,
  STRING_CALLOUT_TIP,
  STRING_CALLOUT_IMPORTANT,
  STRING_CALLOUT_WARNING,
  STRING_CALLOUT_CAUTION,
  STRING_DATE,          /* a date's pattern, in d3's directives */
  STRING_INDEX_TITLE,   /* of pages that list reports */
  STRING_INDEX_REPORTS, /* words beside a number: strings_plural */
  STRING_INDEX_PAGES,
  STRING_INDEX_MOVED,
  STRING_INDEX_FAULTY,
  STRING_INDEX_LOST,
  STRING_INDEX_ATTENTION,
  STRING_INDEX_FAULT,
  STRING_INDEX_LOSS,
  STRING_INDEX_EARLIER,
  STRING_INDEX_NOTHING,
  STRING_INDEX_MORE,
  STRING_INDEX_NEW,
  STRING_INDEX_GONE,
  STRING_INDEX_FIRST_PAGE,
  STRING_INDEX_CHANGES,
  STRING_COUNT,
} StringName;

typedef struct Strings {
  const char *texts[STRING_COUNT]; /* never NULL */
} Strings;

/* Reads folder/language.yaml (for "ru-KZ" also ru.yaml); English where a text is missing. NULL:
 * there is no file. */
const Strings *
strings_load(Arena *arena, const char *folder, const char *language, DiagList *diags);
/* English. */
const Strings *strings_default(Arena *arena);

/* A text with {n} or {text} filled in, and {total}. NULL values leave the braces. */
char *strings_fill(Arena *arena, const char *pattern, const char *text, const char *total);

/* The form that goes with a number of those in "one={n} film; other={n} films", with the number
 * filled in; "" where there is none of it. */
char *strings_plural(Arena *arena, const char *forms, const char *language, double number);

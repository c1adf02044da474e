/* What the parts of the CSV reader share. */
#pragma once

#include "data/rows_private.h"

enum {
  CSV_BLOCK = 256 * 1024,
  CSV_MAX_FIELD = 16 * 1024 * 1024,
};

/* ── the text of a file, block by block, as sound UTF-8 ── */

typedef struct CsvInput CsvInput;

/* NULL with the error set when it cannot be opened. */
CsvInput *csv_input_open(const char *path, GError **error);
CsvInput *csv_input_new(const char *text, size_t length); /* the text must outlive it */
void csv_input_free(CsvInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvInput, csv_input_free)

/* Where faults of the encoding go; `diags` NULL: nowhere. `encoding` NULL: detect. */
void csv_input_configure(CsvInput *input, const char *shown, const char *encoding, DiagList *diags);

/* The next block: valid UTF-8 without NUL and without a byte order mark; it stays until the next
 * call. `line` is the physical line on which it starts. False at the end, or on a read error. */
bool csv_input_next(CsvInput *input, size_t line, const char **text, size_t *size, GError **error);

/* Bytes of the whole input, or 0 when unknown. */
size_t csv_input_length(const CsvInput *input);

/* Back to the beginning; false if the input cannot. */
bool csv_input_rewind(CsvInput *input);

/* ── encodings ── */

/* The encoding that a byte order mark names, and its length; NULL if there is none. */
const char *encoding_of_mark(const unsigned char *bytes, size_t size, size_t *length);

/* What text that is not UTF-8 probably is: windows-1251 or windows-1252, or UTF-16 by its NULs. */
const char *encoding_guess(const unsigned char *bytes, size_t size);

typedef struct Utf8Count {
  size_t valid;   /* sequences beyond ASCII */
  size_t invalid; /* bytes or cut sequences */
  size_t nuls;
  size_t whole; /* bytes before a sequence that the end cuts */
} Utf8Count;

Utf8Count utf8_count(const unsigned char *bytes, size_t size);

typedef struct Transcoder Transcoder;

/* A converter to UTF-8 by ICU; NULL if it does not know the encoding. */
Transcoder *transcoder_new(const char *encoding);
void transcoder_free(Transcoder *transcoder);

/* Appends the block converted; `last` flushes. What cannot be converted becomes U+FFFD; returns how
 * often. */
size_t
transcoder_convert(Transcoder *transcoder, const char *bytes, size_t size, bool last, GString *out);

/* ── dialect ── */

/* Delimiter by the beginning of the text; `path` (may be NULL) lends its ending. */
char dialect_detect_delimiter(const char *text, size_t size, char quote, const char *path);

/* Is the first row data rather than labels? */
bool dialect_row_is_data(const char *const *cells, size_t count);

/* Line ends (LF, CR LF, CR) in a text. */
size_t count_lines(const char *text, size_t size);

/* Escaped characters become what libcsv reads: doubled quotes. */
typedef struct CsvUnescape {
  char escape, quote, delimiter;
  bool quoted, pending, field_begun;
} CsvUnescape;

void csv_unescape(CsvUnescape *state, const char *text, size_t size, GString *out);

/* ── reading ── */

typedef struct CsvLoad {
  const char *path; /* or: */
  const char *text;
  size_t length;
  const CsvOptions *options;
  bool header_only;
} CsvLoad;

/* A table with all columns of the file in the arena, those not kept without cells; `lines` (may be
 * NULL) tells where its rows are, to be freed with row_lines_clear. `diags` NULL: report and check
 * nothing. */
Table *
csv_load(Arena *arena, const CsvLoad *load, RowLines *lines, DiagList *diags, GError **error);
void row_lines_clear(RowLines *lines);

#include "data/csv_private.h"

enum { SAMPLE_ROWS = 100 };

static const char candidates[] = { ',', ';', '\t', '|' };

size_t
count_lines(const char *text, size_t size)
{
  size_t lines = 0;
  for (size_t i = 0; i < size; i++)
    lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == size || text[i + 1] != '\n'));
  return lines;
}

typedef struct DelimiterCount {
  size_t in_row, in_first; /* so far in this row; in the first row */
  size_t same;             /* rows with as many as the first */
} DelimiterCount;

static void
end_sample_row(DelimiterCount *counts, size_t row)
{
  for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++) {
    if (row == 0)
      counts[i].in_first = counts[i].in_row;
    counts[i].same += counts[i].in_first > 0 && counts[i].in_row == counts[i].in_first;
    counts[i].in_row = 0;
  }
}

static void
count_delimiters(const char *text, size_t size, char quote, DelimiterCount *counts)
{
  bool quoted = false, blank = true;
  size_t rows = 0;

  for (size_t i = 0; i < size && rows < SAMPLE_ROWS; i++) {
    char c = text[i];
    if (c == quote) {
      quoted = !quoted;
    } else if (!quoted && (c == '\n' || c == '\r')) {
      if (!blank)
        end_sample_row(counts, rows++);
      blank = true;
      continue;
    } else if (!quoted) {
      for (size_t k = 0; k < G_N_ELEMENTS(candidates); k++)
        counts[k].in_row += c == candidates[k];
    }
    blank = false;
  }
  if (rows == 0)
    end_sample_row(counts, 0);
}

char
dialect_detect_delimiter(const char *text, size_t size, char quote, const char *path)
{
  DelimiterCount counts[G_N_ELEMENTS(candidates)] = { 0 };
  size_t best = 0;

  count_delimiters(text, size, quote, counts);
  if (path && (g_str_has_suffix(path, ".tsv") || g_str_has_suffix(path, ".tab")) &&
      counts[2].in_first > 0)
    return '\t';
  for (size_t i = 1; i < G_N_ELEMENTS(candidates); i++)
    if (counts[i].same > counts[best].same ||
        (counts[i].same == counts[best].same && counts[i].in_first > counts[best].in_first))
      best = i;
  return candidates[best];
}

/* Years in a row are labels of a wide table. */
static bool
are_years(const double *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (values[i] < 1500 || values[i] > 2500 || (i > 0 && values[i] <= values[i - 1]))
      return false;
  return count > 1;
}

bool
dialect_row_is_data(const char *const *cells, size_t count)
{
  g_autofree double *values = g_new0(double, count + 1);
  NumberShape shape;

  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(cells[i]);
    if (!number_parse(cells[i], size, '.', &values[i], &shape) &&
        !iso_parse(cells[i], size, ISO_DATE | ISO_DATE_TIME | ISO_MONTH, &values[i]))
      return false;
  }
  return count > 0 && !are_years(values, count);
}

/* Within quotes, an escaped quote becomes a doubled one and any other escaped character itself.
 * Outside, libcsv has no way to take a delimiter or a line end as text; there the escape stays. */
void
csv_unescape(CsvUnescape *state, const char *text, size_t size, GString *out)
{
  g_string_truncate(out, 0);
  for (size_t i = 0; i < size; i++) {
    char c = text[i];
    if (state->pending) {
      state->pending = false;
      if (state->quoted && c == state->quote)
        g_string_append_c(out, c);
      else if (!state->quoted && (c == state->delimiter || c == '\n' || c == '\r'))
        g_string_append_c(out, state->escape);
      g_string_append_c(out, c);
      state->field_begun = !(!state->quoted && c == state->delimiter);
      continue;
    }
    if (c == state->escape) {
      state->pending = true;
      continue;
    }
    if (c == state->quote && (state->quoted || !state->field_begun))
      state->quoted = !state->quoted;
    if (!state->quoted && (c == state->delimiter || c == '\n' || c == '\r'))
      state->field_begun = false;
    else if (c != ' ')
      state->field_begun = true;
    g_string_append_c(out, c);
  }
}

/* How far a batch is, in the last line of a terminal. */
#include "cli/batch_private.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define INTERVAL (G_USEC_PER_SEC / 10)
#define LEAST_KNOWN 0.5 /* seconds of work before their rate tells anything */

enum { BAR_LEAST = 8, BAR_MOST = 30, USUAL_COLUMNS = 80 };

void
batch_progress_clear(BatchReport *report)
{
  if (report->shown > 0)
    fputs("\r\033[K", stderr);
  report->shown = 0;
}

static size_t
terminal_columns(void)
{
  struct winsize size;
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return USUAL_COLUMNS;
}

/* ", 12 a second, 1:05 left" */
static void
append_pace(GString *text, const SholuBatchProgress *progress, double seconds)
{
  double rate = (double)(progress->done - progress->skipped) / seconds;
  if (seconds < LEAST_KNOWN || rate <= 0)
    return;
  double left = (double)(progress->total - progress->done) / rate + 0.5;
  unsigned whole = (unsigned)MIN(left, 359999);
  g_string_append_printf(text, rate < 10 ? ", %.1f a second, " : ", %.0f a second, ", rate);
  if (whole >= 3600)
    g_string_append_printf(text, "%u:%02u:%02u left", whole / 3600, whole / 60 % 60, whole % 60);
  else
    g_string_append_printf(text, "%u:%02u left", whole / 60, whole % 60);
}

static void
append_failed(GString *text, const BatchReport *report, const SholuBatchProgress *progress)
{
  if (progress->failed > 0)
    g_string_append_printf(text, report->colour ? ", \033[31m%zu failed\033[0m" : ", %zu failed",
                           progress->failed);
}

/* Of `columns`; what was skipped is no work, and no part of it. */
static void
append_bar(GString *text, const SholuBatchProgress *progress, size_t columns)
{
  size_t work = progress->total - progress->skipped, done = progress->done - progress->skipped;
  size_t filled = work > 0 ? done * columns / work : columns;
  g_string_append_c(text, ' ');
  for (size_t i = 0; i < columns; i++)
    g_string_append(text, i < filled ? "█" : "░");
}

/* The numbers, then the pace, then a bar, as there is room for them. */
static char *
progress_line(const BatchReport *report, const SholuBatchProgress *progress, size_t columns)
{
  double seconds = (double)(g_get_monotonic_time() - report->worked) / G_USEC_PER_SEC;
  g_autoptr(GString) numbers = g_string_new(NULL), pace = g_string_new(NULL);
  g_autoptr(GString) failed = g_string_new(NULL);
  g_string_printf(numbers, "%zu of %zu", progress->done, progress->total);
  append_pace(pace, progress, seconds);
  append_failed(failed, report, progress);
  size_t width = numbers->len + failed->len - (report->colour && failed->len > 0 ? 9 : 0);
  g_autoptr(GString) line = g_string_new(NULL);
  if (width >= columns)
    return g_strndup(numbers->str, columns - 1);
  g_string_append(line, numbers->str);
  if (width + pace->len < columns) {
    g_string_append(line, pace->str);
    width += pace->len;
  }
  g_string_append(line, failed->str);
  if (width + BAR_LEAST + 2 < columns)
    append_bar(line, progress, MIN(columns - width - 2, BAR_MOST));
  return g_string_free(g_steal_pointer(&line), FALSE);
}

void
batch_report_progress(const SholuBatchProgress *progress, void *user)
{
  BatchReport *report = user;
  gint64 now = g_get_monotonic_time();
  if (progress->done == progress->skipped)
    report->worked = now;
  if (!report->terminal || now - report->shown < INTERVAL)
    return;
  report->shown = now;
  g_autofree char *line = progress_line(report, progress, MAX(terminal_columns(), 2));
  fprintf(stderr, "\r\033[K%s", line);
  fflush(stderr);
}

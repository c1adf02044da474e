#include "cli/batch_private.h"

#include <stdio.h>
#include <unistd.h>

enum { CHANGES_SHOWN = 3, LABEL_WIDTH = 40, TEXT_WIDTH = 60 };

static const char *const STATUS_NAMES[] = {
  [SHOLU_ITEM_UNCHANGED] = "unchanged", [SHOLU_ITEM_BUILT] = "built", [SHOLU_ITEM_DUE] = "due",
  [SHOLU_ITEM_FAULTY] = "faulty",       [SHOLU_ITEM_LOST] = "lost",
};

const char *
batch_status_name(SholuItemStatus status)
{
  return STATUS_NAMES[status];
}

static double
seconds_since(gint64 moment)
{
  return (double)(g_get_monotonic_time() - moment) / G_USEC_PER_SEC;
}

static void
clear_progress(const BatchReport *report)
{
  if (report->terminal)
    fputs("\r\033[K", stderr);
}

/* White space as one space each, and no more than `most` characters. */
static char *
short_text(const char *text, size_t most)
{
  g_autofree char *copy = g_strdup(text);
  g_auto(GStrv) words = g_strsplit_set(g_strdelimit(copy, "\t\r\n", ' '), " ", -1);
  g_autoptr(GString) line = g_string_new(NULL);
  for (char **word = words; *word; word++)
    if (**word)
      g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", *word);
  if ((size_t)g_utf8_strlen(line->str, -1) > most) {
    g_string_truncate(line,
                      (gsize)(g_utf8_offset_to_pointer(line->str, (glong)most - 1) - line->str));
    g_string_append(line, "…");
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static void
print_changes(const SholuItem *item)
{
  size_t shown = MIN(item->change_count,
                     item->change_count > CHANGES_SHOWN + 1 ? CHANGES_SHOWN : CHANGES_SHOWN + 1);
  for (size_t i = 0; i < shown; i++) {
    const SholuChange *change = &item->changes[i];
    g_autofree char *figure = short_text(change->figure, LABEL_WIDTH);
    g_autofree char *from = change->from ? short_text(change->from, TEXT_WIDTH) : NULL;
    g_autofree char *to = change->to ? short_text(change->to, TEXT_WIDTH) : NULL;
    if (from && to)
      printf("          %s: %s → %s\n", figure, from, to);
    else
      printf("          %s: %s (%s)\n", figure, to ? to : from, to ? "new" : "gone");
  }
  if (item->change_count > shown)
    printf("          and %zu more figures\n", item->change_count - shown);
}

static void
print_line(const SholuItem *item)
{
  printf("%-9s %s%s%s\n", batch_status_name(item->status), item->output, item->reason ? "  " : "",
         item->reason ? item->reason : "");
  print_changes(item);
}

void
batch_report_item(const SholuItem *item, void *user)
{
  BatchReport *report = user;
  report->counts[item->status]++;
  clear_progress(report);
  if (report->json)
    batch_report_json(report, item);
  else if (item->status != SHOLU_ITEM_UNCHANGED && !report->quiet)
    print_line(item);
  report->told++;
  if (!report->json)
    fflush(stdout);
  if (item->status == SHOLU_ITEM_LOST)
    fprintf(stderr, "%s: error: %s [worker-lost]\n", item->output, item->reason);
  else if (*item->messages)
    fprintf(stderr, "%s:\n%s", item->output, item->messages);
}

void
batch_report_progress(size_t done, size_t total, size_t failed, void *user)
{
  BatchReport *report = user;
  if (!report->terminal || g_get_monotonic_time() - report->shown < G_USEC_PER_SEC / 10)
    return;
  report->shown = g_get_monotonic_time();
  double rate = (double)done / MAX(seconds_since(report->started), 1e-3);
  unsigned left = (unsigned)((double)(total - done) / rate + 0.5);
  fprintf(stderr, "\r\033[K%zu of %zu, %.0f a second, %u:%02u left", done, total, rate, left / 60,
          left % 60);
  if (failed > 0)
    fprintf(stderr, ", %zu failed", failed);
  fflush(stderr);
}

void
batch_report_summary(const BatchReport *report, bool interrupted)
{
  if (report->told == 0 || report->quiet)
    return;
  double seconds = seconds_since(report->started);
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(STATUS_NAMES); i++)
    if (report->counts[i] > 0)
      g_string_append_printf(text, "%s%zu %s", text->len > 0 ? ", " : "", report->counts[i],
                             STATUS_NAMES[i]);
  size_t built = report->counts[SHOLU_ITEM_BUILT];
  fprintf(stderr, "%zu item%s: %s; %.1f s", report->told, report->told == 1 ? "" : "s", text->str,
          seconds);
  if (built > 1)
    fprintf(stderr, ", %.1f built a second", (double)built / MAX(seconds, 1e-3));
  fputs(interrupted ? "; interrupted\n" : "\n", stderr);
}

void
batch_report_begin(BatchReport *report)
{
  report->terminal = !report->quiet && isatty(STDERR_FILENO);
  report->started = g_get_monotonic_time();
  if (report->json)
    fputs("[", stdout);
}

void
batch_report_end(BatchReport *report)
{
  if (report->json)
    fputs("]\n", stdout);
  clear_progress(report);
  fflush(stdout);
}

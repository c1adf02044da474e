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

/* White space as one space each, nothing that moves a cursor, and no more than `most` characters.
 */
static char *
short_text(const char *text, size_t most)
{
  g_autofree char *copy = g_strdup(text);
  for (char *at = copy; *at; at++)
    if (g_ascii_iscntrl(*at))
      *at = ' ';
  g_auto(GStrv) words = g_strsplit(copy, " ", -1);
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
  if (report->json || *item->messages || item->status != SHOLU_ITEM_UNCHANGED)
    batch_progress_clear(report);
  if (report->json)
    batch_report_json(report, item);
  else if (item->status != SHOLU_ITEM_UNCHANGED && !report->quiet)
    print_line(item);
  if (!report->json)
    fflush(stdout);
  batch_summary_count(report, item);
  if (item->status == SHOLU_ITEM_LOST)
    fprintf(stderr, "%s: error: %s [worker-lost]\n", item->output, item->reason);
  else if (*item->messages)
    fprintf(stderr, "%s:\n%s", item->output, item->messages);
}

void
batch_report_begin(BatchReport *report)
{
  const char *terminal = g_getenv("TERM");
  report->terminal = !report->quiet && isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0;
  report->started = report->worked = g_get_monotonic_time();
  if (report->json)
    fputs("[", stdout);
}

void
batch_report_end(BatchReport *report)
{
  if (report->json)
    fputs("]\n", stdout);
  batch_progress_clear(report);
  fflush(stdout);
}

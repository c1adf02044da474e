/* What a batch came to: by the first parameter, by name where it failed, and in a line. */
#include "cli/batch_private.h"

#include <stdio.h>
#include <string.h>

enum { GROUPS_MOST = 20, FAILURES_SHOWN = 8, VALUE_WIDTH = 32 };

/* In the order of the columns. */
static const SholuItemStatus STATUSES[] = { SHOLU_ITEM_UNCHANGED, SHOLU_ITEM_BUILT, SHOLU_ITEM_DUE,
                                            SHOLU_ITEM_FAULTY, SHOLU_ITEM_LOST };

static void
group_free(gpointer group)
{
  g_free(((BatchGroup *)group)->value);
  g_free(group);
}

void
batch_summary_clear(BatchReport *report)
{
  g_free(report->axis);
  g_clear_pointer(&report->group_of, g_hash_table_unref);
  g_clear_pointer(&report->groups, g_ptr_array_unref);
  g_clear_pointer(&report->failures, g_ptr_array_unref);
}

static void
begin_counting(BatchReport *report, const SholuItem *item)
{
  report->axis = g_strdup(item->params[0]);
  report->groups = g_ptr_array_new_with_free_func(group_free);
  report->group_of = g_hash_table_new(g_str_hash, g_str_equal);
  report->failures = g_ptr_array_new_with_free_func(g_free);
}

/* One more than are shown is enough to know that there are too many. */
static BatchGroup *
group_for(BatchReport *report, const SholuItem *item)
{
  const char *value = "–";
  for (const char *const *param = item->params; param[0]; param += 2)
    if (g_strcmp0(param[0], report->axis) == 0)
      value = param[1];
  BatchGroup *group = g_hash_table_lookup(report->group_of, value);
  if (group || report->groups->len > GROUPS_MOST)
    return group;
  group = g_new0(BatchGroup, 1);
  group->value = g_strdup(value);
  for (char *at = group->value; *at; at++)
    if (g_ascii_iscntrl(*at))
      *at = ' ';
  g_ptr_array_add(report->groups, group);
  g_hash_table_insert(report->group_of, group->value, group);
  return group;
}

void
batch_summary_count(BatchReport *report, const SholuItem *item)
{
  if (!report->groups)
    begin_counting(report, item);
  BatchGroup *group = group_for(report, item);
  if (group) {
    group->counts.by_status[item->status]++;
    group->counts.told++;
  }
  report->all.by_status[item->status]++;
  report->all.told++;
  if (item->status >= SHOLU_ITEM_FAULTY && report->failures->len < FAILURES_SHOWN)
    g_ptr_array_add(report->failures,
                    g_strdup_printf("%s (%s)", item->output, batch_status_name(item->status)));
}

/* ---- the table ---- */

static glong
shown_width(const char *text)
{
  return MIN(g_utf8_strlen(text, -1), VALUE_WIDTH);
}

/* Few groups of several items, not all of which were left as they are. */
static bool
wants_table(const BatchReport *report)
{
  guint groups = report->groups->len;
  return report->axis && groups > 1 && groups <= GROUPS_MOST && groups < report->all.told &&
         report->all.by_status[SHOLU_ITEM_UNCHANGED] < report->all.told;
}

static void
print_padded(const char *text, glong width)
{
  glong length = shown_width(text);
  g_autofree char *shown = g_utf8_substring(text, 0, length);
  fprintf(stderr, "%s%*s", shown, (int)(width - length), "");
}

static void
print_row(const BatchReport *report, const BatchGroup *group, glong width)
{
  print_padded(group->value, width);
  for (size_t i = 0; i < G_N_ELEMENTS(STATUSES); i++) {
    size_t count = group->counts.by_status[STATUSES[i]];
    if (report->all.by_status[STATUSES[i]] == 0)
      continue;
    bool red = report->colour && STATUSES[i] >= SHOLU_ITEM_FAULTY && count > 0;
    int columns = (int)strlen(batch_status_name(STATUSES[i])) + 2;
    fprintf(stderr, red ? "\033[31m%*zu\033[0m" : "%*zu", columns, count);
  }
  fputc('\n', stderr);
}

static void
print_table(const BatchReport *report)
{
  glong width = shown_width(report->axis);
  for (guint i = 0; i < report->groups->len; i++)
    width = MAX(width, shown_width(((const BatchGroup *)report->groups->pdata[i])->value));
  print_padded(report->axis, width);
  for (size_t i = 0; i < G_N_ELEMENTS(STATUSES); i++)
    if (report->all.by_status[STATUSES[i]] > 0)
      fprintf(stderr, "  %s", batch_status_name(STATUSES[i]));
  fputc('\n', stderr);
  for (guint i = 0; i < report->groups->len; i++)
    print_row(report, report->groups->pdata[i], width);
}

static void
print_failures(const BatchReport *report)
{
  size_t failed = report->all.by_status[SHOLU_ITEM_FAULTY] + report->all.by_status[SHOLU_ITEM_LOST];
  if (failed == 0)
    return;
  fputs("failed: ", stderr);
  for (guint i = 0; i < report->failures->len; i++)
    fprintf(stderr, "%s%s", i > 0 ? ", " : "", (const char *)report->failures->pdata[i]);
  if (failed > report->failures->len)
    fprintf(stderr, " and %zu more", failed - report->failures->len);
  fputc('\n', stderr);
}

void
batch_summary_print(const BatchReport *report, bool interrupted)
{
  if (report->all.told == 0 || report->quiet)
    return;
  if (wants_table(report))
    print_table(report);
  print_failures(report);
  double seconds = (double)(g_get_monotonic_time() - report->started) / G_USEC_PER_SEC;
  const char *separator = ": ";
  fprintf(stderr, "%zu item%s", report->all.told, report->all.told == 1 ? "" : "s");
  for (size_t i = 0; i < G_N_ELEMENTS(STATUSES); i++)
    if (report->all.by_status[STATUSES[i]] > 0) {
      fprintf(stderr, "%s%zu %s", separator, report->all.by_status[STATUSES[i]],
              batch_status_name(STATUSES[i]));
      separator = ", ";
    }
  fprintf(stderr, "; %.1f s", seconds);
  size_t built = report->all.by_status[SHOLU_ITEM_BUILT];
  if (built > 1)
    fprintf(stderr, ", %.1f built a second", (double)built / MAX(seconds, 1e-3));
  fputs(interrupted ? "; interrupted\n" : "\n", stderr);
}

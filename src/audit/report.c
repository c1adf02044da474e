#include "audit/report.h"

#include <string.h>

static const AuditFormat FORMATS[] = {
  { "human", report_human }, { "short", report_short },   { "json", report_json },
  { "sarif", report_sarif }, { "github", report_github },
};

const AuditFormat *
audit_format(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
    if (strcmp(FORMATS[i].name, name) == 0)
      return &FORMATS[i];
  return NULL;
}

const char *
audit_format_names(Arena *arena)
{
  g_autoptr(GString) out = g_string_new("there are ");
  for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "", FORMATS[i].name);
  return arena_strndup(arena, out->str, out->len);
}

/* Numbers that are audited: all but those left out. */
static size_t
audited(const AuditReport *report)
{
  return report->count - report->totals[AUDIT_LEFT_OUT];
}

static void
write_coverage(GString *out, const AuditReport *report)
{
  g_string_append_printf(out, "%zu number%s", audited(report), audited(report) == 1 ? "" : "s");
  const char *before = ": ";
  for (AuditStatus i = 0; i < AUDIT_LEFT_OUT; i++)
    if (report->totals[i] > 0) {
      g_string_append_printf(out, "%s%zu %s", before, report->totals[i], audit_status_name(i));
      before = ", ";
    }
  g_string_append_printf(out, "; %zu left out\n", report->totals[AUDIT_LEFT_OUT]);
}

static void
write_numbers(GString *out, const AuditReport *report)
{
  for (size_t i = 0; i < report->count; i++) {
    const AuditNumber *number = &report->numbers[i];
    Place place = place_of_span(number->span);
    g_string_append_printf(out, "%s:%zu:%zu: %-12s %s%s%s\n", place.file ? place.file : "",
                           place.line, place.column, audit_status_name(number->status),
                           number->text, number->evidence ? "  ← " : "",
                           number->evidence ? number->evidence : "");
  }
}

void
report_human(GString *out, const ReportRequest *request)
{
  if (request->list)
    write_numbers(out, request->report);
  for (size_t i = 0; i < request->report->count; i++)
    if (request->report->numbers[i].explanation)
      g_string_append(out, request->report->numbers[i].explanation);
  write_coverage(out, request->report);
}

void
report_short(GString *out, const ReportRequest *request)
{
  for (size_t i = 0; i < diag_total(request->diags); i++) {
    const Diag *diag = diag_at(request->diags, i);
    static const char *const SEVERITIES[] = { "note", "warning", "error" };
    g_string_append_printf(out, "%s:%zu:%zu: %s: %s [%s]\n",
                           diag->place.file ? diag->place.file : "", diag->place.line,
                           diag->place.column, SEVERITIES[diag->severity], diag->message,
                           diag->code);
  }
  write_coverage(out, request->report);
}

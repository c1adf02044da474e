/* Workflow commands of GitHub Actions: an annotation a fault. */
#include "audit/report.h"

#include <string.h>

/* What would end a message or, with `property`, a property of it. */
static void
append_escaped(GString *out, const char *text, bool property)
{
  for (const char *at = text; *at; at++) {
    if (strchr("%\r\n", *at) || (property && strchr(":,", *at)))
      g_string_append_printf(out, "%%%02X", (unsigned)(guchar)*at);
    else
      g_string_append_c(out, *at);
  }
}

void
report_github(GString *out, const ReportRequest *request)
{
  static const char *const LEVELS[] = { "notice", "warning", "error" };
  for (size_t i = 0; i < diag_total(request->diags); i++) {
    const Diag *diag = diag_at(request->diags, i);
    g_string_append_printf(out, "::%s ", LEVELS[diag->severity]);
    if (diag->place.file) {
      g_string_append(out, "file=");
      append_escaped(out, diag->place.file, true);
      if (diag->place.line > 0)
        g_string_append_printf(out, ",line=%zu", diag->place.line);
      if (diag->place.column > 0)
        g_string_append_printf(out, ",col=%zu,endColumn=%zu", diag->place.column,
                               diag->place.column + diag->place.width);
      g_string_append_c(out, ',');
    }
    g_string_append_printf(out, "title=%s::", diag->code);
    append_escaped(out, diag->message, false);
    if (diag->hint) {
      g_string_append(out, "%0A");
      append_escaped(out, diag->hint, false);
    }
    g_string_append_c(out, '\n');
  }
}

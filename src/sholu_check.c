#include "sholu_private.h"

#include "audit/checks.h"
#include "audit/report.h"

const AuditReport *
job_audit(const Job *job, Document *document, size_t explain, DiagList *diags)
{
  const ComposeOptions compose = { .theme_folder = job->options.theme_folder,
                                   .theme = job->options.theme };
  job_enter(job, "audit");
  const AuditReport *report =
      audit_document(job->arena, document, &(AuditOptions){ &compose, explain }, diags);
  PassageList passages = compose_passages(job->arena, document, &compose, diags);
  audit_claims(job->arena, &passages, diags);
  audit_checks(job->arena, &(ChecksRequest){ document, &compose }, diags);
  job_leave(job);
  return report;
}

SholuOutcome *
sholu_check(const char *path, const SholuCheckOptions *options)
{
  Job job = job_new(path, &options->build);
  const char *name = options->format ? options->format : "human";
  const AuditFormat *format = audit_format(name);
  if (!format) {
    diag_add(job.diags, DIAG_ERROR, "usage", (Place){ 0 }, audit_format_names(job.arena),
             "there is no report format \"%s\"", name);
    job.outcome->misused = true;
    return job.outcome;
  }
  g_autoptr(Document) document = job_load_document(&job);
  if (!document || job.outcome->misused)
    return job.outcome;
  const AuditReport *report = job_audit(&job, document, options->explain, job.diags);
  g_autoptr(GString) text = g_string_new(NULL);
  format->write(text, &(ReportRequest){ report, job.diags, options->list });
  job.outcome->bytes = g_bytes_new(text->str, text->len);
  return job.outcome;
}

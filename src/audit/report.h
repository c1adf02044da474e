/* Reports: an audit as text for people and programs. A new format is one file and one line. */
#pragma once

#include "audit/audit.h"

typedef struct ReportRequest {
  const AuditReport *report;
  const DiagList *diags;
  bool list; /* of all numbers, where the format leaves a choice */
} ReportRequest;

typedef struct AuditFormat {
  const char *name;
  void (*write)(GString *out, const ReportRequest *request);
} AuditFormat;

const AuditFormat *audit_format(const char *name); /* NULL: there is none */
const char *audit_format_names(Arena *arena);      /* "human, short, …" */

/* The formats' writers. */
void report_human(GString *out, const ReportRequest *request);
void report_short(GString *out, const ReportRequest *request);
void report_json(GString *out, const ReportRequest *request);
void report_sarif(GString *out, const ReportRequest *request);
void report_github(GString *out, const ReportRequest *request);

#include "sholu_private.h"

#include <string.h>

enum { WORDS_BEFORE = 2, BYTES_BEFORE = 48 };

/* A few words before a number, with their space: as far as its own part of the sentence goes. */
static const char *
words_before(Arena *arena, const AuditNumber *number)
{
  static const char STOPS[] = ".,;:!?()\n";
  const char *text = number->passage->text, *end = text + number->quantity->start, *at = end;
  const char *start = end;
  for (int words = 0; at > text && words < WORDS_BEFORE && end - at < BYTES_BEFORE;) {
    const char *letter = g_utf8_prev_char(at);
    if (strchr(STOPS, *letter))
      break;
    at = letter;
    bool begins = at == text || g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(at)));
    if (begins && g_unichar_isalpha(g_utf8_get_char(at))) {
      start = at;
      words++;
    }
  }
  return arena_printf(arena, "%s%.*s", start > text && start < end ? "… " : "", (int)(end - start),
                      start);
}

/* Titles, key figures and charts are drawn as they are. */
static bool
can_lead(PassageKind kind)
{
  return kind != PASSAGE_TITLE && kind != PASSAGE_KPI && kind != PASSAGE_FIGURE;
}

static ComposeEvidence
evidence_of(Arena *arena, const AuditNumber *number)
{
  const EvidenceTable *table = number->cell.table;
  ComposeEvidence evidence = { .before = words_before(arena, number),
                               .text = number->text,
                               .section = number->passage->section,
                               .in_text = can_lead(number->passage->kind),
                               .span = number->span };
  const char **slot = number->status == AUDIT_BOUND    ? &evidence.expression
                      : number->status == AUDIT_WAIVED ? &evidence.waiver
                                                       : &evidence.evidence;
  *slot = number->told ? number->told : number->evidence;
  if (table && (number->status == AUDIT_MATCHED || number->status == AUDIT_DERIVED))
    evidence.table = table->table->name;
  return evidence;
}

void
list_evidence(Arena *arena, const AuditReport *report, ComposeOptions *options)
{
  ComposeEvidence *all = arena_array(arena, ComposeEvidence, report->count + 1);
  size_t count = 0;
  for (size_t i = 0; i < report->count; i++)
    if (report->numbers[i].status != AUDIT_LEFT_OUT)
      all[count++] = evidence_of(arena, &report->numbers[i]);
  options->evidence = all;
  options->evidence_count = count;
}

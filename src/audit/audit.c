#include "audit/audit.h"
#include "audit/fit_private.h"
#include "audit/solution.h"
#include "audit/told.h"

#include <math.h>
#include <string.h>

enum {
  NEAREST_MOST = 3,
  KNOWN_MOST = 16,
  SAID_MOST = 6,
  SMALL_WORD = 20,
  LONG_TIME = 366,
  EXPLAIN_MOST = 24
};

typedef struct Auditor {
  Arena *arena;
  Evidence *evidence;
  const Context *context;
  const ValueIndex *values;
  DiagList *diags;
  GArray *numbers; /* AuditNumber */
  GArray *known;   /* KnownCell: what the section's numbers rest on, the last at the end */
  GArray *said;    /* SaidValue: what the last numbers of the section say */
  size_t section;
  size_t explain; /* the line of which to tell; 0: none */
} Auditor;

const char *
audit_status_name(AuditStatus status)
{
  static const char *const NAMES[] = {
    [AUDIT_BOUND] = "bound",         [AUDIT_MATCHED] = "matched",
    [AUDIT_DERIVED] = "derived",     [AUDIT_WAIVED] = "waived",
    [AUDIT_UNMATCHED] = "unmatched", [AUDIT_CONTRADICTED] = "contradicted",
    [AUDIT_LEFT_OUT] = "left out",
  };
  return NAMES[status];
}

static SupportAsk
ask_for(const Auditor *auditor, Reading *reading, size_t number)
{
  return (SupportAsk){ .arena = auditor->arena,
                       .values = auditor->values,
                       .reading = reading,
                       .number = number,
                       .known = (const KnownCell *)(void *)auditor->known->data,
                       .known_count = auditor->known->len,
                       .said = (const SaidValue *)(void *)auditor->said->data,
                       .said_count = auditor->said->len };
}

/* ---- telling ---- */

static const char *
describe_candidate(Arena *arena, const Candidate *candidate)
{
  return candidate_told(arena, candidate, "en");
}

static const char *
quoted(Arena *arena, const Passage *passage, const Quantity *quantity)
{
  return arena_strndup(arena, passage->text + quantity->start, quantity->end - quantity->start);
}

static const char *
describe_nearest(Arena *arena, const Candidate *candidates, size_t count)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(out, "%s%s", i ? "\n" : "", describe_candidate(arena, &candidates[i]));
  return count ? arena_strndup(arena, out->str, out->len) : NULL;
}

/* All labels named, the dimension the same, and another value. */
#define CONTRADICTING_FIT 3.0

static void
report_fault(Auditor *auditor, Reading *reading, size_t number, AuditNumber *out)
{
  SupportAsk ask = ask_for(auditor, reading, number);
  Candidate nearest[NEAREST_MOST];
  size_t count = support_candidates(&ask, nearest, NEAREST_MOST);
  bool contradicted = count > 0 && !nearest[0].formula && nearest[0].fit >= CONTRADICTING_FIT;
  out->status = contradicted ? AUDIT_CONTRADICTED : AUDIT_UNMATCHED;
  out->nearest = describe_nearest(auditor->arena, nearest, count);
  if (contradicted)
    diag_error(auditor->diags, "number-contradicted", out->span,
               "correct it, or mark why it differs: [number]{waived=\"reason\"}",
               "\"%s\" is not what the data says here: %s", out->text,
               describe_candidate(auditor->arena, &nearest[0]));
  else
    diag_error(auditor->diags, "number-unmatched", out->span,
               count ? arena_printf(auditor->arena, "nearest: %s",
                                    describe_candidate(auditor->arena, &nearest[0]))
                     : "no table has anything that its words point at",
               "no figure of the data supports \"%s\"", out->text);
}

/* ---- explaining ---- */

static const char *
verdict(const SupportAsk *ask, const Quantity *quantity, const Candidate *candidate)
{
  if (!candidate_agrees(ask, quantity, candidate))
    return "says something else";
  if (candidate->fit < support_least_fit(quantity))
    return "agrees, but its labels fit too little";
  return "agrees";
}

/* What was tried for a number, the fittest first. */
static const char *
explain(const Auditor *auditor, Reading *reading, size_t number, const AuditNumber *settled)
{
  SupportAsk ask = ask_for(auditor, reading, number);
  const Quantity *quantity = settled->quantity;
  Candidate candidates[EXPLAIN_MOST];
  size_t count = support_candidates(&ask, candidates, EXPLAIN_MOST);
  const Place place = place_of_span(settled->span);
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_printf(out, "%s:%zu:%zu: \"%s\": %.10g to %.10g, %s\n", place.file, place.line,
                         place.column, settled->text, quantity->low, quantity->high,
                         audit_status_name(settled->status));
  if (settled->evidence)
    g_string_append_printf(out, "    by %s\n", settled->evidence);
  g_string_append_printf(out,
                         "    one such value in %.0f agrees by chance; labels must fit by %.2f\n",
                         1 / quantity_chance(quantity), support_least_fit(quantity));
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(out, "    %5.2f  %s: %s\n", candidates[i].fit,
                           describe_candidate(auditor->arena, &candidates[i]),
                           verdict(&ask, quantity, &candidates[i]));
  return arena_strndup(auditor->arena, out->str, out->len);
}

/* ---- numbers ---- */

static AuditNumber
number_new(const Auditor *auditor, const Passage *passage, const Quantity *quantity)
{
  return (AuditNumber){ .status = AUDIT_LEFT_OUT,
                        .span = passage_span(passage, quantity->start, quantity->end),
                        .text = quoted(auditor->arena, passage, quantity),
                        .quantity = quantity,
                        .passage = passage };
}

/* What decides without the data: figures, references, waivers. */
static bool
is_settled(const Passage *passage, const Quantity *quantity, AuditNumber *out)
{
  const PassagePiece *piece = passage_piece(passage, quantity->number_start);
  if (!piece)
    return true;
  if (piece->kind == PIECE_FIGURE) {
    out->status = AUDIT_BOUND;
    out->evidence = piece->expression;
    return true;
  }
  if (piece->waiver) {
    out->status = AUDIT_WAIVED;
    out->evidence = piece->waiver;
    return true;
  }
  return piece->kind != PIECE_TEXT;
}

/* A small number in words that nothing supports is talk ("three things matter"), not a figure; so
 * is a time ("within 30 days") that no column measures. */
static bool
is_idle(const Reading *reading, size_t number)
{
  const Passage *passage = &reading->context->passages.items[reading->sentence->passage];
  const Quantity *quantity = quantity_of(reading, number);
  if (quantity->dimension == DIMENSION_NUMBER && unit_is_time(quantity->unit) &&
      quantity->value <= LONG_TIME && !reading_counts(reading, number))
    return true;
  return !quantity_has_digits(quantity, passage->text) && quantity->dimension == DIMENSION_NUMBER &&
         quantity->scale <= 1 && fabs(quantity->value) <= SMALL_WORD;
}

static void
remember_cell(Auditor *auditor, const Reading *reading, Cell cell, bool told)
{
  size_t group = reading->context->passages.items[reading->sentence->passage].group;
  KnownCell known = { cell, group, told };
  g_array_append_val(auditor->known, known);
  if (auditor->known->len > KNOWN_MOST)
    g_array_remove_index(auditor->known, 0);
}

static void
remember_said(Auditor *auditor, const Reading *reading, const Candidate *candidate,
              const AuditNumber *number)
{
  SaidValue said = { .text = number->text,
                     .dimension = candidate->dimension,
                     .value = candidate->value,
                     .derived = candidate->formula != NULL,
                     .made = candidate->formula && !candidate->said
                                 ? arena_dup(auditor->arena, candidate, sizeof *candidate)
                                 : NULL,
                     .cell = candidate->cells[0],
                     .sentence = reading->sentence,
                     .group = number->passage->group };
  memcpy(said.currency, candidate->currency, sizeof said.currency);
  g_array_append_val(auditor->said, said);
  if (auditor->said->len > SAID_MOST)
    g_array_remove_index(auditor->said, 0);
}

static void
settle(Auditor *auditor, Reading *reading, Solution *solution, size_t number, AuditNumber *out)
{
  Support support = solution->supports[number];
  if (!support.found && !support.parted)
    support = solution->supports[number] =
        solution_later(solution, ask_for(auditor, reading, number));
  if (!support.found || support.parted) {
    if (!is_idle(reading, number))
      report_fault(auditor, reading, number, out);
    return;
  }
  if (support.candidate.formula)
    for (size_t i = 0; i < MIN(support.candidate.cell_count, (size_t)2); i++)
      remember_cell(auditor, reading, support.candidate.cells[i], false);
  out->status = support.candidate.formula ? AUDIT_DERIVED : AUDIT_MATCHED;
  out->cell = support.candidate.cells[0];
  out->evidence = describe_candidate(auditor->arena, &support.candidate);
  out->told = candidate_told(auditor->arena, &support.candidate, out->passage->language);
  remember_said(auditor, reading, &support.candidate, out);
}

static void
remember(Auditor *auditor, const Reading *reading, const Solution *solution)
{
  for (size_t i = 0; i < reading->quantity_count; i++)
    if (solution->supports[i].found && !solution->supports[i].parted)
      remember_cell(auditor, reading, solution->supports[i].candidate.cells[0], true);
}

static void
audit_sentence(Auditor *auditor, size_t index)
{
  const Context *context = auditor->context;
  const Sentence *sentence = &context->sentences[index];
  const Passage *passage = &context->passages.items[sentence->passage];
  if (passage->section != auditor->section) {
    g_array_set_size(auditor->known, 0);
    g_array_set_size(auditor->said, 0);
  }
  auditor->section = passage->section;
  if (sentence->quantity_count == 0)
    return;
  Reading reading = reading_new(auditor->arena, context, index);
  Solution solution = solution_new(ask_for(auditor, &reading, 0));
  remember(auditor, &reading, &solution);
  size_t measured = 0;
  for (size_t i = 0; i < sentence->quantity_count; i++) {
    size_t at = sentence->first_quantity + i;
    const Quantity *quantity = &context->quantities[sentence->passage].items[at];
    AuditNumber out = number_new(auditor, passage, quantity);
    bool measures = measured < reading.quantity_count && reading.quantities[measured] == at;
    if (measures && !is_settled(passage, quantity, &out))
      settle(auditor, &reading, &solution, measured, &out);
    if (measures && auditor->explain && place_of_span(out.span).line == auditor->explain)
      out.explanation = explain(auditor, &reading, measured, &out);
    measured += measures;
    g_array_append_val(auditor->numbers, out);
  }
}

AuditReport *
audit_document(Arena *arena, Document *document, const AuditOptions *options, DiagList *diags)
{
  PassageList passages = compose_passages(arena, document, options->compose, diags);
  Auditor auditor = { .arena = arena,
                      .evidence = evidence_new(arena, document_catalog(document)),
                      .diags = diags,
                      .explain = options->explain,
                      .numbers = g_array_new(FALSE, FALSE, sizeof(AuditNumber)),
                      .known = g_array_new(FALSE, FALSE, sizeof(KnownCell)),
                      .said = g_array_new(FALSE, FALSE, sizeof(SaidValue)) };
  auditor.context = context_new(arena, auditor.evidence, passages);
  auditor.values = value_index_new(arena, auditor.evidence);
  for (size_t i = 0; i < auditor.context->sentence_count; i++)
    audit_sentence(&auditor, i);
  AuditReport *report = arena_new0(arena, AuditReport);
  report->numbers =
      arena_dup(arena, auditor.numbers->data, auditor.numbers->len * sizeof(AuditNumber));
  report->file = passages.file;
  report->count = auditor.numbers->len;
  for (size_t i = 0; i < report->count; i++)
    report->totals[report->numbers[i].status]++;
  g_array_free(auditor.numbers, TRUE);
  g_array_free(auditor.known, TRUE);
  g_array_free(auditor.said, TRUE);
  evidence_free(auditor.evidence);
  return report;
}

/* Cues of a sentence, and of what stands near a number. */
#include "audit/fit_private.h"

enum { NEAR_BYTES = 60 };

unsigned
sentence_cues(const Sentence *sentence)
{
  unsigned cues = 0;
  for (size_t i = 0; i < sentence->cue_count; i++)
    cues |= sentence->cues[i].cues;
  return cues;
}

unsigned
reading_cues(const Reading *reading)
{
  unsigned cues = sentence_cues(reading->sentence) | reading->label_cues;
  for (size_t i = 0; i < reading->earlier_count; i++)
    if (reading->earlier[i]->passage != reading->sentence->passage)
      return cues | sentence_cues(reading->earlier[i]);
  return cues;
}

static size_t
distance(const Quantity *quantity, size_t at)
{
  return at < quantity->start ? quantity->start - at : at > quantity->end ? at - quantity->end : 0;
}

unsigned
reading_cues_within(const Reading *reading, size_t number, size_t bytes)
{
  unsigned cues = 0;
  for (size_t i = 0; i < reading->sentence->cue_count; i++)
    if (distance(quantity_of(reading, number), reading->sentence->cues[i].at) <= bytes)
      cues |= reading->sentence->cues[i].cues;
  return cues;
}

unsigned
reading_cues_near(const Reading *reading, size_t number)
{
  return reading_cues_within(reading, number, NEAR_BYTES);
}

/* "66 more than four years earlier", "36 above 2022" */
static bool
is_compared_with_year(const Reading *reading, size_t number)
{
  for (size_t i = 0; i < reading->sentence->mention_count; i++) {
    const Mention *mention = &reading->sentence->mentions[i];
    if (mention->concept->year && mention->use == MENTION_BASE &&
        distance(quantity_of(reading, number), mention->at) <= NEAR_BYTES)
      return true;
  }
  return false;
}

bool
reading_moves(const Reading *reading, size_t number)
{
  bool moves = false, year = is_compared_with_year(reading, number);
  for (size_t i = 0; i < reading->sentence->cue_count; i++) {
    const CueMention *cue = &reading->sentence->cues[i];
    if (distance(quantity_of(reading, number), cue->at) > NEAR_BYTES)
      continue;
    if (cue->cues & CUE_DIFFERENCE && !year)
      return false;
    moves |= (cue->cues & (CUE_UP | CUE_DOWN)) != 0;
  }
  return moves;
}

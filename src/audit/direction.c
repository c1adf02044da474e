#include "audit/direction.h"
#include "audit/lexicon_private.h"

#include <string.h>

enum { BEFORE_BYTES = 60, AFTER_BYTES = 60, AFTER_LAST_BYTES = 30 };

static int
sign_of(unsigned cues)
{
  cues &= CUE_UP | CUE_DOWN;
  return cues == CUE_UP ? 1 : cues == CUE_DOWN ? -1 : 0;
}

/* Of the next word, if nothing but a space stands between. */
static int
right_behind(const Sentence *sentence, const char *text, size_t end)
{
  size_t at = end;
  while (g_ascii_isspace(text[at]) || g_str_has_prefix(text + at, "\u00a0"))
    at = (size_t)(g_utf8_next_char(text + at) - text);
  for (size_t i = 0; i < sentence->cue_count; i++)
    if (sentence->cues[i].at == at && sign_of(sentence->cues[i].cues))
      return sign_of(sentence->cues[i].cues);
  return 0;
}

static int
nearest_before(const Sentence *sentence, size_t start)
{
  int sign = 0;
  for (size_t i = 0; i < sentence->cue_count; i++)
    if (sentence->cues[i].at < start && start - sentence->cues[i].at <= BEFORE_BYTES &&
        sign_of(sentence->cues[i].cues))
      sign = sign_of(sentence->cues[i].cues);
  return sign;
}

static int
nearest_behind(const Sentence *sentence, size_t end, size_t most)
{
  for (size_t i = 0; i < sentence->cue_count; i++)
    if (sentence->cues[i].at >= end && sentence->cues[i].at - end <= most &&
        sign_of(sentence->cues[i].cues))
      return sign_of(sentence->cues[i].cues);
  return 0;
}

int
direction_told(const Reading *reading, size_t number)
{
  const Sentence *sentence = reading->sentence;
  const Passage *passage = &reading->context->passages.items[sentence->passage];
  const Quantity *quantity =
      &reading->context->quantities[sentence->passage].items[reading->quantities[number]];
  bool verb_last = lexicon_table(lexicon_get(passage->language))->verb_last;
  int sign = right_behind(sentence, passage->text, quantity->end);
  if (!sign && verb_last)
    sign = nearest_behind(sentence, quantity->end, AFTER_BYTES);
  if (!sign)
    sign = nearest_before(sentence, quantity->start);
  return sign ? sign : nearest_behind(sentence, quantity->end, AFTER_LAST_BYTES);
}

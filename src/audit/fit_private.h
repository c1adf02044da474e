/* Alignment: whose the numbers of a sentence are that names several members. */
#pragma once

#include "audit/fit.h"

/* Labels named less fully than this need not be any number's. */
#define SURE_MENTION 0.65

const Quantity *quantity_of(const Reading *reading, size_t number);

/* How far each mention of the sentence is from each number: a row for each number. */
const unsigned *distances_new(Arena *arena, const Reading *reading);

/* Does a mention say which of the key's members the sentence is about, and surely? */
bool is_rival(const Mention *mention, const Key *key);

/* The member of a group that is named last before a byte; NULL: none is. */
const Mention *last_before(const Sentence *sentence, const char *group, size_t at);

/* The member that a number belongs to; NULL: none that is named. */
const Concept *
aligned(const Reading *reading, size_t number, const char *group, Alignment alignment);

/* Is it named next before the number, or next after it? */
bool is_adjacent(const Reading *reading, size_t number, const Key *key, const Concept *concept);

/* All that its words give. */
unsigned sentence_cues(const Sentence *sentence);

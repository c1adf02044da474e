/* Direction: which way the words say that a number went. */
#pragma once

#include "audit/fit.h"

/* 1: up, -1: down, 0: they do not say. The word right behind the number counts first ("5% less"),
 * then the nearest before it ("rose by 5%"); in Kazakh, whose verbs end the clause, those behind.
 */
int direction_told(const Reading *reading, size_t number);

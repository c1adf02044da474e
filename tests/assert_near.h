/* What cmocka 1.1 lacks. Include after cmocka.h. */
#pragma once

#include <math.h>

#define assert_near(actual, expected, tolerance)                                                   \
  do {                                                                                             \
    double actual_ = (actual), expected_ = (expected);                                             \
    if (!(fabs(actual_ - expected_) <= (tolerance)))                                               \
      fail_msg("%s is %.17g, not %.17g", #actual, actual_, expected_);                             \
  } while (0)

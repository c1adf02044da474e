/* Encoding channels, as Vega-Lite names them, and what is generally true of each. */
#pragma once

#include <stdbool.h>

typedef enum Channel {
  CHANNEL_NONE = -1,
  CHANNEL_X,
  CHANNEL_Y,
  CHANNEL_X2,
  CHANNEL_Y2,
  CHANNEL_X_OFFSET,
  CHANNEL_Y_OFFSET,
  CHANNEL_THETA,
  CHANNEL_THETA2,
  CHANNEL_RADIUS,
  CHANNEL_RADIUS2,
  CHANNEL_COLOR,
  CHANNEL_FILL,
  CHANNEL_STROKE,
  CHANNEL_OPACITY,
  CHANNEL_FILL_OPACITY,
  CHANNEL_STROKE_OPACITY,
  CHANNEL_STROKE_WIDTH,
  CHANNEL_STROKE_DASH,
  CHANNEL_SIZE,
  CHANNEL_ANGLE,
  CHANNEL_SHAPE,
  CHANNEL_TEXT,
  CHANNEL_DETAIL,
  CHANNEL_ORDER,
  CHANNEL_KEY,
  CHANNEL_TOOLTIP,
  CHANNEL_HREF,
  CHANNEL_URL,
  CHANNEL_DESCRIPTION,
  CHANNEL_ROW,
  CHANNEL_COLUMN,
  CHANNEL_FACET,
  CHANNEL_COUNT,
} Channel;

/* What a scale of the channel gives. */
typedef enum RangeKind {
  RANGE_NONE, /* no scale */
  RANGE_NUMBER,
  RANGE_COLOUR,
  RANGE_SHAPE,
  RANGE_DASH,
} RangeKind;

typedef struct ChannelInfo {
  const char *name;
  RangeKind range;
  Channel main;      /* of x2: x; of x: x */
  Channel secondary; /* of x: x2; else NONE */
  Channel offset;    /* of x: xOffset; else NONE */
  bool positional;   /* x or y */
  bool polar;        /* theta or radius */
  bool is_offset;
  bool splits;  /* its field splits a mark into series and stacks */
  bool several; /* takes a list of definitions */
  bool draws_nothing;
} ChannelInfo;

const ChannelInfo *channel_info(Channel channel);
Channel channel_find(const char *name); /* CHANNEL_NONE: there is none */
const char *const *channel_names(void); /* NULL-terminated */

/* "width" for x and xOffset, "height" for y and yOffset, "theta" and "radius" for themselves. */
const char *channel_size_name(Channel channel);

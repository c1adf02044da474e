#include "chart/channel_private.h"

#include <stddef.h>
#include <string.h>

#define NO CHANNEL_NONE

static const ChannelInfo CHANNELS[CHANNEL_COUNT] = {
  [CHANNEL_X] = { "x", RANGE_NUMBER, CHANNEL_X, CHANNEL_X2, CHANNEL_X_OFFSET, .positional = true },
  [CHANNEL_Y] = { "y", RANGE_NUMBER, CHANNEL_Y, CHANNEL_Y2, CHANNEL_Y_OFFSET, .positional = true },
  [CHANNEL_X2] = { "x2", RANGE_NONE, CHANNEL_X, NO, .offset = NO },
  [CHANNEL_Y2] = { "y2", RANGE_NONE, CHANNEL_Y, NO, .offset = NO },
  [CHANNEL_X_OFFSET] = { "xOffset", RANGE_NUMBER, CHANNEL_X_OFFSET, NO, NO, .is_offset = true },
  [CHANNEL_Y_OFFSET] = { "yOffset", RANGE_NUMBER, CHANNEL_Y_OFFSET, NO, NO, .is_offset = true },
  [CHANNEL_THETA] = { "theta", RANGE_NUMBER, CHANNEL_THETA, CHANNEL_THETA2, NO, .polar = true },
  [CHANNEL_THETA2] = { "theta2", RANGE_NONE, CHANNEL_THETA, NO, .offset = NO },
  [CHANNEL_RADIUS] = { "radius", RANGE_NUMBER, CHANNEL_RADIUS, CHANNEL_RADIUS2, NO, .polar = true },
  [CHANNEL_RADIUS2] = { "radius2", RANGE_NONE, CHANNEL_RADIUS, NO, .offset = NO },
  [CHANNEL_COLOR] = { "color", RANGE_COLOUR, CHANNEL_COLOR, NO, NO, .splits = true },
  [CHANNEL_FILL] = { "fill", RANGE_COLOUR, CHANNEL_FILL, NO, NO, .splits = true },
  [CHANNEL_STROKE] = { "stroke", RANGE_COLOUR, CHANNEL_STROKE, NO, NO, .splits = true },
  [CHANNEL_OPACITY] = { "opacity", RANGE_NUMBER, CHANNEL_OPACITY, NO, NO, .splits = true },
  [CHANNEL_FILL_OPACITY] = { "fillOpacity", RANGE_NUMBER, CHANNEL_FILL_OPACITY, NO, NO,
                             .splits = true },
  [CHANNEL_STROKE_OPACITY] = { "strokeOpacity", RANGE_NUMBER, CHANNEL_STROKE_OPACITY, NO, NO,
                               .splits = true },
  [CHANNEL_STROKE_WIDTH] = { "strokeWidth", RANGE_NUMBER, CHANNEL_STROKE_WIDTH, NO, NO,
                             .splits = true },
  [CHANNEL_STROKE_DASH] = { "strokeDash", RANGE_DASH, CHANNEL_STROKE_DASH, NO, NO, .splits = true },
  [CHANNEL_SIZE] = { "size", RANGE_NUMBER, CHANNEL_SIZE, NO, NO, .splits = true },
  [CHANNEL_ANGLE] = { "angle", RANGE_NUMBER, CHANNEL_ANGLE, NO, NO, .splits = true },
  [CHANNEL_SHAPE] = { "shape", RANGE_SHAPE, CHANNEL_SHAPE, NO, NO, .splits = true },
  [CHANNEL_TEXT] = { "text", RANGE_NONE, CHANNEL_TEXT, NO, NO, .splits = true },
  [CHANNEL_DETAIL] = { "detail", RANGE_NONE, CHANNEL_DETAIL, NO, NO, .splits = true,
                       .several = true },
  [CHANNEL_ORDER] = { "order", RANGE_NONE, CHANNEL_ORDER, NO, NO, .several = true },
  [CHANNEL_KEY] = { "key", RANGE_NONE, CHANNEL_KEY, NO, NO, .splits = true, .draws_nothing = true },
  [CHANNEL_TOOLTIP] = { "tooltip", RANGE_NONE, CHANNEL_TOOLTIP, NO, NO, .several = true,
                        .draws_nothing = true },
  [CHANNEL_HREF] = { "href", RANGE_NONE, CHANNEL_HREF, NO, NO, .splits = true,
                     .draws_nothing = true },
  [CHANNEL_URL] = { "url", RANGE_NONE, CHANNEL_URL, NO, NO, .splits = true, .draws_nothing = true },
  [CHANNEL_DESCRIPTION] = { "description", RANGE_NONE, CHANNEL_DESCRIPTION, NO, NO, .splits = true,
                            .draws_nothing = true },
  [CHANNEL_ROW] = { "row", RANGE_NONE, CHANNEL_ROW, NO, .offset = NO },
  [CHANNEL_COLUMN] = { "column", RANGE_NONE, CHANNEL_COLUMN, NO, .offset = NO },
  [CHANNEL_FACET] = { "facet", RANGE_NONE, CHANNEL_FACET, NO, .offset = NO },
};

const ChannelInfo *
channel_info(Channel channel)
{
  return &CHANNELS[channel];
}

const char *const *
channel_names(void)
{
  static const char *names[CHANNEL_COUNT + 1];
  for (size_t i = 0; i < CHANNEL_COUNT; i++)
    names[i] = CHANNELS[i].name;
  return names;
}

Channel
channel_find(const char *name)
{
  for (int i = 0; i < CHANNEL_COUNT; i++)
    if (strcmp(CHANNELS[i].name, name) == 0)
      return (Channel)i;
  return CHANNEL_NONE;
}

const char *
channel_size_name(Channel channel)
{
  switch ((int)channel) {
  case CHANNEL_X:
  case CHANNEL_X_OFFSET:
    return "width";
  case CHANNEL_Y:
  case CHANNEL_Y_OFFSET:
    return "height";
  default:
    return CHANNELS[channel].name;
  }
}

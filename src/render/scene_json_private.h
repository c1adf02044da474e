/* What the files that write the scene JSON share. */
#pragma once

#include "render/render_private.h"

/* `,"key":…` (without the comma after an opening brace). Texts that are empty or NULL and empty
 * lists are left out. A list is text already, without its brackets. */
void json_add_key(GString *out, const char *key);
void json_add_text(GString *out, const char *key, const char *text);
void json_add_number(GString *out, const char *key, double value);
void json_add_list(GString *out, const char *key, const GString *list);

/* Between the entries of a list. */
void json_add_separator(GString *list);

void json_append_colour(GString *out, Colour colour); /* "#rrggbb" */
void json_append_stops(GString *out, const Gradient *gradient);
void json_add_paints(GString *out, const SceneNode *node); /* fill and stroke */

/* One axis, of one or several groups. */
typedef struct AxisParts {
  const char *name; /* groups of one view with the same name are one axis */
  const SceneNode *group;
  double offset, label_angle;
  const char *title;
  bool domain;
  GString *labels, *ticks, *grid;
} AxisParts;

/* An array of AxisParts; json_add_axis reads an axis's group into it. */
GPtrArray *json_axes_new(void);
void json_add_axis(GPtrArray *axes, const SceneNode *node);
void json_append_axis(GString *out, const AxisParts *axis);

/* Append an entry to the list. */
void json_add_title(GString *out, const SceneNode *node);
void json_add_header(GString *out, const SceneNode *node);
void json_add_legend(GString *out, const SceneNode *node);

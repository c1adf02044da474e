/* Texts beside what they head: titles of views, labels and titles of facets. */
#pragma once

#include "chart/text_private.h"

typedef struct Heading {
  const Compilation *compilation;
  const char *text, *subtitle; /* NULL: none */
  SceneRole role;              /* of the text */
  /* A property as Vega-Lite's title has it ("orient", "fontSize", …); NULL: Vega's default. */
  const Node *(*property)(const void *user, const char *name);
  const void *user;
} Heading;

typedef struct HeadingFrame {
  SceneBounds plot;   /* anchors of the frame "group" */
  SceneBounds around; /* all that the text stands beside */
} HeadingFrame;

/* Adds the texts; what they take up. */
SceneBounds heading_draw(const Heading *heading, const HeadingFrame *frame, SceneBuilder *parts);

/* A property in a style or a list of styles of the configuration, the last that has it; NULL. */
const Node *heading_style(const Compilation *compilation, const Node *names, const char *name);

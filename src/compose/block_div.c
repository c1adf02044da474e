#include "compose/flow_private.h"

static const struct {
  const char *class_name;
  StringName title; /* STRING_COUNT: none */
} CALLOUTS[] = {
  { "note", STRING_COUNT },
  { "callout-note", STRING_CALLOUT_NOTE },
  { "callout-tip", STRING_CALLOUT_TIP },
  { "callout-important", STRING_CALLOUT_IMPORTANT },
  { "callout-warning", STRING_CALLOUT_WARNING },
  { "callout-caution", STRING_CALLOUT_CAUTION },
};

/* The content alone, in the type of a lead. */
static void
lay_lead(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  frame.type = &composer->theme->types[TYPE_LEAD];
  lay_children(composer, flow, block, frame);
}

/* A new class of blocks is one function and one line here. */
static const struct {
  const char *class_name;
  BlockLayout lay;
} CLASSES[] = {
  { "columns", lay_columns },
  { "column", lay_children },
  { "margin", lay_margin },
  { "lead", lay_lead },
};

void
lay_div(Composer *composer, Flow *flow, const Block *block, Frame frame)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CALLOUTS); i++) {
    if (attributes_has(&block->attributes, CALLOUTS[i].class_name)) {
      lay_callout(composer, flow, block, frame, CALLOUTS[i].title);
      return;
    }
  }
  for (size_t i = 0; i < G_N_ELEMENTS(CLASSES); i++) {
    if (attributes_has(&block->attributes, CLASSES[i].class_name)) {
      CLASSES[i].lay(composer, flow, block, frame);
      return;
    }
  }
  const char *const *classes = block->attributes.classes;
  if (classes)
    diag_warning(composer->diags, "unknown-class", block->attributes.span,
                 "known are note, callout-…, lead, columns and margin",
                 "a block of the class \"%s\" looks like any other", classes[0]);
  lay_children(composer, flow, block, frame);
}

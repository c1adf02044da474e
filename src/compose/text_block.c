#include "compose/flow_private.h"

double
text_block_add(const Composer *composer, SceneBuilder *out, const TextBlock *block, double y)
{
  if (!block->text || !*block->text)
    return y;
  TextLayout layout = { .type = block->type, .width = block->width };
  TextLines lines = text_layout(composer, &layout, runs_from_text(composer, block->text));
  SceneBuilder paragraph = scene_builder(composer->arena);
  for (size_t i = 0; i < lines.count; i++, y += lines.height) {
    if (lines.items[i].node) {
      lines.items[i].node->x += block->x;
      lines.items[i].node->y += y;
      scene_add(&paragraph, lines.items[i].node);
    }
  }
  if (!out)
    return y;
  SceneNode *group = scene_builder_end(&paragraph, block->role);
  if (block->role == ROLE_HEADING) {
    group->group.level = 1;
    group->group.title = block->text;
  }
  scene_add(out, group);
  return y;
}

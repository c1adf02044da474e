/* The project's own fonts, and nothing else: a private fontconfig configuration that sees only the
 * files of one folder. */
#pragma once

#include "render/text_metrics.h"

#include <glib.h>

typedef struct FontSet FontSet;

/* Opens the fonts of `folder` (NULL: $SHOLU_FONTS, then ../fonts or ../share/sholu/fonts beside the
 * program, then the source tree's). Fails when the sans is not there, naming the folder and the
 * remedy. Files are opened when a style first needs them. */
FontSet *font_set_new(const char *folder, GError **error);
void font_set_free(FontSet *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FontSet, font_set_free)

/* Measures by shaping; each (style, text) is shaped once and kept. */
const TextMetrics *font_set_metrics(FontSet *fonts);

/* Where they are. */
const char *font_set_folder(const FontSet *fonts);

/* Characters that no font of the set can show: called once for each, anew for each callback set. */
typedef void (*MissingGlyph)(gunichar character, const char *text, void *user);
void font_set_on_missing(FontSet *fonts, MissingGlyph callback, void *user);

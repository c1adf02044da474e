/* Files: outputs appear whole or not at all, inputs only from below a root. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

/* Writes all bytes beside `path`, syncs, and renames over it; makes missing parent folders. A link
 * is replaced, not followed. On failure, such as where `path` is a folder, a device or a pipe, what
 * was there stays and nothing partial is left. */
bool file_replace(const char *path, const void *data, size_t size, GError **error);

/* `path` as seen from folder `base`; fails (G_FILE_ERROR_PERM) when it is absolute or leads, also
 * through links or "..", outside `root`. Result lives in the arena. */
char *
file_resolve(Arena *arena, const char *root, const char *base, const char *path, GError **error);

/* The same by names alone: a link below `root` may lead anywhere. For folders whose links are the
 * caller's own. */
char *file_resolve_linked(Arena *arena, const char *root, const char *base, const char *path,
                          GError **error);

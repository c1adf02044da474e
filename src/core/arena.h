/* Arena: memory that lives as long as one document and is dropped whole.
 *
 * Blocks are zeroed and aligned for any type; there is no per-block free. Running out of memory
 * aborts, as in GLib. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is fine */

void *arena_alloc(Arena *arena, size_t size);
char *arena_strdup(Arena *arena, const char *text); /* NULL gives NULL */
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* `size` bytes copied from `data`. */
void *arena_dup(Arena *arena, const void *data, size_t size);

/* Array of `count` zeroed items; aborts on overflow. */
void *arena_alloc_n(Arena *arena, size_t count, size_t size);
#define arena_new0(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_array(arena, Type, count) ((Type *)arena_alloc_n((arena), (count), sizeof(Type)))

/* The files whose contents lie in this arena, or decided what does, be it by not being there:
 * readers note them, each once, and who keeps results asks. The list is NULL-terminated and the
 * arena's own. */
void arena_note_file(Arena *arena, const char *path);
const char *const *arena_files(const Arena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

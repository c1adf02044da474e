#include "core/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

typedef struct Block Block;
struct Block {
  Block *next;
  size_t used, size;
  _Alignas(max_align_t) unsigned char bytes[];
};

struct Arena {
  Block *blocks;    /* the first one is being filled */
  GPtrArray *files; /* NULL-terminated; NULL: none noted */
};

enum { BLOCK_SIZE = 64 * 1024 };

Arena *
arena_new(void)
{
  return g_new0(Arena, 1);
}

void
arena_free(Arena *arena)
{
  if (!arena)
    return;
  for (Block *block = arena->blocks; block;) {
    Block *next = block->next;
    g_free(block);
    block = next;
  }
  if (arena->files)
    g_ptr_array_unref(arena->files);
  g_free(arena);
}

void
arena_note_file(Arena *arena, const char *path)
{
  if (!arena->files) {
    arena->files = g_ptr_array_new();
    g_ptr_array_add(arena->files, NULL);
  }
  for (guint i = 0; i + 1 < arena->files->len; i++)
    if (strcmp(arena->files->pdata[i], path) == 0)
      return;
  g_ptr_array_insert(arena->files, (gint)arena->files->len - 1, arena_strdup(arena, path));
}

const char *const *
arena_files(const Arena *arena)
{
  static const char *const none[] = { NULL };
  return arena->files ? (const char *const *)arena->files->pdata : none;
}

/* A large piece gets a block of its own behind the one being filled, so that its rest is not lost.
 */
static Block *
add_block(Arena *arena, size_t size)
{
  bool large = size > BLOCK_SIZE / 4;
  size_t capacity = large ? size : BLOCK_SIZE;
  Block *block = g_malloc0(sizeof(Block) + capacity);

  block->size = capacity;
  if (large && arena->blocks) {
    block->next = arena->blocks->next;
    arena->blocks->next = block;
  } else {
    block->next = arena->blocks;
    arena->blocks = block;
  }
  return block;
}

void *
arena_alloc(Arena *arena, size_t size)
{
  const size_t align = _Alignof(max_align_t);
  g_assert(size <= SIZE_MAX / 2);
  size_t needed = (MAX(size, 1) + align - 1) / align * align;

  Block *block = arena->blocks;
  if (!block || block->size - block->used < needed)
    block = add_block(arena, needed);
  void *piece = block->bytes + block->used;
  block->used += needed;
  return piece;
}

void *
arena_alloc_n(Arena *arena, size_t count, size_t size)
{
  g_assert(size == 0 || count <= SIZE_MAX / 2 / size);
  return arena_alloc(arena, count * size);
}

void *
arena_dup(Arena *arena, const void *data, size_t size)
{
  void *copy = arena_alloc(arena, size);
  if (size > 0)
    memcpy(copy, data, size);
  return copy;
}

char *
arena_strndup(Arena *arena, const char *text, size_t length)
{
  if (!text)
    return NULL;
  char *copy = arena_alloc(arena, length + 1);
  memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
arena_strdup(Arena *arena, const char *text)
{
  return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *
arena_printf(Arena *arena, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return arena_strdup(arena, text);
}

#include "render/deflate_private.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_TOKENS 32768
#define CODE_BITS_MAX 15
#define LENGTH_CODE_BITS_MAX 7 /* of the code that writes code lengths */
#define LENGTH_SYMBOLS 19
#define END_OF_BLOCK 256
#define MATCH_MAX 258

/* RFC 1951, 3.2.5 */
static const uint16_t LENGTH_BASE[29] = { 3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                          15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                          67, 83, 99, 115, 131, 163, 195, 227, 258 };
static const uint8_t LENGTH_EXTRA[29] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                          2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0 };
static const uint16_t DISTANCE_BASE[DEFLATE_DISTANCES] = {
  1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
  193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577
};

static int
distance_extra(int symbol)
{
  return symbol < 4 ? 0 : symbol / 2 - 1;
}

void
deflate_begin(Deflater *deflater, GByteArray *out)
{
  *deflater = (Deflater){ .out = out, .tokens = g_new(uint32_t, BLOCK_TOKENS) };
  for (int length = 3, symbol = 0; length <= MATCH_MAX; length++) {
    while (symbol < 28 && LENGTH_BASE[symbol + 1] <= length)
      symbol++;
    deflater->length_symbols[length] = (uint8_t)symbol;
  }
  for (int distance = 1, symbol = 0; distance <= 256; distance++) {
    while (DISTANCE_BASE[symbol + 1] <= distance)
      symbol++;
    deflater->near_symbols[distance] = (uint8_t)symbol;
  }
}

static int
distance_symbol(const Deflater *deflater, uint32_t distance)
{
  if (distance <= 256)
    return deflater->near_symbols[distance];
  int symbol = DEFLATE_DISTANCES - 1;
  while (DISTANCE_BASE[symbol] > distance)
    symbol--;
  return symbol;
}

/* ---- Huffman codes ---- */

/* A code for `count` symbols: how many bits each has (0: not used), and the bits, first bit lowest.
 */
typedef struct Code {
  uint8_t lengths[DEFLATE_LITERALS];
  uint16_t bits[DEFLATE_LITERALS];
} Code;

typedef struct Leaf {
  uint32_t weight;
  int symbol;
} Leaf;

static int
compare_leaves(const void *a, const void *b)
{
  const Leaf *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight < y->weight ? -1 : 1;
  return x->symbol - y->symbol;
}

/* Depths of the Huffman tree over sorted leaves, by two queues; returns the greatest. */
static int
tree_depths(const Leaf *leaves, int count, uint8_t *depths)
{
  uint32_t weights[2 * DEFLATE_LITERALS];
  int parents[2 * DEFLATE_LITERALS], deep[2 * DEFLATE_LITERALS];
  for (int i = 0; i < count; i++)
    weights[i] = leaves[i].weight;
  int leaf = 0, inner = count, end = count;
  while (end < 2 * count - 1) {
    weights[end] = 0;
    for (int k = 0; k < 2; k++) {
      int least =
          leaf < count && (inner >= end || weights[leaf] <= weights[inner]) ? leaf++ : inner++;
      weights[end] += weights[least];
      parents[least] = end;
    }
    end++;
  }
  int greatest = 0;
  deep[end - 1] = 0;
  for (int i = end - 2; i >= 0; i--) {
    deep[i] = deep[parents[i]] + 1;
    greatest = MAX(greatest, deep[i]);
    if (i < count)
      depths[i] = (uint8_t)MIN(deep[i], 255);
  }
  return greatest;
}

/* Code lengths of at most `limit` bits. Where the best tree is deeper, the weights are drawn nearer
 * to each other until it is not: a little longer than the best code, and rare. */
static void
code_lengths(const uint32_t *counts, int count, int limit, uint8_t *lengths)
{
  Leaf leaves[DEFLATE_LITERALS];
  uint8_t depths[DEFLATE_LITERALS];
  int used = 0;
  memset(lengths, 0, (size_t)count);
  for (int i = 0; i < count; i++)
    if (counts[i])
      leaves[used++] = (Leaf){ counts[i], i };
  if (used < 2) { /* a code needs two symbols to be complete */
    lengths[used ? leaves[0].symbol : 0] = 1;
    lengths[used && leaves[0].symbol == 0 ? 1 : used ? 0 : 1] = 1;
    return;
  }
  qsort(leaves, (size_t)used, sizeof *leaves, compare_leaves);
  while (tree_depths(leaves, used, depths) > limit)
    for (int i = 0; i < used; i++)
      leaves[i].weight = leaves[i].weight / 2 + 1;
  for (int i = 0; i < used; i++)
    lengths[leaves[i].symbol] = depths[i];
}

/* Canonical codes from their lengths (RFC 1951, 3.2.2). */
static void
make_code(const uint32_t *counts, int count, int limit, Code *code)
{
  int of_length[CODE_BITS_MAX + 1] = { 0 }, next[CODE_BITS_MAX + 2] = { 0 };
  code_lengths(counts, count, limit, code->lengths);
  for (int i = 0; i < count; i++)
    of_length[code->lengths[i]]++;
  of_length[0] = 0;
  for (int bits = 1; bits <= CODE_BITS_MAX; bits++)
    next[bits + 1] = (next[bits] + of_length[bits]) << 1;
  for (int i = 0; i < count; i++) {
    unsigned value = (unsigned)next[code->lengths[i]]++, reversed = 0;
    for (int bit = 0; bit < code->lengths[i]; bit++)
      reversed |= (value >> bit & 1) << (code->lengths[i] - 1 - bit);
    code->bits[i] = (uint16_t)reversed;
  }
}

/* ---- bits ---- */

/* At most 32 at a time; the room for them is there. */
static inline void
put(Deflater *deflater, uint8_t **at, uint32_t value, int count)
{
  deflater->bits |= (uint64_t)value << deflater->bit_count;
  deflater->bit_count += count;
  while (deflater->bit_count >= 8) {
    *(*at)++ = (uint8_t)deflater->bits;
    deflater->bits >>= 8;
    deflater->bit_count -= 8;
  }
}

static void
put_header(Deflater *deflater, uint8_t **at, const Code *literals, const Code *distances, bool last)
{
  static const uint8_t ORDER[LENGTH_SYMBOLS] = { 16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                 11, 4,  12, 3, 13, 2, 14, 1, 15 };
  uint8_t lengths[DEFLATE_LITERALS + DEFLATE_DISTANCES];
  uint32_t counts[LENGTH_SYMBOLS] = { 0 };
  Code code = { 0 };
  memcpy(lengths, literals->lengths, DEFLATE_LITERALS);
  memcpy(lengths + DEFLATE_LITERALS, distances->lengths, DEFLATE_DISTANCES);
  for (size_t i = 0; i < sizeof lengths; i++)
    counts[lengths[i]]++;
  make_code(counts, LENGTH_SYMBOLS, LENGTH_CODE_BITS_MAX, &code);
  put(deflater, at, last, 1);
  put(deflater, at, 2, 2); /* a block with its own codes */
  put(deflater, at, DEFLATE_LITERALS - 257, 5);
  put(deflater, at, DEFLATE_DISTANCES - 1, 5);
  put(deflater, at, LENGTH_SYMBOLS - 4, 4);
  for (int i = 0; i < LENGTH_SYMBOLS; i++)
    put(deflater, at, code.lengths[ORDER[i]], 3);
  for (size_t i = 0; i < sizeof lengths; i++)
    put(deflater, at, code.bits[lengths[i]], code.lengths[lengths[i]]);
}

static void
put_match(Deflater *deflater, uint8_t **at, uint32_t token, const Code *literals,
          const Code *distances)
{
  uint32_t length = token >> 16, distance = token & 0xffff;
  int symbol = deflater->length_symbols[length];
  put(deflater, at, literals->bits[257 + symbol], literals->lengths[257 + symbol]);
  put(deflater, at, length - LENGTH_BASE[symbol], LENGTH_EXTRA[symbol]);
  symbol = distance_symbol(deflater, distance);
  put(deflater, at, distances->bits[symbol], distances->lengths[symbol]);
  put(deflater, at, distance - DISTANCE_BASE[symbol], distance_extra(symbol));
}

static void
flush_block(Deflater *deflater, bool last)
{
  Code literals = { 0 }, distances = { 0 };
  deflater->literal_counts[END_OF_BLOCK] = 1;
  make_code(deflater->literal_counts, DEFLATE_LITERALS, CODE_BITS_MAX, &literals);
  make_code(deflater->distance_counts, DEFLATE_DISTANCES, CODE_BITS_MAX, &distances);
  /* a match has at most 48 bits, a header fewer than 2,600 */
  guint before = deflater->out->len;
  g_byte_array_set_size(deflater->out, before + (guint)deflater->count * 6 + 512);
  uint8_t *at = deflater->out->data + before;
  put_header(deflater, &at, &literals, &distances, last);
  for (size_t i = 0; i < deflater->count; i++) {
    uint32_t token = deflater->tokens[i];
    if (token >> 16)
      put_match(deflater, &at, token, &literals, &distances);
    else
      put(deflater, &at, literals.bits[token], literals.lengths[token]);
  }
  put(deflater, &at, literals.bits[END_OF_BLOCK], literals.lengths[END_OF_BLOCK]);
  if (last)
    put(deflater, &at, 0, 7);
  g_byte_array_set_size(deflater->out, (guint)(at - deflater->out->data));
  memset(deflater->literal_counts, 0, sizeof deflater->literal_counts);
  memset(deflater->distance_counts, 0, sizeof deflater->distance_counts);
  deflater->count = 0;
}

static void
add_token(Deflater *deflater, uint32_t token)
{
  if (deflater->count == BLOCK_TOKENS)
    flush_block(deflater, false);
  deflater->tokens[deflater->count++] = token;
}

void
deflate_literal(Deflater *deflater, uint8_t byte)
{
  add_token(deflater, byte);
  deflater->literal_counts[byte]++;
}

void
deflate_match(Deflater *deflater, size_t length, uint32_t distance)
{
  while (length) {
    /* no rest may be shorter than a match can be */
    size_t piece = length <= MATCH_MAX      ? length
                   : length - MATCH_MAX < 3 ? MATCH_MAX - 3
                                            : MATCH_MAX;
    add_token(deflater, (uint32_t)piece << 16 | distance);
    deflater->literal_counts[257 + deflater->length_symbols[piece]]++;
    deflater->distance_counts[distance_symbol(deflater, distance)]++;
    length -= piece;
  }
}

void
deflate_end(Deflater *deflater)
{
  flush_block(deflater, true);
  g_clear_pointer(&deflater->tokens, g_free);
}

/* The writing half of DEFLATE (RFC 1951): tokens in, blocks with their own Huffman codes out. Which
 * bytes repeat is for the caller to find, who knows his data better than a general search. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DEFLATE_WINDOW 32768
#define DEFLATE_LITERALS 286
#define DEFLATE_DISTANCES 30

typedef struct Deflater {
  GByteArray *out;
  uint64_t bits; /* not yet whole bytes */
  int bit_count;
  uint32_t *tokens; /* length << 16 | distance, or the literal with length 0 */
  size_t count;
  uint32_t literal_counts[DEFLATE_LITERALS], distance_counts[DEFLATE_DISTANCES];
  uint8_t length_symbols[259]; /* by length: which symbol, from 0 */
  uint8_t near_symbols[257];   /* by distance up to 256 */
} Deflater;

/* Appends to `out`, which the caller owns. */
void deflate_begin(Deflater *deflater, GByteArray *out);
void deflate_literal(Deflater *deflater, uint8_t byte);
/* Repeats `length` (>= 3) bytes from `distance` (1 to DEFLATE_WINDOW) back. */
void deflate_match(Deflater *deflater, size_t length, uint32_t distance);
/* Ends the stream and frees what the deflater holds. */
void deflate_end(Deflater *deflater);

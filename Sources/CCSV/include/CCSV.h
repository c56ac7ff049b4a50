// Finding the bytes that matter in CSV, 64 at a time: SSE2 where the machine has it, plain C elsewhere.
// In C because Swift's SIMD types have no instruction that packs a comparison into bits.
#ifndef CCSV_H
#define CCSV_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// One bit for each of 64 bytes, the first byte's the lowest.
typedef struct {
  // Delimiter, LF or CR.
  uint64_t ends;
  // Quote or escape.
  uint64_t quotes;
} quire_csv_masks;

// Looks at 64 bytes, all of which can be read.
static inline quire_csv_masks quire_csv_scan(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote, uint8_t escape) {
  quire_csv_masks masks = {0, 0};
#ifdef __SSE2__
  const __m128i d = _mm_set1_epi8((char)delimiter), q = _mm_set1_epi8((char)quote),
                e = _mm_set1_epi8((char)escape), lf = _mm_set1_epi8(0x0A),
                cr = _mm_set1_epi8(0x0D);
  for (int i = 0; i < 4; i++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
    const __m128i ends = _mm_or_si128(
        _mm_cmpeq_epi8(v, d), _mm_or_si128(_mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, cr)));
    const __m128i quotes = _mm_or_si128(_mm_cmpeq_epi8(v, q), _mm_cmpeq_epi8(v, e));
    masks.ends |= (uint64_t)(uint32_t)_mm_movemask_epi8(ends) << (16 * i);
    masks.quotes |= (uint64_t)(uint32_t)_mm_movemask_epi8(quotes) << (16 * i);
  }
#else
  for (int i = 0; i < 64; i++) {
    const uint8_t b = bytes[i];
    masks.ends |= (uint64_t)(b == delimiter || b == 0x0A || b == 0x0D) << i;
    masks.quotes |= (uint64_t)(b == quote || b == escape) << i;
  }
#endif
  return masks;
}

// What a run of bytes holds.
typedef struct {
  uint64_t line_feeds;
  uint64_t carriage_returns;
  uint64_t quotes;
  // Whether a byte is NUL, whether one is above 0x7F.
  int has_nul;
  int is_ascii;
} quire_csv_counts;

// Counts over any run of bytes.
quire_csv_counts quire_csv_survey(const uint8_t *bytes, size_t count, uint8_t quote);

// Gives the offset of the first NUL, or `count`.
size_t quire_csv_first_nul(const uint8_t *bytes, size_t count);

#endif

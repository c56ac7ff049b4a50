// One walk over a text before it is cut into records.

#include "CCSV.h"

static void add(quire_csv_counts *counts, uint8_t byte, uint8_t quote) {
  counts->line_feeds += byte == 0x0A;
  counts->carriage_returns += byte == 0x0D;
  counts->quotes += byte == quote;
  counts->has_nul |= byte == 0;
  counts->is_ascii &= byte < 0x80;
}

quire_csv_counts quire_csv_survey(const uint8_t *bytes, size_t count, uint8_t quote) {
  quire_csv_counts counts = {0, 0, 0, 0, 1};
  size_t i = 0;
#ifdef __SSE2__
  const __m128i q = _mm_set1_epi8((char)quote), lf = _mm_set1_epi8(0x0A),
                cr = _mm_set1_epi8(0x0D), zero = _mm_setzero_si128();
  while (count - i >= 16) {
    // Comparisons give -1 in each byte, so a byte of a sum holds at most 255 rounds.
    size_t rounds = (count - i) / 16;
    if (rounds > 255) rounds = 255;
    __m128i feeds = zero, returns = zero, quotes = zero, nuls = zero, all = zero;
    for (size_t r = 0; r < rounds; r++, i += 16) {
      const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + i));
      feeds = _mm_sub_epi8(feeds, _mm_cmpeq_epi8(v, lf));
      returns = _mm_sub_epi8(returns, _mm_cmpeq_epi8(v, cr));
      quotes = _mm_sub_epi8(quotes, _mm_cmpeq_epi8(v, q));
      nuls = _mm_or_si128(nuls, _mm_cmpeq_epi8(v, zero));
      all = _mm_or_si128(all, v);
    }
    const __m128i f = _mm_sad_epu8(feeds, zero), c = _mm_sad_epu8(returns, zero),
                  s = _mm_sad_epu8(quotes, zero);
    counts.line_feeds += (uint64_t)(_mm_cvtsi128_si64(f) + _mm_cvtsi128_si64(_mm_srli_si128(f, 8)));
    counts.carriage_returns +=
        (uint64_t)(_mm_cvtsi128_si64(c) + _mm_cvtsi128_si64(_mm_srli_si128(c, 8)));
    counts.quotes += (uint64_t)(_mm_cvtsi128_si64(s) + _mm_cvtsi128_si64(_mm_srli_si128(s, 8)));
    counts.has_nul |= _mm_movemask_epi8(nuls) != 0;
    counts.is_ascii &= _mm_movemask_epi8(all) == 0;
  }
#endif
  for (; i < count; i++) add(&counts, bytes[i], quote);
  return counts;
}

size_t quire_csv_first_nul(const uint8_t *bytes, size_t count) {
  const uint8_t *found = count ? memchr(bytes, 0, count) : 0;
  return found ? (size_t)(found - bytes) : count;
}

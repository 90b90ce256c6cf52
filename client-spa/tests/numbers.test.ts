import { expect, test } from 'vitest'
import { formatDuration, formatShare, formatTokens } from '@/ui/format/numbers'

test.each([
  [999, '999'],
  [8500, '8.5K'],
  [148_912, '149K'],
  [1_200_000, '1.2M'],
  [71_800_000, '71.8M'],
  [99_960, '100K'],
  [2_000_000, '2M'],
])('%i tokens are %s', (count, shown) => expect(formatTokens(count)).toBe(shown))

test.each([
  [840, '0.84 s'],
  [18_400, '18.4 s'],
  [124_000, '2 min 4 s'],
])('%i ms are %s', (milliseconds, shown) => expect(formatDuration(milliseconds)).toBe(shown))

test('shares come from exact integers', () => {
  expect(formatShare(469n, 1000n)).toBe('46.9%')
  expect(formatShare(5n, 0n)).toBe('0%')
})

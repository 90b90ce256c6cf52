import type { Charge } from '@/api/generated'
import { nano, toUsd } from '@/ui/format/money'

const MILLION = 1_000_000n
const CACHE = ['cacheRead', 'cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h', 'cacheWrite12h']

/** What the prompt cost with the cache, and what it would have cost without, before multipliers. */
export interface CacheEffect {
  withUsd: string
  withoutUsd: string
}

/** Undefined when the cache took no part, or its rate to compare with is unknown. */
export function cacheEffect(charge: Charge): CacheEffect | undefined {
  const input = charge.lines.find((line) => line.class === 'input')
  const cached = charge.lines.filter((line) => CACHE.includes(line.class))
  if (!input || cached.every((line) => line.class !== 'cacheRead')) return undefined
  const prompt = [input, ...cached]
  const tokens = prompt.reduce((sum, line) => sum + BigInt(line.tokens), 0n)
  const paid = prompt.reduce((sum, line) => sum + nano(line.costUsd), 0n)
  return { withUsd: toUsd(paid), withoutUsd: toUsd((tokens * nano(input.usdPerMillion)) / MILLION) }
}

/** What was reserved and not needed. */
export function releasedUsd(reservedUsd: string, costUsd: string): string {
  const released = nano(reservedUsd) - nano(costUsd)
  return toUsd(released > 0n ? released : 0n)
}

const STEPS: readonly [number, string][] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
]

/** Tokens below 1,000 in full, then `8.5K 156K 71.8M`. */
export function formatTokens(count: number): string {
  for (const [size, letter] of STEPS) {
    if (count < size) continue
    const scaled = count / size
    return `${scaled < 99.95 ? trimmed(scaled.toFixed(1)) : Math.round(scaled)}${letter}`
  }
  return String(count)
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat('en').format(count)
}

/** `93%`, from exact integers of any size. */
export function formatShare(part: bigint, whole: bigint): string {
  if (whole === 0n) return '0%'
  return `${trimmed((Number((part * 10_000n) / whole) / 100).toFixed(1))}%`
}

/** `0.84 s`, `18.4 s`, `2 min 4 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(2)} s`
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

function trimmed(decimal: string): string {
  return decimal.replace(/\.0$/, '')
}

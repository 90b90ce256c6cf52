/** Billionths of a dollar: what the API's nine places say, without a float in between. */
export type Nano = bigint

const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,9}))?$/
const PLACES = 9
/** Minus sign and word joiner: the minus never parts from its amount. */
const MINUS = '\u2212\u2060'

/** Reads `-12.345` or `12.345000000`; refuses what is not a decimal with up to nine places. */
export function nano(usd: string): Nano {
  const match = DECIMAL.exec(usd)
  if (!match) throw new Error(`amount: ${usd} (expected: a decimal with up to nine places)`)
  const units = BigInt(match[2]!) * 1_000_000_000n + BigInt((match[3] ?? '').padEnd(PLACES, '0'))
  return match[1] ? -units : units
}

/** The API's own form: a decimal string with nine places. */
export function toUsd(amount: Nano): string {
  const { minus, whole, fraction } = parts(amount)
  return `${minus ? '-' : ''}${whole}.${fraction}`
}

/** `$1,234.56`; more than zero but less than is shown becomes `<$0.0001`; nothing at all is `$0`. */
export function formatUsd(usd: string, places: number): string {
  const amount = nano(usd)
  if (amount === 0n) return places === 2 ? '$0.00' : '$0'
  const unit = 10n ** BigInt(PLACES - places)
  const magnitude = amount < 0n ? -amount : amount
  const sign = amount < 0n ? MINUS : ''
  if (magnitude < unit) return `${amount < 0n ? sign : '<'}$${toUsd(unit).slice(0, 2 + places)}`
  const { whole, fraction } = parts(((magnitude + unit / 2n) / unit) * unit)
  return `${sign}$${grouped(whole)}${places > 0 ? `.${fraction.slice(0, places)}` : ''}`
}

/** All nine places, parted where the fine print begins. */
export function exactUsd(usd: string): { shown: string; fine: string } {
  const { minus, whole, fraction } = parts(nano(usd))
  return { shown: `${minus ? MINUS : ''}$${grouped(whole)}.${fraction.slice(0, 4)}`, fine: fraction.slice(4) }
}

/** A rate as the price book has it: two places, more only where the rate has more. */
export function formatRate(usd: string): string {
  const { whole, fraction } = parts(nano(usd))
  return `$${grouped(whole)}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

/** What a person types into an amount field, in the API's form; undefined when it is no amount above zero. */
export function parseAmount(typed: string): string | undefined {
  const text = typed.trim().replace(/^\$/, '').replaceAll(',', '')
  return DECIMAL.test(text) && nano(text) > 0n ? toUsd(nano(text)) : undefined
}

/** Dollars as a float for the height of a bar, and for nothing else. */
export function plotHeight(usd: string): number {
  return Number(nano(usd)) / 1e9
}

export function sumUsd(amounts: readonly string[]): string {
  return toUsd(amounts.reduce((sum, amount) => sum + nano(amount), 0n))
}

function parts(amount: Nano): { minus: boolean; whole: string; fraction: string } {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(PLACES + 1, '0')
  return { minus: amount < 0n, whole: digits.slice(0, -PLACES), fraction: digits.slice(-PLACES) }
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',')
}

import type { Usage, UsageSum } from '@/api/generated'
import { nano, plotHeight, toUsd } from '../format/money'

export type Measure = 'cost' | 'tokens' | 'requests'
export type Step = 'minute' | 'hour' | 'day'

/** Colours 1–6 in the theme; 0 is the grey of "Other". */
export type Colour = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** One colour of the stack: a group, or all the small ones together. */
export interface Band {
  id: string
  label: string
  colour: Colour
  values: number[]
  costUsd: string
  tokens: number
  requests: number
}

export const OTHER = 'other'
const COLOURS = 6

/** Gives colours by rank and keeps them, so that nothing changes colour while the page is open. */
export class ColourMemory {
  readonly #given = new Map<string, Colour>()

  of(id: string): Colour {
    const known = this.#given.get(id)
    if (known !== undefined) return known
    const colour = (this.#given.size < COLOURS ? this.#given.size + 1 : 0) as Colour
    this.#given.set(id, colour)
    return colour
  }
}

/** The first instants of the steps in a period. */
export function stepsOf(from: Date, to: Date, step: Step): Date[] {
  const steps: Date[] = []
  for (let at = from; at < to; at = after(at, step)) steps.push(at)
  return steps
}

function after(at: Date, step: Step): Date {
  if (step === 'day') return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1)
  return new Date(at.getTime() + (step === 'hour' ? 3_600_000 : 60_000))
}

/** Orders groups by charge and folds all but the six biggest into "Other". */
export function bandsOf(usage: Usage, steps: readonly Date[], measure: Measure, colours: ColourMemory): Band[] {
  const ranked = [...usage.groups].toSorted((a, b) => compare(nano(b.costUsd), nano(a.costUsd)) || b.requests - a.requests)
  const bands: Band[] = []
  for (const group of ranked) {
    const colour = colours.of(group.id)
    const heights = new Map(group.series.map((point) => [Date.parse(point.from), heightOf(point, measure)]))
    const band: Band = {
      id: colour === 0 ? OTHER : group.id,
      label: group.label,
      colour,
      values: steps.map((at) => heights.get(at.getTime()) ?? 0),
      costUsd: group.costUsd,
      tokens: group.tokens.total,
      requests: group.requests,
    }
    const other = bands.find(({ colour }) => colour === 0)
    if (colour === 0 && other) absorb(other, band)
    else bands.push(band)
  }
  return bands.toSorted((a, b) => Number(a.colour === 0) - Number(b.colour === 0))
}

function absorb(other: Band, band: Band): void {
  other.values = other.values.map((value, i) => value + (band.values[i] ?? 0))
  other.costUsd = toUsd(nano(other.costUsd) + nano(band.costUsd))
  other.tokens += band.tokens
  other.requests += band.requests
}

function heightOf(sum: UsageSum, measure: Measure): number {
  if (measure === 'cost') return plotHeight(sum.costUsd)
  return measure === 'tokens' ? sum.tokens.total : sum.requests
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

import { daysAfter, startOfDay } from '@/ui/format/time'
import type { Step } from '@/ui/charts/stack'

export type Preset = '1h' | '24h' | '7d' | '30d'

export const PRESETS: readonly Preset[] = ['1h', '24h', '7d', '30d']

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** A range of whole steps that ends now. */
export interface Period {
  from: Date
  to: Date
  step: Step
}

export function periodOf(preset: Preset, now: Date): Period {
  switch (preset) {
    case '1h':
      return { from: floor(now, MINUTE_MS, 59), to: now, step: 'minute' }
    case '24h':
      return { from: floor(now, HOUR_MS, 23), to: now, step: 'hour' }
    case '7d':
      return { from: daysAfter(startOfDay(now), -6), to: now, step: 'day' }
    case '30d':
      return { from: daysAfter(startOfDay(now), -29), to: now, step: 'day' }
  }
}

/** The start of the step of `now`, and `back` steps before it. */
function floor(now: Date, stepMs: number, back: number): Date {
  return new Date(Math.floor(now.getTime() / stepMs) * stepMs - back * stepMs)
}

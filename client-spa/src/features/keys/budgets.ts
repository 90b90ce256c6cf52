import type { Key } from '@/api/generated'
import { nano } from '@/ui/format/money'

/** How full a budget of a key is. */
export interface Fill {
  period: 'day' | 'month'
  usedUsd: string
  limitUsd: string
  percent: number
}

/** The fullest of the budgets whose use the list knows; undefined without one. */
export function tightest(key: Key): Fill | undefined {
  if (!key.usage) return undefined
  const fills = [
    fill('day', key.usage.today.costUsd, key.budget?.dayUsd),
    fill('month', key.usage.month.costUsd, key.budget?.monthUsd),
  ]
  return fills.filter((one) => one !== undefined).toSorted((a, b) => b.percent - a.percent)[0]
}

function fill(period: Fill['period'], usedUsd: string, limitUsd: string | undefined): Fill | undefined {
  if (limitUsd === undefined || nano(limitUsd) <= 0n) return undefined
  const percent = Number((nano(usedUsd) * 100n) / nano(limitUsd))
  return { period, usedUsd, limitUsd, percent: Math.min(100, Math.max(0, percent)) }
}

import { expect, test } from 'vitest'
import type { Usage, UsageSum } from '@/api/generated'
import { bandsOf, ColourMemory, stepsOf } from '@/ui/charts/stack'

const AT = '2026-11-22T10:00:00.000Z'

function sum(cost: number): UsageSum {
  const tokens = { input: cost, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite30m: 0, cacheWrite1h: 0, cacheWrite12h: 0, reasoning: 0, total: cost }
  return { requests: 1, errors: 0, tokens, costUsd: `${cost}.000000000` }
}
function usage(costs: Record<string, number>): Usage {
  const groups = Object.entries(costs).map(([id, cost]) => ({ id, label: id, ...sum(cost), series: [{ from: AT, ...sum(cost) }] }))
  return { asOf: AT, totals: sum(0), series: [], groups }
}
const steps = [new Date('2026-11-22T09:00:00Z'), new Date(AT)]

test('orders by charge, folds the rest into Other and loses nothing', () => {
  const bands = bandsOf(usage({ a: 1, b: 9, c: 3, d: 4, e: 5, f: 6, g: 7, h: 2 }), steps, 'cost', new ColourMemory())
  expect(bands.map(({ id }) => id)).toEqual(['b', 'g', 'f', 'e', 'd', 'c', 'other'])
  expect(bands.at(-1)).toMatchObject({ colour: 0, costUsd: '3.000000000', requests: 2, values: [0, 3] })
})

test('a colour stays with its group while the page is open', () => {
  const colours = new ColourMemory()
  const before = bandsOf(usage({ a: 1, b: 2 }), steps, 'cost', colours)
  const after = bandsOf(usage({ a: 9, b: 2, c: 5 }), steps, 'cost', colours)
  const colourOf = (bands: typeof before, id: string) => bands.find((band) => band.id === id)?.colour
  expect(colourOf(after, 'a')).toBe(colourOf(before, 'a'))
  expect(colourOf(after, 'b')).toBe(colourOf(before, 'b'))
})

test('days of a period are cut in local time, hours by the hour', () => {
  expect(stepsOf(new Date(2026, 9, 24), new Date(2026, 9, 27), 'day').map((day) => day.getDate())).toEqual([24, 25, 26])
  expect(stepsOf(new Date('2026-11-22T09:00:00Z'), new Date('2026-11-22T11:30:00Z'), 'hour')).toHaveLength(3)
})

import { expect, test } from 'vitest'
import type { Record as RequestRecord } from '@/api/generated'
import { withNewest, withOlder } from '@/features/usage/merge'

const ZERO = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite30m: 0, cacheWrite1h: 0, cacheWrite12h: 0, reasoning: 0, total: 0 }

function record(n: number): RequestRecord {
  return {
    id: `req_${n}`, at: new Date(1_800_000_000_000 + n * 1000).toISOString(), keyId: 'ck_1', service: 'claude', route: '/v1/messages',
    model: 'claude-opus-5-5', stream: true, status: 200, outcome: 'ok', basis: 'REPORTED', tokens: ZERO, costUsd: '0.000000001',
    metadata: {}, priceBook: 'pb-2026-11-03.2',
  }
}
const page = (from: number, to: number, nextCursor?: string) => {
  const items = Array.from({ length: from - to + 1 }, (_, i) => record(from - i))
  return { asOf: items[0]!.at, items, ...(nextCursor ? { nextCursor } : {}) }
}
const ids = (known: { items: RequestRecord[] }) => known.items.map(({ id }) => Number(id.slice(4)))

test('new requests come in front and older ones stay', () => {
  const known = withOlder({ items: page(10, 6).items, nextCursor: 'c6' }, page(5, 1, 'c1'))
  const merged = withNewest(known, page(12, 8, 'c8'))
  expect(ids(merged)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(merged.nextCursor).toBe('c1')
})

test('a page that does not reach the known ones replaces them, so that there is never a hole', () => {
  const merged = withNewest({ items: page(10, 6).items, nextCursor: 'c6' }, page(30, 26, 'c26'))
  expect(ids(merged)).toEqual([30, 29, 28, 27, 26])
  expect(merged.nextCursor).toBe('c26')
})

test('an older page never repeats a request', () => {
  const known = withOlder({ items: page(10, 6).items, nextCursor: 'c6' }, page(7, 3))
  expect(ids(known)).toEqual([10, 9, 8, 7, 6, 5, 4, 3])
  expect(known.nextCursor).toBeUndefined()
})

import { expect, test } from 'vitest'
import { EMPTY_DRAFT, problemsOf, toNewKey } from '@/features/keys/newKey'

const NOW = new Date('2026-11-22T00:00:00Z')

test('leaves out what was left empty', () => {
  expect(toNewKey({ ...EMPTY_DRAFT, name: ' Laptop ', expiry: 'never' }, NOW)).toEqual({ name: 'Laptop', permissions: ['claude', 'codex'] })
})

test('sends money as nine places and counts as integers', () => {
  const key = toNewKey({ ...EMPTY_DRAFT, name: 'CI', rpm: '1,000', dayUsd: '3', monthUsd: '25.5' }, NOW)
  expect(key).toMatchObject({ rateLimit: { rpm: 1000 }, budget: { dayUsd: '3.000000000', monthUsd: '25.500000000' }, expiresAt: '2027-02-20T00:00:00.000Z' })
})

test('names each field that is wrong', () => {
  expect(problemsOf({ ...EMPTY_DRAFT, services: [], rpm: '0', dayUsd: 'much' })).toEqual({ name: 'required', services: 'required', rpm: 'count', dayUsd: 'amount' })
})

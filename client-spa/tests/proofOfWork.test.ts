import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { solve } from '@/api/proofOfWork'
import { sha256 } from '@/api/sha256'

const oracle = (text: string) => createHash('sha256').update(text).digest('hex')

test('hashes as everyone else does, whatever the length', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'sluice·'.repeat(40).slice(0, length)
    expect(sha256(text)).toBe(oracle(text))
  }
})

test('finds the number and hands back what the server signed', () => {
  const challenge = { algorithm: 'SHA-256' as const, challenge: oracle('salt?expires=1&4321'), maxnumber: 50_000, salt: 'salt?expires=1&', signature: 'sig' }
  const payload = JSON.parse(atob(solve(challenge)))
  expect(payload).toEqual({ algorithm: 'SHA-256', challenge: challenge.challenge, number: 4321, salt: challenge.salt, signature: 'sig' })
})

test('gives up at the bound instead of running for ever', () => {
  const challenge = { algorithm: 'SHA-256' as const, challenge: 'never', maxnumber: 100, salt: 's', signature: '' }
  expect(() => solve(challenge)).toThrow('no number up to 100')
})

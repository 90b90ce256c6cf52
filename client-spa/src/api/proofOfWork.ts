import type { Challenge } from './generated'
import { sha256 } from './sha256'

/** Numbers a challenge may make us try; more is a mistake of the server. */
export const MAX_NUMBER = 5_000_000

/** The ALTCHA payload for a challenge: base64 of the challenge with the number that solves it. */
export function solve({ algorithm, challenge, maxnumber, salt, signature }: Challenge): string {
  if (algorithm !== 'SHA-256') throw new Error(`challenge algorithm: ${algorithm} (expected: SHA-256)`)
  const last = Math.min(maxnumber, MAX_NUMBER)
  for (let number = 0; number <= last; number++) {
    if (sha256(salt + number) === challenge) return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
  }
  throw new Error(`challenge: no number up to ${last} solves it`)
}

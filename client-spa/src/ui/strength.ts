/** How hard a password is to guess, 0 (at once) to 4, and why. The server decides; this advises while typing. */
export interface Strength {
  score: 0 | 1 | 2 | 3 | 4
  /** Keys of the reasons, worst first. */
  reasons: Reason[]
}

export type Reason = 'short' | 'common' | 'personal' | 'repeated' | 'sequence' | 'year'

export const LENGTH_MIN = 8

const COMMON = /passw|kennwort|qwert|asdf|zxcv|letmein|welcome|admin|login|iloveyou|monkey|dragon|football|sunshine|princess|abc123|secret|sluice/i
const REPEATED = /(.)\1{2,}|(.{2,})\2/
const YEAR = /(19|20)\d\d|\d\d$/
const SEQUENCES = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const SEQUENCE_MIN = 4
/** Bits of guessing work from which the next score begins. */
const STEPS = [24, 36, 48, 62]

export function strengthOf(password: string, personal: readonly string[]): Strength {
  const reasons = reasonsAgainst(password, personal)
  if (password.length < LENGTH_MIN) return { score: 0, reasons }
  const costly = reasons.filter((reason) => reason !== 'year').length
  const bits = varied(password) * Math.log2(alphabet(password)) - costly * 14 - (reasons.includes('year') ? 5 : 0)
  return { score: STEPS.filter((step) => bits >= step).length as Strength['score'], reasons }
}

function reasonsAgainst(password: string, personal: readonly string[]): Reason[] {
  const reasons: Reason[] = []
  if (password.length < LENGTH_MIN) reasons.push('short')
  if (COMMON.test(password)) reasons.push('common')
  if (containsPersonal(password.toLowerCase(), personal)) reasons.push('personal')
  if (REPEATED.test(password)) reasons.push('repeated')
  if (containsSequence(password.toLowerCase())) reasons.push('sequence')
  if (YEAR.test(password)) reasons.push('year')
  return reasons
}

function containsPersonal(password: string, personal: readonly string[]): boolean {
  const words = personal.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return words.some((word) => word.length > 2 && password.includes(word))
}

function containsSequence(password: string): boolean {
  for (let at = 0; at + SEQUENCE_MIN <= password.length; at++) {
    const piece = password.slice(at, at + SEQUENCE_MIN)
    const backwards = [...piece].toReversed().join('')
    if (SEQUENCES.some((sequence) => sequence.includes(piece) || sequence.includes(backwards))) return true
  }
  return false
}

/** Characters, counting a long run of one kind of letter for less than a mix. */
function varied(password: string): number {
  return Math.min(password.length, new Set(password).size * 1.6)
}

function alphabet(password: string): number {
  let size = 0
  if (/[a-z]/.test(password)) size += 26
  if (/[A-Z]/.test(password)) size += 26
  if (/\d/.test(password)) size += 10
  if (/[^a-zA-Z0-9]/.test(password)) size += 32
  return Math.max(size, 2)
}

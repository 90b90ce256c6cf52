import type { Budget, NewKey, RateLimit, Service } from '@/api/generated'
import { parseAmount } from '@/ui/format/money'

export type Expiry = '30' | '90' | '365' | 'never'

/** What the form holds: texts as they were typed. */
export interface KeyDraft {
  name: string
  services: Service[]
  expiry: Expiry
  rpm: string
  tpm: string
  concurrency: string
  dayUsd: string
  monthUsd: string
}

export type DraftProblem = 'required' | 'amount' | 'count'
export type DraftProblems = Partial<Record<keyof KeyDraft, DraftProblem>>

export const EMPTY_DRAFT: KeyDraft = {
  name: '',
  services: ['claude', 'codex'],
  expiry: '90',
  rpm: '',
  tpm: '',
  concurrency: '',
  dayUsd: '',
  monthUsd: '',
}

const COUNTS = ['rpm', 'tpm', 'concurrency'] as const
const AMOUNTS = ['dayUsd', 'monthUsd'] as const
const DAY_MS = 86_400_000

export function problemsOf(draft: KeyDraft): DraftProblems {
  const problems: DraftProblems = {}
  if (draft.name.trim() === '') problems.name = 'required'
  if (draft.services.length === 0) problems.services = 'required'
  for (const field of COUNTS) if (draft[field].trim() !== '' && count(draft[field]) === undefined) problems[field] = 'count'
  for (const field of AMOUNTS) if (draft[field].trim() !== '' && parseAmount(draft[field]) === undefined) problems[field] = 'amount'
  return problems
}

/** The request for a draft without problems; what was left empty is left out. */
export function toNewKey(draft: KeyDraft, now: Date): NewKey {
  const key: NewKey = { name: draft.name.trim(), permissions: draft.services }
  const rateLimit: RateLimit = {}
  const budget: Budget = {}
  for (const field of COUNTS) assign(rateLimit, field, count(draft[field]))
  for (const field of AMOUNTS) assign(budget, field, parseAmount(draft[field]))
  if (Object.keys(rateLimit).length > 0) key.rateLimit = rateLimit
  if (Object.keys(budget).length > 0) key.budget = budget
  if (draft.expiry !== 'never') key.expiresAt = new Date(now.getTime() + Number(draft.expiry) * DAY_MS).toISOString()
  return key
}

function count(typed: string): number | undefined {
  const text = typed.trim().replaceAll(',', '')
  return /^[1-9]\d{0,11}$/.test(text) ? Number(text) : undefined
}

function assign<T, K extends keyof T>(target: T, field: K, value: T[K] | undefined): void {
  if (value !== undefined) target[field] = value
}

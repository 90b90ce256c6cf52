import type { Outcome } from '@/api/generated'

/** Words and colours for how a request ended. */
export const OUTCOME_TONE: Record<Outcome, 'ok' | 'warn' | 'error' | 'off'> = {
  ok: 'ok',
  refused: 'off',
  'upstream-error': 'error',
  'client-cancel': 'warn',
  cut: 'warn',
  'relay-lost': 'error',
}

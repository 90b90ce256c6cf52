import { isAxiosError, isCancel } from 'axios'
import type { FieldProblem, Problem } from './generated'

/** What went wrong with a call: the server's RFC 9457 answer, or what stood in for it. */
export class ApiProblem extends Error {
  readonly status: number
  /** Stable and documented; `network` when no answer arrived. */
  readonly code: string
  readonly detail: string | undefined
  readonly fields: readonly FieldProblem[]
  readonly requestId: string | undefined
  /** Seconds the server asks to wait before the next try. */
  readonly retryAfter: number | undefined
  /** Proves that the password was right, where a second factor is asked for. */
  readonly ticket: string | undefined

  constructor(status: number, problem: Partial<Problem>, retryAfter?: number) {
    super(problem.title ?? problem.code ?? `status ${status}`)
    this.status = status
    this.code = problem.code ?? 'unexpected'
    this.detail = problem.detail
    this.fields = problem.errors ?? []
    this.requestId = problem.requestId
    this.retryAfter = retryAfter
    this.ticket = problem.ticket
  }
}

const RETRY_AFTER_MAX_SECONDS = 300

export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (!isAxiosError(error)) throw error
  const { response } = error
  if (!response) return new ApiProblem(0, { code: 'network' })
  const body: Partial<Problem> = isProblem(response.data) ? response.data : {}
  const requestId = body.requestId ?? header(response.headers['x-request-id'])
  return new ApiProblem(response.status, { ...body, requestId }, retryAfter(response.headers['retry-after']))
}

export function isCancelled(error: unknown): boolean {
  return isCancel(error)
}

function isProblem(data: unknown): data is Partial<Problem> {
  return typeof data === 'object' && data !== null && 'status' in data
}

function header(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function retryAfter(value: unknown): number | undefined {
  const seconds = Number.parseInt(header(value) ?? '', 10)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), RETRY_AFTER_MAX_SECONDS)
}

import type { AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { isAxiosError } from 'axios'
import { client } from './generated/client.gen'
import { ApiProblem, isCancelled, toProblem } from './problem'

const TIMEOUT_MS = 20_000
/** How often, and how long apart, a write that is still being decided is asked for again. */
const ASKS_MAX = 10
const ASK_AFTER_MS = 1000

/** Where the client takes the access token from, and how it gets the next one. */
export interface TokenSource {
  token(): string | null
  /** Resolves to whether there is a new token. */
  renew(): Promise<boolean>
}

interface Attempt extends InternalAxiosRequestConfig {
  renewed?: boolean
  asks?: number
}

/** Signs every call, and repeats a call once with a new token when the old one has run out. */
export function configureClient(source: TokenSource): void {
  client.setConfig({ baseURL: '/api', throwOnError: true, timeout: TIMEOUT_MS, withCredentials: true })
  signAndRenew(client.instance, source)
}

export function signAndRenew(http: AxiosInstance, source: TokenSource): void {
  http.interceptors.request.use((config) => {
    const token = source.token()
    if (token && needsToken(config.url)) config.headers.set('Authorization', `Bearer ${token}`)
    return config
  })
  http.interceptors.response.use((response) => whenDecided(http, response), async (error: unknown) => {
    if (isCancelled(error)) throw error
    const attempt = isAxiosError(error) ? (error.config as Attempt | undefined) : undefined
    const expired = isAxiosError(error) && error.response?.status === 401 && needsToken(attempt?.url)
    if (attempt && expired && !attempt.renewed && (await source.renew())) {
      attempt.renewed = true
      return http.request(attempt)
    }
    throw toProblem(error)
  })
}

/**
 * A write whose outcome is not known in time answers 202 with the place of its operation. Sending it again is safe
 * (same idempotency key, or idempotent by itself) and answers with the outcome.
 */
async function whenDecided(http: AxiosInstance, response: AxiosResponse): Promise<AxiosResponse> {
  if (response.status !== 202 || !String(response.headers['location'] ?? '').includes('/operations/')) return response
  const attempt = response.config as Attempt
  attempt.asks = (attempt.asks ?? 0) + 1
  if (attempt.asks > ASKS_MAX) throw new ApiProblem(202, { code: 'pending' })
  await new Promise((resolve) => setTimeout(resolve, ASK_AFTER_MS))
  return http.request(attempt)
}

/** The sign-in routes carry their own proof; an old token must not spoil them. */
function needsToken(url: string | undefined): boolean {
  return url !== undefined && (!url.includes('/auth/') || url.endsWith('/auth/logout'))
}

import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios'
import { isAxiosError } from 'axios'
import { client } from './generated/client.gen'
import { isCancelled, toProblem } from './problem'

const TIMEOUT_MS = 20_000

/** Where the client takes the access token from, and how it gets the next one. */
export interface TokenSource {
  token(): string | null
  /** Resolves to whether there is a new token. */
  renew(): Promise<boolean>
}

interface Attempt extends InternalAxiosRequestConfig {
  renewed?: boolean
}

/** Signs every call, and repeats a call once with a new token when the old one has run out. */
export function configureClient(source: TokenSource): void {
  client.setConfig({ baseURL: '/api/client', throwOnError: true, timeout: TIMEOUT_MS, withCredentials: true })
  signAndRenew(client.instance, source)
}

export function signAndRenew(http: AxiosInstance, source: TokenSource): void {
  http.interceptors.request.use((config) => {
    const token = source.token()
    if (token && needsToken(config.url)) config.headers.set('Authorization', `Bearer ${token}`)
    return config
  })
  http.interceptors.response.use(undefined, async (error: unknown) => {
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

/** The sign-in routes carry their own proof; an old token must not spoil them. */
function needsToken(url: string | undefined): boolean {
  return url !== undefined && (!url.includes('/auth/') || url.endsWith('/auth/logout'))
}

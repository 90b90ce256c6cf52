import { createHash } from 'node:crypto'
import type { Page, Route } from '@playwright/test'
import * as world from './world'

/** What the played server knows beside the made-up world. */
export interface Played {
  signedIn: boolean
  /** Answers some route with a problem instead; `GET /keys` → [503, …]. */
  broken: Map<string, { status: number; code: string; retryAfter?: number }>
  created: { name: string }[]
  /** Asks for a second factor after the password. */
  secondFactor: boolean
  empty: boolean
}

const SALT = 'salt?expires=1795330000&'
const NUMBER = 3000

/** Answers the API inside the browser; the application and its network stack are the real ones. */
export async function playApi(page: Page, signedIn: boolean): Promise<Played> {
  const played: Played = { signedIn, broken: new Map(), created: [], secondFactor: false, empty: false }
  await page.clock.setFixedTime(world.NOW)
  await page.addInitScript((hint) => hint && localStorage.setItem('sluice.signed-in', '1'), signedIn)
  await page.route('**/api/client/**', (route) => answer(route, played))
  return played
}

function answer(route: Route, played: Played): Promise<void> {
  const request = route.request()
  const url = new URL(request.url())
  const call = `${request.method()} ${url.pathname.replace('/api/client', '')}`
  const broken = played.broken.get(call)
  if (call === 'POST /auth/login' && played.secondFactor) return problem(route, 401, 'second-factor-required', undefined, 'ticket')
  if (broken) return problem(route, broken.status, broken.code, broken.retryAfter)
  // A stream on which nothing is told yet.
  if (call === 'GET /users/usage/events') return new Promise(() => {})
  const body = bodyFor(call, url.searchParams, played, request.postData())
  if (body === undefined) return problem(route, 404, 'not-found')
  if (typeof body === 'number') return body < 400 ? route.fulfill({ status: body }) : problem(route, body, 'unauthorized')
  return route.fulfill({ status: call === 'POST /keys' ? 201 : 200, json: body })
}

function problem(route: Route, status: number, code: string, retryAfter?: number, ticket?: string): Promise<void> {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  const json = { type: 'about:blank', title: code, status, code, requestId: 'req-9f31', ticket }
  return route.fulfill({ status, headers, contentType: 'application/problem+json', body: JSON.stringify(json) })
}

/** A body, or a status without one. */
function bodyFor(call: string, query: URLSearchParams, played: Played, sent: string | null): unknown {
  if (call.startsWith('GET /users/usage/requests/')) {
    const record = world.REQUESTS.find(({ id }) => call.endsWith(id))
    return record && world.explained(record)
  }
  if (/^DELETE \/(keys\/|users\/sessions)/.test(call)) return 204
  if (/^GET \/keys\/.+\/usage$/.test(call)) return { ...world.usage(new Date(query.get('from')!), new Date(query.get('to')!), 'day', null), groups: [] }
  if (call.startsWith('GET /keys/')) return world.KEYS.find(({ id }) => call.endsWith(id))
  switch (call) {
    case 'GET /config':
      return world.CONFIG
    case 'GET /auth/challenge':
      return { algorithm: 'SHA-256', challenge: createHash('sha256').update(SALT + NUMBER).digest('hex'), maxnumber: 50_000, salt: SALT, signature: 'signed' }
    case 'POST /auth/register':
    case 'POST /auth/verify-email/resend':
    case 'POST /auth/reset-password':
      return 202
    case 'POST /auth/reset-password/confirm':
    case 'POST /auth/confirm-email':
      return 204
    case 'POST /auth/login':
    case 'POST /auth/login/second-factor':
    case 'POST /auth/verify-email':
      played.signedIn = true
      return world.SIGNED_IN
    case 'POST /auth/refresh':
      return played.signedIn ? world.SIGNED_IN : 401
    case 'POST /auth/logout':
      played.signedIn = false
      return 204
    case 'GET /users/profile':
    case 'PUT /users/profile':
      return world.PROFILE
    case 'POST /users/password':
      return 204
    case 'GET /users/second-factor':
      return { enabled: played.secondFactor }
    case 'POST /users/second-factor':
      return { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Sluice:lin.qiao%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sluice' }
    case 'PUT /users/second-factor':
      played.secondFactor = true
      return { backupCodes: world.BACKUP_CODES }
    case 'GET /users/sessions':
      return { items: world.SESSIONS }
    case 'GET /users/billing':
      return world.BILLING
    case 'GET /users/usage':
      return played.empty ? { ...world.usage(world.NOW, world.NOW, 'hour', null), groups: [] } : world.usage(new Date(query.get('from')!), new Date(query.get('to')!), query.get('step')!, query.get('groupBy'))
    case 'GET /users/usage/requests':
      return requestPage(query, played)
    case 'GET /keys':
      return { items: played.empty ? [] : world.KEYS }
    case 'POST /keys':
      return createdKey(JSON.parse(sent ?? '{}'), played)
    default:
      return undefined
  }
}

function requestPage(query: URLSearchParams, played: Played): unknown {
  const from = query.get('from') ?? ''
  // Somebody who waits for a first request gets one; everybody else gets the requests of the range.
  const waiting = query.get('limit') === '1'
  const all = played.empty ? [] : world.REQUESTS.filter(({ at }) => waiting || at >= from)
  const start = Number(query.get('cursor') ?? 0)
  const end = start + Number(query.get('limit') ?? 50)
  return { asOf: world.AS_OF, items: all.slice(start, end), ...(end < all.length ? { nextCursor: String(end) } : {}) }
}

function createdKey(body: { name: string; expiresAt?: string }, played: Played): unknown {
  played.created.push(body)
  return { ...world.KEYS[0], ...body, id: 'ck_new', last4: 'k4D2', key: 'cuk_7Jx2Qm9TfVb4LrK8pWz3HnE6sYc1DgUa5RtXo0BqNvMi_k4D2' }
}

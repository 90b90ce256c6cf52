import type { BillingSummary, ClientConfig, ExplainedRequest, Key, Profile, Record as RequestRecord, Session, Tokens, Usage, UsageSum, User } from '../src/api/generated'

/** Made-up data that agrees with itself: totals are sums, charges are tokens at real rates. */
export const NOW = new Date('2026-11-22T06:32:10Z')
export const AS_OF = '2026-11-22T06:32:07Z'

export const CONFIG: ClientConfig = {
  name: 'Sluice', relayUrl: 'https://relay.example.com', billingUrl: 'https://billing.example.com',
  challenge: 'altcha', locales: ['en', 'zh'], features: [], plans: ['free', 'pro'], welcomeGrantUsd: '5.000000000',
}
export const USER: User = { id: 'cu_0193a7c4-5b1e-7d02-9f6a-3c8e41b7d250', email: 'lin.qiao@example.com', username: 'Lin Qiao', emailVerified: true, plan: 'payg', locale: 'en' }
export const SIGNED_IN = { accessToken: 'at', tokenType: 'Bearer', expiresIn: 600, user: USER } as const

export const SESSIONS: Session[] = [
  { id: 'cs_1', current: true, device: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', address: '203.0.113.0/24', remembered: true, createdAt: '2026-11-22T01:12:00Z', lastSeenAt: '2026-11-22T06:30:00Z', expiresAt: '2026-12-22T06:30:00Z' },
  { id: 'cs_2', current: false, device: 'curl/8.5.0', address: 'unknown', remembered: false, createdAt: '2026-11-20T09:00:00Z', lastSeenAt: '2026-11-21T22:04:00Z', expiresAt: '2026-11-22T22:04:00Z' },
]

export const BILLING: BillingSummary = {
  plan: 'payg', monthUsd: '124.120000000', forecastUsd: '172.400000000',
  balance: { availableUsd: '41.270000000', reservedUsd: '1.630000000', overrunBoundUsd: '0.380000000', asOf: AS_OF, grants: [] },
  limits: [], invoices: [],
}

export const MODELS = ['claude-opus-5-5', 'claude-sonnet-5-5', 'gpt-6.1-sol', 'gpt-6.1-terra', 'claude-haiku-5-5']
const KEY_NAMES = ['Laptop, Claude Code', 'CI review bot', 'Codex workstation', '电商客服机器人（生产环境）', 'integration-test-runner-eu-central-1-nightly-regression', 'Docs search (staging)', 'Old notebook']

function tokens(input: number, output: number, cacheRead: number, cacheWrite5m: number): Tokens {
  return { input, output, cacheRead, cacheWrite5m, cacheWrite30m: 0, cacheWrite1h: 0, cacheWrite12h: 0, reasoning: 0, total: input + output + cacheRead + cacheWrite5m }
}

const usd = (nano: number) => (nano / 1e9).toFixed(9)

function sum(nano: number): UsageSum {
  const requests = Math.ceil(nano / 9e7)
  return { requests, errors: Math.floor(requests / 140), tokens: tokens(requests * 1204, requests * 800, requests * 48_000, requests * 1100), costUsd: usd(nano) }
}

function add(sums: UsageSum[]): UsageSum {
  const total = (pick: (sum: UsageSum) => number) => sums.reduce((all, one) => all + pick(one), 0)
  const all = tokens(total((s) => s.tokens.input), total((s) => s.tokens.output), total((s) => s.tokens.cacheRead), total((s) => s.tokens.cacheWrite5m))
  const nano = total((s) => Math.round(Number(s.costUsd) * 1e9))
  return { requests: total((s) => s.requests), errors: total((s) => s.errors), tokens: all, costUsd: usd(nano) }
}

/** The usage of a range by any grouping, the same numbers each time. */
export function usage(from: Date, to: Date, step: string, groupBy: string | null): Usage {
  const stepMs = { minute: 60_000, hour: 3_600_000 }[step] ?? 86_400_000
  const starts: string[] = []
  for (let at = from.getTime(); at < to.getTime(); at += stepMs) starts.push(new Date(at).toISOString())
  const ids = { key: KEYS.slice(0, 6).map((key) => key.id), service: ['claude', 'codex'] }[groupBy ?? ''] ?? MODELS
  const scale = stepMs / 86_400_000
  const groups = ids.map((id, i) => {
    const series = starts.map((start, n) => ({ from: start, ...sum(Math.round((3.4e9 / (i * 0.8 + 1)) * scale * (0.55 + 0.45 * Math.sin(n * 1.7 + i)))) }))
    return { id, label: groupBy === 'key' ? (KEYS.find((key) => key.id === id)?.name ?? id) : id, ...add(series), series }
  })
  const series = starts.map((start, n) => ({ from: start, ...add(groups.map((group) => group.series[n]!)) }))
  return { asOf: AS_OF, totals: add(groups), series, groups }
}

export const KEYS: Key[] = KEY_NAMES.map((name, i) => ({
  id: `ck_0193a7c4-0000-7000-8000-00000000000${i}`,
  name,
  last4: ['h3Qx', '9fTz', 'Zk2m', 'p7La', 'Wc0s', 'tB4e', 'm1Vy'][i]!,
  permissions: i === 2 ? ['codex'] : ['claude', 'codex'],
  status: ({ 5: 'suspended', 6: 'revoked' } as const)[i] ?? 'active',
  tags: i === 1 ? ['ci', 'team-b'] : [],
  models: [],
  addresses: [],
  rateLimit: {},
  budget: i < 4 ? { dayUsd: `${i * 2 + 3}.000000000`, monthUsd: '60.000000000' } : {},
  createdAt: '2026-09-01T00:00:00Z',
  updatedAt: '2026-09-01T00:00:00Z',
  ...(i < 6 ? { lastUsedAt: new Date(NOW.getTime() - 12_000 * (i * i * 9 + 1)).toISOString() } : {}),
  usage: { today: sum(i < 6 ? 2.8e9 / (i + 1) : 0), month: sum(i < 6 ? 46.2e9 / (i + 1) : 0) },
}))

const OUTCOMES = ['ok', 'ok', 'ok', 'upstream-error', 'ok', 'client-cancel', 'refused', 'ok'] as const

export const REQUESTS: RequestRecord[] = Array.from({ length: 60 }, (_, i) => {
  const outcome = OUTCOMES[i % OUTCOMES.length]!
  const charged = outcome === 'ok' || outcome === 'client-cancel'
  const used = charged ? tokens(1204 + i, 2847 - i * 9, 148_912, 3318) : tokens(0, 0, 0, 0)
  const nano = used.input * 4000 + used.output * 20_000 + used.cacheRead * 200 + used.cacheWrite5m * 5000
  return {
    id: `req_0193a7c4-5b1e-7d02-9f6a-3c8e41b7d${String(i).padStart(3, '0')}`,
    at: new Date(NOW.getTime() - 29_000 - i * 41_000).toISOString(),
    keyId: KEYS[i % 5]!.id, service: i % 3 === 2 ? 'codex' : 'claude', route: '/v1/messages', model: MODELS[i % 5]!, modelAnswered: MODELS[i % 5]!,
    stream: true, status: outcome === 'upstream-error' ? 529 : 200, outcome, basis: outcome === 'client-cancel' ? 'ESTIMATED' : 'REPORTED',
    tokens: used, costUsd: usd(nano), firstByteMs: 840 + i, durationMs: 18_400 - i * 100, sessionId: '3f9a6b1e-9d44c21', metadata: {}, priceBook: 'pb-2026-11-03.2',
  }
})

export function explained(record: RequestRecord): ExplainedRequest {
  const rates = { input: 4000, cacheRead: 200, cacheWrite5m: 5000, output: 20_000 } as const
  const lines = Object.entries(rates).filter(([name]) => record.tokens[name as 'input'] > 0).map(([name, rate]) => {
    const count = record.tokens[name as 'input']
    return { class: name as 'input', tokens: count, usdPerMillion: (rate / 1000).toFixed(9), costUsd: usd(count * rate) }
  })
  return {
    ...record, reservedUsd: '0.142000000', settledAt: new Date(Date.parse(record.at) + (record.durationMs ?? 0)).toISOString(),
    flags: [],
    ledgerTransaction: 'led_5e0c1f9a-27b4-5c7d-8e11-6a40f2b9d3c8',
    charge: { lines, multipliers: [{ name: 'tier', factor: '1.000000' }], roundingUsd: '0.000000000', totalUsd: record.costUsd },
  }
}

export const PROFILE: Profile = {
  id: USER.id, email: USER.email, username: USER.username, plan: 'payg', status: 'active', emailVerified: true, balanceUsd: '41.270000000',
  usage: { month: sum(124e9), total: sum(700e9) }, settings: { locale: 'en' }, createdAt: '2026-08-01T10:00:00Z',
}

export const BACKUP_CODES = ['ab2c-d3ef-g4hi', 'jk5l-m6no-p7qr', 'st2u-v3wx-y4za', 'bc5d-e6fg-h7ij', 'kl2m-n3op-q4rs', 'tu5v-w6xy-z7ab']

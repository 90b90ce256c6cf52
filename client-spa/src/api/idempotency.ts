const made = new Map<string, string>()
const REMEMBERED_MAX = 20

/** One key per body: pressing the button again repeats the request instead of making a second thing. */
export function idempotencyKeyFor(body: unknown): string {
  const text = JSON.stringify(body)
  const known = made.get(text)
  if (known) return known
  if (made.size >= REMEMBERED_MAX) made.clear()
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  made.set(text, fresh)
  return fresh
}

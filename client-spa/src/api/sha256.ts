/**
 * SHA-256 of a short text, synchronously.
 *
 * The browser's own is asynchronous (a promise per attempt costs more than the hash) and missing on plain-HTTP hosts.
 * It finds numbers for the bot check and protects nothing.
 */
export function sha256(text: string): string {
  const state = new Uint32Array(INITIAL)
  const blocks = padded(text)
  for (let offset = 0; offset < blocks.length; offset += 16) compress(state, blocks, offset)
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && noDivisor(n))
const ROUNDS = Uint32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)))
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const schedule = new Int32Array(64)

function noDivisor(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0
}

function padded(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text)
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) << 4)
  bytes.forEach((byte, i) => (words[i >> 2]! |= byte << (24 - (i % 4) * 8)))
  words[bytes.length >> 2]! |= 0x80 << (24 - (bytes.length % 4) * 8)
  words[words.length - 1] = bytes.length * 8
  return words
}

function compress(state: Uint32Array, blocks: Uint32Array, offset: number): void {
  for (let i = 0; i < 64; i++) schedule[i] = i < 16 ? blocks[offset + i]! : extended(i)
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const sigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const one = (h + sigma1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + schedule[i]!) | 0
    const sigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const two = (sigma0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word))
}

function extended(i: number): number {
  const near = schedule[i - 2]!
  const far = schedule[i - 15]!
  const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3)
  const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10)
  return schedule[i - 16]! + sigma0 + schedule[i - 7]! + sigma1
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

/** What the api says where nobody told it. */
export const UNKNOWN = 'unknown'

const NAME_LENGTH_MAX = 40

/** The first that fits names the browser: most call themselves like the older ones too. */
const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
]
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
]

/** `Firefox · Linux` of a raw User-Agent, `curl/8.5.0` of a script's; nothing when it is not known. */
export function deviceName(userAgent: string): string | undefined {
  const parts = [BROWSERS, SYSTEMS].flatMap((known) => known.find(([, sign]) => sign.test(userAgent))?.[0] ?? [])
  if (parts.length > 0) return parts.join(' · ')
  const product = userAgent.trim().split(/[\s(;]/)[0] ?? ''
  return product === '' || product === UNKNOWN ? undefined : product.slice(0, NAME_LENGTH_MAX)
}

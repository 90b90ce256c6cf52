/** Instants as a person reads them, in the zone of this browser. `tag` is the BCP 47 tag of the language. */

export function timeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** `14:31:41`. */
export function clock(at: Date, tag: string): string {
  return new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(at)
}

/** In lists: `14:31:41` today, `21 Nov` before. */
export function listTime(at: Date, now: Date, tag: string): string {
  return startOfDay(at).getTime() === startOfDay(now).getTime() ? clock(at, tag) : dayAndMonth(at, tag)
}

export function dayAndMonth(at: Date, tag: string): string {
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' }).format(at)
}

/** `20 February 2027`. */
export function longDay(at: Date, tag: string): string {
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

export function weekdayAndDay(at: Date, tag: string): string {
  return new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

export function month(at: Date, tag: string): string {
  // The long name in Chinese is spelled out; pages say 11月.
  return new Intl.DateTimeFormat(tag, { month: tag.startsWith('zh') ? 'short' : 'long' }).format(at)
}

/** `21 Nov, 14:00`. */
export function dayAndHour(at: Date, tag: string): string {
  const shape = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false } as const
  return new Intl.DateTimeFormat(tag, shape).format(at)
}

/** The absolute instant with its zone, for tooltips. */
export function absolute(at: Date, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long' }).format(at)
}

/** `12 seconds ago` below an hour, `3 hours ago` below a day, else the day. */
export function ago(at: Date, now: Date, tag: string): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  const relative = new Intl.RelativeTimeFormat(tag, { style: 'short', numeric: 'always' })
  if (seconds < 60) return relative.format(-seconds, 'second')
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute')
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour')
  return dayAndMonth(at, tag)
}

export function startOfDay(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate())
}

export function startOfMonth(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), 1)
}

export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days)
}

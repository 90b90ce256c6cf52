import type { Record as RequestRecord, RequestPage } from '@/api/generated'

/** The newest requests we know, without a hole, and where older ones continue. */
export interface Known {
  items: RequestRecord[]
  nextCursor: string | undefined
}

/**
 * Puts a fresh first page before what is known. When the page does not reach the known ones, requests in between are
 * missing; then only the page counts, so that the list never has a hole.
 */
export function withNewest(known: Known, page: RequestPage): Known {
  const fresh = new Set(page.items.map(({ id }) => id))
  const touches = known.items.some(({ id }) => fresh.has(id))
  if (!touches) return { items: page.items, nextCursor: page.nextCursor ?? undefined }
  const oldest = page.items.at(-1)
  const rest = known.items.filter(({ id, at }) => !fresh.has(id) && oldest !== undefined && at <= oldest.at)
  const grown = known.items.length > page.items.length
  return { items: [...page.items, ...rest], nextCursor: grown ? known.nextCursor : (page.nextCursor ?? undefined) }
}

export function withOlder(known: Known, page: RequestPage): Known {
  const ids = new Set(known.items.map(({ id }) => id))
  const older = page.items.filter(({ id }) => !ids.has(id))
  return { items: [...known.items, ...older], nextCursor: page.nextCursor ?? undefined }
}

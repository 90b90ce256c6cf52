import { listKeys } from '@/api/generated'
import { useResource } from '@/api/useResource'

const PAGE = 200

/** Names of keys by id, for lists that only know ids; an unknown key keeps its id's tail. */
export function useKeyNames(): (id: string) => string {
  const keys = useResource(async (signal) => {
    const { data } = await listKeys({ query: { limit: PAGE }, signal })
    return new Map(data.items.map((key) => [key.id, key.name]))
  })
  return (id) => keys.data.value?.get(id) ?? `…${id.slice(-4)}`
}

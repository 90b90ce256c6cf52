import { getConfig, type ClientConfig } from './generated'
import { useResource, type Resource } from './useResource'

/** Name, addresses and features of this installation. */
export function useConfig(): Resource<ClientConfig> {
  return useResource(async (signal) => (await getConfig({ signal })).data)
}

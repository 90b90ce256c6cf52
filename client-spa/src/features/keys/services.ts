import type { Key } from '@/api/generated'

/** The services a key may use, in words. */
export function serviceNames(key: Pick<Key, 'permissions'>, t: (key: string) => string): string {
  return key.permissions.map((service) => t(`service.${service}`)).join(', ')
}

import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ApiProblem } from '@/api/problem'

/** What the server said about each field, in the language of the page where it is known, else in its own words. */
export function useFieldTexts(problem: Readonly<ShallowRef<ApiProblem | undefined>>): ComputedRef<Record<string, string>> {
  const { t, te } = useI18n()
  return computed(() => {
    const texts: Record<string, string> = {}
    for (const { field, code, message } of problem.value?.fields ?? []) {
      const key = `field.problem.${code}`
      texts[field] ??= te(key, 'en') ? t(key) : message
    }
    return texts
  })
}

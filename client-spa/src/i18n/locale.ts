import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { i18n, loadTexts, LOCALES, type Locale } from '.'

const CHOSEN = 'sluice.locale'

/** The language of the page: chosen, else the browser's. */
export const useLocale = defineStore('locale', () => {
  const current = ref<Locale>('en')
  /** BCP 47 tag for numbers, dates and the document. */
  const tag = computed(() => LOCALES[current.value].tag)

  async function show(locale: Locale): Promise<void> {
    await loadTexts(locale)
    current.value = locale
    i18n.global.locale.value = locale
    document.documentElement.lang = LOCALES[locale].tag
  }

  function choose(locale: Locale): Promise<void> {
    localStorage.setItem(CHOSEN, locale)
    return show(locale)
  }

  function start(): Promise<void> {
    const wanted = localStorage.getItem(CHOSEN) ?? navigator.language
    return show(wanted.startsWith('zh') ? 'zh' : 'en')
  }

  return { current, tag, choose, start }
})

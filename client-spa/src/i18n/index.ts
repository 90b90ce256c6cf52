import { createI18n } from 'vue-i18n'
import en from './en'

export type Locale = 'en' | 'zh'
export type Texts = typeof en

/** The languages, by the name their readers give them. */
export const LOCALES: Record<Locale, { name: string; tag: string }> = {
  en: { name: 'English', tag: 'en-GB' },
  zh: { name: '中文', tag: 'zh-CN' },
}

export const i18n = createI18n<[Texts], Locale, false>({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en } as Record<Locale, Texts>,
})

/** Chinese is fetched when it is wanted. */
export async function loadTexts(locale: Locale): Promise<void> {
  if (locale === 'zh') i18n.global.setLocaleMessage('zh', (await import('./zh')).default)
}

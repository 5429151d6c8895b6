import { createI18n } from 'vue-i18n'

type Messages = Record<string, unknown>

/** Each file exports one table of messages; its name is their first word: `t('shell.search')`. */
const files = import.meta.glob<Messages>(['./zh/*.ts', './en/*.ts'], { eager: true })

function messagesOf(locale: string): Messages {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./${locale}/`))
  return Object.fromEntries(own.map(([path, file]) => [path.slice(5, -3), Object.values(file)[0]]))
}

/** Every word of the page, in Chinese and in English. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh: messagesOf('zh'), en: messagesOf('en') } as unknown as Record<string, never>,
})

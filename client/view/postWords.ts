import { useI18n } from 'vue-i18n'
import type { Post } from '#core/contract/accounts.ts'

/** How a post is called, alone and with what it is bound to. */
export function usePostWords() {
  const { t } = useI18n({ useScope: 'global' })
  const kind = (post: Pick<Post, 'kind'>) => t(`words.post.${post.kind}`)
  const whole = (post: Pick<Post, 'kind' | 'bound'>) => (post.bound ? `${kind(post)} · ${post.bound}` : kind(post))
  return { kind, whole }
}

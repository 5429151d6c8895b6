import { useI18n } from 'vue-i18n'
import { type Account, accounts, type Link, type Post } from '#core/contract/accounts.ts'
import { call } from '#client/api/call.ts'
import { usePostWords } from '#client/view/postWords.ts'

/** What is read before something is done, and how it is done. */
export interface Confirmation {
  readonly title: string
  readonly lead: string
  readonly go: string
  readonly work: () => Promise<unknown>
}
interface Then {
  changed(account: Account): void
  link(link: Link): void
}

/** What may be done to a person, each with the words that name the person and say what it does. */
export function usePersonActs(of: () => Account, then: Then) {
  const { t } = useI18n({ useScope: 'global' })
  const words = usePostWords()
  const params = () => ({ id: of().id })

  function confirmation(kind: string, work: () => Promise<unknown>, more: Record<string, string> = {}): Confirmation {
    const { name, userName } = of()
    const values = { name, userName, ...more }
    return {
      title: t(`people.act.${kind}.title`, values),
      lead: t(`people.act.${kind}.lead`, values),
      go: t(`people.act.${kind}.go`),
      work,
    }
  }
  const changing = (work: () => Promise<Account>) => async () => then.changed(await work())
  const linking = (secondFactor: boolean) => async () => {
    then.link(await call(accounts.reset, { params: params(), body: { secondFactor } }))
    then.changed({ ...of(), linked: false, secondFactor: of().secondFactor && !secondFactor })
  }
  return {
    dismiss: (post: Post) =>
      confirmation(
        'dismiss',
        changing(() => call(accounts.dismiss, { params: { ...params(), post: post.id } })),
        {
          post: words.whole(post),
        },
      ),
    reset: () => confirmation('reset', linking(false)),
    resetFactor: () => confirmation('resetFactor', linking(true)),
    unlock: () =>
      confirmation(
        'unlock',
        changing(() => call(accounts.unlock, { params: params() })),
      ),
    leave: () =>
      confirmation(
        'leave',
        changing(() => call(accounts.leave, { params: params() })),
      ),
    takeBack: () =>
      confirmation('takeBack', async () => {
        const { account, link } = await call(accounts.takeBack, { params: params() })
        then.changed(account)
        then.link(link)
      }),
    endSessions: () =>
      confirmation('endSessions', async () => {
        await call(accounts.endSessions, { params: params() })
        then.changed(of())
      }),
  }
}

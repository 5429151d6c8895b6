import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAct } from '#client/api/useAct.ts'
import { detailIn } from './detail.ts'

/** What a draft stands for: a body, or what the schema finds wrong with it. */
interface Asked {
  readonly data?: object | undefined
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined
}

/** A form that is typed as a draft and sent as the body that it stands for. `begun`: what it begins with. */
export function useForm<Draft extends object, Found extends Asked>(begun: Draft, bodyOf: (draft: Draft) => Found) {
  const { locale } = useI18n({ useScope: 'global' })
  const act = useAct()
  const draft = reactive({ ...begun }) as Draft
  const asked = computed(() => bodyOf(draft))
  const changed = computed(() => JSON.stringify(draft) !== JSON.stringify(begun))
  /** Somebody wanted to send it: what is missing is told from then on. */
  const tried = ref(false)

  /** What is wrong with a field: the server's word, else `fault` once it was tried to be sent and the schema finds something there. */
  function errorOf(field: string, fault: () => string): string {
    const told = act.faultAt(`body.${field}`)
    if (told !== undefined) return detailIn(told, locale.value)
    return tried.value && asked.value.error?.issues.some(({ path }) => path[0] === field) ? fault() : ''
  }
  /** Sends the body, or nothing while something is wrong with it. @returns whether it was done */
  async function send(work: (body: NonNullable<Found['data']>) => Promise<unknown>): Promise<boolean> {
    tried.value = true
    const { data } = asked.value
    return data !== undefined && act.act(() => work(data as NonNullable<Found['data']>))
  }
  return { act, draft, asked, changed, errorOf, send }
}

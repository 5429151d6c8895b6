import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CoverageFault } from '#core/contract/coverage.ts'
import { indicators } from '#core/contract/indicators.ts'
import { inspectionPlans } from '#core/contract/inspectionPlans.ts'
import { supervision, type SupervisionRule, type SupportedEnterprise } from '#core/contract/supervision.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const LAYERS = ['supervision', 'laws', 'departments', 'enterprises', 'places'] as const

/** The rule table with units and places; ended rules instead where asked. */
export const useRules = (ended: () => boolean) =>
  useAnswer(supervision.rules, () => ({ query: ended() ? { ended: '1' as const } : {} }), { layers: LAYERS })

/** Which unit leads for an enterprise, and why. */
export const useChain = (enterprise: () => number) =>
  useAnswer(supervision.chain, () => ({ query: { enterprise: String(enterprise()) } }), { layers: LAYERS })

/** What a unit supports, page by key; of itself for a member unit. */
export function useSupported(unit: () => number) {
  const input = (after?: string) => ({ query: { department: String(unit()), ...(after && { after }) } })
  const list = useAnswer(supervision.supported, () => input(), { layers: LAYERS })
  /** Rules that the rows of any page name; one is as it was on every page. */
  const rules = shallowRef<ReadonlyMap<number, SupervisionRule>>(new Map())
  const read = (answer: typeof list.answer.value) => {
    if (answer) rules.value = new Map([...rules.value, ...answer.rules.map((rule) => [rule.id!, rule] as const)])
    return answer
  }
  const pages = pagesOf<SupportedEnterprise>(
    () => read(list.answer.value),
    async (after, signal) => read(await call(supervision.supported, input(after), { signal }))!,
  )
  return { ...list, ...pages, rules }
}

/** What a joint plan takes in by itself, what no unit leads; places without a lead are added to it. */
export const OWNERLESS = { department: '0' }
/** What a plan of ownerless enterprises, and of those in all places without a lead, would freeze. */
export const useJointSize = () =>
  useAnswer(inspectionPlans.size, () => ({ query: { ...OWNERLESS, kind: 'joint' as const, ownerlessPlaces: '1' as const } }), { layers: LAYERS }) // prettier-ignore

/** Faults of one kind of the proof of coverage, page by key. */
export function useFaults(part: 'enterprise-no-lead' | 'industry-ownerless') {
  const input = (after?: string) => ({
    params: { id: 'coverage-faults' as const },
    query: { part, limit: '50', ...(after && { after }) },
  })
  const list = useAnswer(indicators.rows, () => input(), { layers: LAYERS })
  const read = (answer: typeof list.answer.value) =>
    answer && { rows: answer.rows.items as readonly CoverageFault[], next: answer.next }
  const pages = pagesOf<CoverageFault>(
    () => read(list.answer.value),
    async (after, signal) => read(await call(indicators.rows, input(after), { signal }))!,
  )
  return { ...list, ...pages, total: computed(() => list.answer.value?.total) }
}

/** An industry with the section that it is of. */
export function useIndustryText() {
  const { locale } = useI18n({ useScope: 'global' })
  return (code: string): string => {
    const section = INDUSTRY_SECTIONS.find((one) => one.code === code.slice(0, 1))
    return section ? `${code} ${section[locale.value === 'en' ? 'en' : 'zh']}` : code
  }
}

/** For what a rule is, in words. */
export function useTargetText() {
  const { t } = useI18n({ useScope: 'global' })
  const industryText = useIndustryText()
  return ({ basis, target, targetName }: Pick<SupervisionRule, 'basis' | 'target' | 'targetName'>): string => {
    if (basis === 'district') return t('supervision.wholeDistrict')
    if (basis === 'place-kind') return t(`supervision.placeKind.${target}`)
    if (basis === 'licence') return t(`supervision.licenceKind.${target}`)
    return basis === 'industry' ? industryText(target) : (targetName ?? target)
  }
}

import { computed, ref, watch } from 'vue'
import { type CoverageFault, coverage } from '#core/contract/coverage.ts'
import { indicators, INDICATORS, type Rows } from '#core/contract/indicators.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import { call } from '#client/api/call.ts'
import { useLive } from '#client/api/liveStore.ts'
import { pagesOf } from '#client/api/pages.ts'
import { type AnswerState, useAnswer } from '#client/api/useAnswer.ts'
import { figuresOf } from '#client/figures/figuresStore.ts'
import { verdictOf } from './coverageRules.ts'

const FIGURE = 'coverage-faults'
const LAYERS = INDICATORS[FIGURE].layers
/** Faults of a kind that are drawn; of more it is said that they are. */
export const MOST_DRAWN = 500
const PAGE = '200'
const STEP = 50

/** The rules with what they looked at, the registered figure of what they found, and the verdict that follows from both. */
export function useProof() {
  const live = useLive()
  const rules = useAnswer(coverage.read, () => ({}), { layers: LAYERS })
  const figures = figuresOf([FIGURE], () => ({}))
  const faultsOf = (part: FaultKind | 'all') => figures.partOf(FIGURE, part)?.n
  const looked = computed(() => {
    if (rules.state.value.is === 'failed') return undefined
    const known = rules.answer.value?.rules
    return known && FAULT_KINDS.flatMap((kind) => known.find((one) => one.kind === kind)?.looked ?? [])
  })
  const isAsking = ({ is }: AnswerState) => is === 'busy' || is === 'late'
  const verdict = computed(() =>
    verdictOf({
      faultsOf,
      looked: looked.value,
      // a stream that broke is known at once to tell of no change
      settled: live.state === 'live' && !isAsking(figures.state.value) && !isAsking(rules.state.value),
      stopped: live.isStopped || figures.state.value.is === 'failed',
    }),
  )
  const retry = () => {
    rules.retry()
    figures.retry()
  }
  return { rules, figures, faultsOf, verdict, retry }
}

interface Page {
  readonly rows: readonly CoverageFault[]
  readonly next: string | null
}
const pageOf = ({ rows, next }: Rows): Page => ({ rows: rows.kind === 'fault' ? rows.items : [], next })

/** Faults of one kind: as many as are drawn come by themselves, the list shows some of them and more by a press. */
export function useFaults(kind: () => FaultKind) {
  const asked = () => ({ params: { id: FIGURE } as const, query: { part: kind(), limit: PAGE } })
  const { answer, state, at, retry } = useAnswer(indicators.rows, asked, { layers: [...LAYERS, 'coverage-tasks'] })
  const pages = pagesOf<CoverageFault>(
    () => answer.value && pageOf(answer.value),
    async (after, signal) => {
      const from = asked()
      return pageOf(await call(indicators.rows, { ...from, query: { ...from.query, after } }, { signal }))
    },
  )
  const shown = ref(STEP)
  // the faults of one kind must not stand under the name of another
  watch(kind, () => {
    answer.value = undefined
    shown.value = STEP
  })
  watch(pages.rows, (rows) => rows.length < MOST_DRAWN && void pages.more())
  const total = computed(() => answer.value?.total)
  const listed = computed(() => pages.rows.value.slice(0, shown.value))
  const drawn = computed(() => pages.rows.value.slice(0, MOST_DRAWN))
  /** How many the next press lists. */
  const further = computed(() => Math.max(0, Math.min(STEP, (total.value ?? 0) - listed.value.length)))
  async function more() {
    shown.value += STEP
    if (shown.value > pages.rows.value.length) await pages.more()
  }
  /** Lists as far as a fault that was chosen on the map, which draws more than the list shows. */
  const reveal = (key: string) => {
    const place = pages.rows.value.findIndex((fault) => fault.key === key)
    shown.value = Math.max(shown.value, place + 1)
  }
  return { answer, state, at, retry, total, listed, drawn, further, more, reveal, fetching: pages.fetching }
}

const TERRITORY = ['territory-gap', 'territory-overlap', 'territory-outside'] as const
/** Faults of territory for the one map, the first of each kind; none for whom it is not for. */
export function useTerritoryFaults(asks: () => boolean) {
  const asked = TERRITORY.map((part) =>
    useAnswer(
      indicators.rows,
      () => (asks() ? { params: { id: FIGURE } as const, query: { part, limit: PAGE } } : undefined),
      {
        layers: ['grids', 'district'],
      },
    ),
  )
  return computed(() => (asks() ? asked.flatMap(({ answer }) => (answer.value ? pageOf(answer.value).rows : [])) : []))
}

/** One certificate, which never changes; undefined asks nothing. */
export const useCertificate = (id: () => number | undefined) =>
  useAnswer(
    coverage.certificate,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: [] },
  )

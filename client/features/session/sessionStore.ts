import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Problem } from '#core/contract/problem.ts'
import { coverage } from '#core/contract/coverage.ts'
import { gridDrafts } from '#core/contract/gridDrafts.ts'
import { session, type Session } from '#core/contract/session.ts'
import { QUESTION_POSTS } from '#core/contract/questions.ts'
import { MANAGERS } from '#core/contract/walls.ts'
import { DUTY_RIGHTS } from '#core/domain/duties.ts'
import { documentRight } from '#core/domain/documentRights.ts'
import { INSPECTION_RIGHTS } from '#core/domain/inspections.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { REMINDED_POSTS } from '#core/domain/reminders.ts'
import { REPORT_POSTS } from '#core/domain/reports.ts'
import { call } from '#client/api/call.ts'
import { useLive } from '#client/api/liveStore.ts'
import { onRefusal } from '#client/api/refusals.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { usesField } from './pagesOf.ts'
import { seenAs } from './seenAs.ts'

/** Refusals that may mean that one is somebody else by now, or nobody. */
const TELLING: readonly string[] = ['sign-in-needed', 'not-allowed']

const FIRST_INSPECTORS: Readonly<Partial<Record<Session['role'], PostKind>>> = { government: 'duty-officer', department: 'department-officer', grid: 'grid-chief', enterprise: 'safety-manager' } // prettier-ignore
const ADMINISTRATIONS: readonly (Session['role'] | undefined)[] = ['system', 'security', 'audit']

const CERTIFYING: readonly PostKind[] = coverage.certify.posts

const DRAWING: readonly PostKind[] = gridDrafts.begin.posts

const isAssigning = (who: Session | undefined) => {
  const worn = who?.account?.posts.find(({ id }) => id === who.account?.post)
  return (who?.role === 'government' || who?.role === 'department') && worn?.kind !== 'data-steward'
}

/** Who sits here, and as whom a demo lets one look. */
export const useSession = defineStore('session', () => {
  const live = useLive()
  const asked = useAnswer(session.read, () => ({}), { layers: [] })
  const offered = useAnswer(session.identities, () => ({}), { layers: [] })
  const taking = ref(false)
  const problem = shallowRef<Problem>()
  /** Signed in a moment ago, and no more: the session ended, and nobody here ended it. */
  const ended = ref(false)
  /** Wrong passwords before the last sign-in, to be told once. */
  const failures = ref(0)

  const who = computed<Session | undefined>(() => asked.answer.value)
  const identities = computed(() => offered.answer.value ?? [])
  /** By which post one inspects, if by any; a demo identity wears the first post of its side. */
  const inspector = computed(() => worn.value ?? FIRST_INSPECTORS[who.value?.role ?? 'public'])
  /** Kinds of inspections that the post makes. */
  const inspects = computed(() => (inspector.value && INSPECTION_RIGHTS[inspector.value]) ?? [])
  /** Only what is disclosed may be seen. */
  const isPublic = computed(() => who.value?.role === 'public')
  /** Administers the system, its people or its audit, and sees no enterprise. */
  const isAdministrator = computed(() => ADMINISTRATIONS.includes(who.value?.role))
  /** Asks experts to look at enterprises. */
  const mayAssign = computed(() => isAssigning(who.value))
  /** Who is signed in completely. */
  const account = computed(() => (who.value?.account?.step === 'done' ? who.value.account : undefined))
  /** Kind of the post that is worn: of an account that is signed in completely, or of a demo identity that acts in one. */
  const worn = computed<PostKind | undefined>(
    () =>
      account.value?.posts.find(({ id }) => id === account.value?.post)?.kind ??
      (who.value?.demo && !who.value.account ? (who.value.worn ?? undefined) : undefined),
  )
  /** The phone app is for them. */
  const inField = computed(() => usesField(who.value?.role, worn.value))
  /** Makes scenes and links for walls: leaders and duty officers do, and a demo identity of the government's side. */
  const makesWalls = computed(
    () => who.value?.role === 'government' && (!worn.value || MANAGERS.some((kind) => kind === worn.value)),
  )
  /** Is told the five questions of today: leaders and duty officers are, and a demo identity of the government's side. */
  const leads = computed(
    () => who.value?.role === 'government' && (!worn.value || QUESTION_POSTS.some((kind) => kind === worn.value)),
  )
  /** Brings files into the book: data stewards do, and a demo identity of the government's side. */
  const importsFiles = computed(
    () => who.value?.role === 'government' && (!worn.value || worn.value === 'data-steward'),
  )
  /** Prepares statistics: duty officers and data stewards do, and a demo identity of the government's side. */
  const preparesReports = computed(
    () => who.value?.role === 'government' && (!worn.value || REPORT_POSTS.prepare.some((kind) => kind === worn.value)),
  )
  /** Writes enterprise files: the data steward all of them, a safety manager what is the own enterprise's, and demo identities of these sides. */
  const writesFiles = computed<'all' | 'own' | undefined>(() => {
    if (who.value?.role === 'government') return !worn.value || worn.value === 'data-steward' ? 'all' : undefined
    const isOwn = who.value?.role === 'enterprise' && (!worn.value || worn.value === 'safety-manager')
    return isOwn ? 'own' : undefined
  })
  /** What may be added to the documents of an enterprise in scope: anything, photographs of some sections, or nothing. */
  const documents = computed(() => who.value && documentRight({ role: who.value.role, post: worn.value }))
  /** Is told what runs out or is due: the posts of the rule are, and demo identities of their sides. */
  const reminded = computed(() => {
    const isSide = ['government', 'department', 'grid', 'enterprise'].includes(who.value?.role ?? '')
    return isSide && (!worn.value || Object.values<PostKind>(REMINDED_POSTS).includes(worn.value))
  })
  /** Alarms lie in the scope: of whoever sees enterprises by a post of the house. */
  const alarmed = computed(() => ['government', 'department', 'grid', 'enterprise'].includes(who.value?.role ?? ''))
  /** Sees the proof of coverage: whoever supervises, each the own part. */
  const supervises = computed(() => ['government', 'department', 'grid'].includes(who.value?.role ?? ''))
  /** Has certificates of coverage issued: by a post of the contract, or as a demo identity of the government's side. */
  const certifies = computed(() => who.value?.role === 'government' && (!worn.value || CERTIFYING.includes(worn.value)))
  /** Draws grids anew: by a post of the contract, or as a demo identity of the government's side. */
  const drawsGrids = computed(() => who.value?.role === 'government' && (!worn.value || DRAWING.includes(worn.value)))
  /** What whoever sits here does with the duty rota. */
  const onDuty = computed(() => (inspector.value && DUTY_RIGHTS[inspector.value]) ?? [])
  /** Nobody is known here: real data asks for a sign-in first. */
  const needed = computed(() => isPublic.value && !who.value?.demo)

  watch(who, (now, before) => {
    if (now?.account?.step === 'done') ended.value = false
    if (!now || !before || seenAs(now) === seenAs(before)) return
    ended.value = before.account?.step === 'done' && !now.account
    live.changeIdentity()
  })
  const askAgain = () => {
    if (account.value || who.value?.role === 'wall') asked.retry()
  }
  watch(() => live.breaks, askAgain)
  onScopeDispose(onRefusal(({ code }) => TELLING.includes(code) && askAgain()))

  /** Takes over what the server said of who sits here now. */
  const enter = (now: Session) => (asked.answer.value = now)
  /** Takes a demo identity; all data is asked for anew. */
  async function take(key: string) {
    taking.value = true
    problem.value = undefined
    try {
      await call(session.take, { body: { key } })
      live.changeIdentity()
    } catch (error) {
      problem.value = error as Problem
    } finally {
      taking.value = false
    }
  }
  /** Wears another of the posts held. @returns who one is by it */
  async function wear(post: number): Promise<Session> {
    const now = await call(session.wear, { body: { post } })
    enter(now)
    return now
  }
  /** Signs out; what follows is what anybody may see. */
  async function end() {
    await call(session.end, {})
    ended.value = false
    live.changeIdentity()
  }
  return {
    who, identities, isPublic, isAdministrator, mayAssign, account, worn, inspector, inspects, makesWalls, leads, writesFiles, documents, importsFiles, preparesReports, reminded, needed, ended, failures, taking, problem,
    alarmed, certifies,
    drawsGrids, supervises, onDuty, inField, enter, take, wear, end, state: asked.state, retry: asked.retry,
  } // prettier-ignore
})

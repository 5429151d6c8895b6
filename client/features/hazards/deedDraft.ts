import { HazardDeed } from '#core/contract/hazardLoop.ts'
import type { HazardFile } from '#core/contract/hazards.ts'
import type { HandAct } from '#core/domain/hazardActs.ts'
import { needsRevisit } from '#core/domain/hazardLoop.ts'
import { HAZARD_KINDS } from '#core/domain/hazardKinds.ts'
import { instantOf, longDay } from '#client/ui/districtTime.ts'

/** What an act is told by: fields as they are typed, '' where nothing is; `due` and `revisitOn` as days, `stopped` as '1'. */
export type DeedDraft = Readonly<Record<string, string>>

/** One field of the form of an act; its words are `hazards.field.<name>`. */
export interface DeedField {
  readonly name: string
  readonly as: 'line' | 'lines' | 'choice' | 'day' | 'money' | 'tick'
  /** Longest text. */
  readonly most?: number
  readonly choices?: readonly string[]
  readonly optional?: true
  /** Shown, and not to be changed. */
  readonly fixed?: true
}

const line = (name: string, most: number): DeedField => ({ name, as: 'line', most })
const lines = (name: string): DeedField => ({ name, as: 'lines', most: 500 })
const note = lines('note')
const day = (name: string): DeedField => ({ name, as: 'day' })
const maybe = (field: DeedField): DeedField => ({ ...field, optional: true })
const noted = () => [note]

type Asked = Pick<HazardFile, 'major' | 'source' | 'dueBound'>
/** What the first draft of an act is made from. */
type Known = Pick<HazardFile, 'major' | 'kind' | 'enterpriseName' | 'dueAt' | 'askedUntil'>
/** What a body is made for. */
type Meant = Asked & Pick<HazardFile, 'askedUntil' | 'dueAt'> & { readonly photos: readonly unknown[] }
/** The form of each act, in the order in which it is filled in. */
const FORMS: Readonly<Record<HandAct, (hazard: Asked, draft: DeedDraft) => readonly DeedField[]>> = {
  verify: (_, { grade }) => [
    { name: 'grade', as: 'choice', choices: ['general', 'major'] },
    { name: 'kind', as: 'choice', choices: HAZARD_KINDS },
    ...(grade === 'major' ? [line('clause', 200)] : []),
    maybe(note),
  ],
  dispatch: ({ major, dueBound }) => [
    line('responsibleUnit', 80),
    line('responsiblePerson', 80),
    lines('measures'),
    dueBound === 'stands' ? { ...day('due'), fixed: true } : day('due'),
    ...(major ? [{ name: 'funds', as: 'money' } as const, lines('emergencyPlan')] : []),
    { name: 'stopped', as: 'tick', optional: true },
  ],
  accept: () => [maybe(note)],
  'ask-extension': () => [day('due'), note],
  'grant-extension': () => [day('due'), maybe(note)],
  pass: (hazard) => [needsRevisit(hazard) ? day('revisitOn') : maybe(day('revisitOn')), maybe(note)],
  rebound: () => [day('due'), note],
  void: noted,
  'fix-on-spot': noted,
  'refuse-extension': noted,
  submit: noted,
  reject: noted,
  supervise: noted,
  resume: noted,
  revisit: noted,
}
/** What an act is asked of this hazard, given what is typed already. */
export const fieldsOf = (act: HandAct, hazard: Asked, draft: DeedDraft) => FORMS[act](hazard, draft)

/** What whoever acts may add to the documents of the enterprise. */
export type Adds = 'any' | 'photographs'
/** Acts that photographs or papers may bear out. */
const EVIDENCED: readonly HandAct[] = ['submit', 'fix-on-spot', 'pass', 'reject', 'resume', 'revisit', 'rebound']
export const takesEvidence = (act: HandAct): boolean => EVIDENCED.includes(act)
/** Whether an act is refused without any; what was fixed on the spot is borne out by a photograph that the hazard has. */
export const needsEvidence = (act: HandAct, { photos }: { readonly photos: readonly unknown[] }): boolean =>
  act === 'submit' || (act === 'fix-on-spot' && photos.length === 0)

const DAY_MS = 86_400_000
/** Days that are given unless others are chosen. */
const USUAL_DAYS = 15

/** What is known before anything is typed. `now`: the server's clock, epoch milliseconds. */
export function draftOf(act: HandAct, hazard: Known, now: number): DeedDraft {
  const usual = longDay(now + USUAL_DAYS * DAY_MS)
  const due = Date.parse(hazard.dueAt)
  const given: DeedDraft = {
    grade: hazard.major ? 'major' : 'general',
    kind: hazard.kind ?? '',
    responsibleUnit: hazard.enterpriseName.slice(0, 80),
  }
  if (act === 'dispatch') return { ...given, due: longDay(due) }
  if (act === 'grant-extension') return { ...given, due: hazard.askedUntil ? longDay(Date.parse(hazard.askedUntil)) : '' }
  return act === 'rebound' ? { ...given, due: usual } : given
} // prettier-ignore

/** The last minute of a day of the district; a day that was asked for, or that stands, ends when that does. */
function endOf(typed: string, asked: string | null): string {
  const end = instantOf(`${typed}T23:59`) ?? typed
  return asked !== null && longDay(Date.parse(asked)) === typed && asked < end ? asked : end
}

/** What bears every deed: the caller's id of it, how much of the log was seen, and its evidence. */
export interface Borne {
  readonly request: string
  readonly seen: number
  readonly documents: readonly number[]
  /** Photographs that are still on their way, beside the documents. */
  readonly photos?: number
}
type Fault = 'needed' | 'wrong'

/** What is typed as the contract takes it, or what is wrong with it by the name of the field. */
export function bodyOf(act: HandAct, draft: DeedDraft, hazard: Meant, { photos = 0, ...borne }: Borne): { body?: HazardDeed; faults: ReadonlyMap<string, Fault> } {
  const fields = fieldsOf(act, hazard, draft)
  const typed = (name: string) => (draft[name] ?? '').trim()
  const empty = fields.filter(({ name, optional }) => !optional && typed(name) === '')
  const names = empty.map(({ name }) => name)
  if (needsEvidence(act, hazard) && borne.documents.length + photos === 0) names.push('documents')
  if (names.length > 0) return { faults: new Map(names.map((name) => [name, 'needed'])) }
  const told = fields.filter(({ name, as }) => as === 'tick' || typed(name) !== '').map(({ name, as }): [string, unknown] => {
    const text = typed(name)
    if (name === 'grade') return ['major', text === 'major']
    if (name === 'due') return ['dueAt', endOf(text, act === 'dispatch' ? hazard.dueAt : act === 'grant-extension' ? hazard.askedUntil : null)]
    if (as === 'money') return [name, /^\d{1,15}(\.\d+)?$/.test(text.replaceAll(/[,，]/g, '')) ? Number(text.replaceAll(/[,，]/g, '')) : text]
    return [name, as === 'tick' ? text !== '' : text]
  })
  const { data, error } = HazardDeed.safeParse({ ...borne, documents: [...borne.documents], act, ...Object.fromEntries(told) })
  if (data) return { body: data, faults: new Map() }
  return { faults: new Map(error.issues.map(({ path }) => [fieldAt(`body.${String(path[0])}`), 'wrong'])) }
} // prettier-ignore

/** The field in which something of the body is typed: `body.dueAt` is the day. */
export const fieldAt = (at: string): string => {
  const name = at.replace(/^body\./, '')
  return name === 'dueAt' ? 'due' : name === 'major' ? 'grade' : name
}

import { randomUUID } from 'node:crypto'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { type Desk, deskOf } from './desk.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

export const NOW = new Date('2024-06-15T04:00:00.000Z')
const DAY = 86_400_000
/** A moment, `days` after `from`, as text. */
export const later = (days: number, from = NOW): string => new Date(from.getTime() + days * DAY).toISOString()

/** One enterprise in grid 2, led by department 1; another led by department 2 and in no grid. */
export async function loopBook(): Promise<FreshDatabase> {
  const book = await freshDatabase()
  await book.clock.set(NOW)
  await book.owner.query(`
    insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(0, 0, 4, 4, 4326)));
    insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
    insert into grid (level, code, name, person, phone, parent, geom)
      values (3, '31', '网格1', '赵', '0535-0000004', 1, st_multi(st_makeenvelope(0, 0, 1, 1, 4326)));
    insert into department (code, name, name_en, person, phone, industries)
      values ('U1', '应急管理局', 'Emergency Bureau', '钱', '0535-0000005', '{C}'), ('U2', '住建局', 'Housing Bureau', '孙', '0535-0000006', '{E}');
    insert into enterprise (scheme, identifier, name, industry, geom)
      values ('demo', 'E1', '样板1', 'C26', st_setsrid(st_makepoint(0.5, 0.5), 4326));
    insert into enterprise (scheme, identifier, name, industry) values ('demo', 'E2', '样板2', 'E47')`)
  return book
}

/** People who act, by a key: who has a post of the loop, and who has none. */
export const PEOPLE = {
  leader: { role: 'government', post: 'leader', person: '林青山' },
  duty: { role: 'government', post: 'duty-officer', person: '值班员' },
  steward: { role: 'government', post: 'data-steward', person: '管数据的' },
  officer: { role: 'department', post: 'department-officer', person: '钱科长', department: 1 },
  colleague: { role: 'department', post: 'department-officer', person: '李科员', department: 1 },
  chief: { role: 'grid', post: 'grid-chief', person: '网格长', grids: [2] },
  runner: { role: 'grid', post: 'grid-worker', person: '网格员', grids: [2] },
  manager: { role: 'enterprise', post: 'safety-manager', person: '安全员', enterprise: 1 },
  worker: { role: 'enterprise', post: 'worker', person: '工人', enterprise: 1 },
  expert: { role: 'expert', post: 'expert', person: '专家', enterprises: [1] },
} as const satisfies Record<string, Omit<Actor, 'grids'> & { grids?: readonly number[]; post: PostKind }>
export type PersonKey = keyof typeof PEOPLE

export const actorOf = (key: PersonKey): Actor => ({ grids: [], ...PEOPLE[key] })

/** A desk of each of them. */
export const desksOf = (book: FreshDatabase): Readonly<Record<PersonKey, Desk>> =>
  Object.fromEntries(
    (Object.keys(PEOPLE) as PersonKey[]).map((key) => [key, deskOf(book, actorOf(key))]),
  ) as unknown as Record<PersonKey, Desk>

/** The least that each act has to say; times count from `now`. */
export const LEAST: { readonly [Act in HandAct]: (now?: Date) => Readonly<Record<string, unknown>> } = {
  verify: () => ({ major: false, kind: 'fire' }),
  void: () => ({ note: '不属实' }),
  dispatch: (now = NOW) => ({
    responsibleUnit: '样板1', responsiblePerson: '安全员', measures: '更换', dueAt: later(15, now), funds: 100, emergencyPlan: '停电处置',
  }),
  'fix-on-spot': () => ({ note: '已更换' }),
  accept: () => ({}),
  'ask-extension': (now = NOW) => ({ dueAt: later(40, now), note: '配件未到' }),
  'grant-extension': (now = NOW) => ({ dueAt: later(38, now) }),
  'refuse-extension': () => ({ note: '可先停用' }),
  submit: () => ({ note: '已整改' }),
  pass: (now = NOW) => ({ revisitOn: later(30, now).slice(0, 10) }),
  reject: () => ({ note: '仍有裸线' }),
  supervise: () => ({ note: '限期治理' }),
  resume: () => ({ note: '可以复工' }),
  revisit: () => ({ note: '未反弹' }),
  rebound: (now = NOW) => ({ dueAt: later(15, now), note: '又堵了' }),
} // prettier-ignore

/** Files a document, of `hazard` where it is a photograph of one; of bytes that nothing else has unless they are given. */
export async function filed(
  { owner }: Pick<FreshDatabase, 'owner'>,
  {
    enterprise = 1,
    hazard = null,
    bytes = randomUUID(),
  }: { enterprise?: number; hazard?: number | null; bytes?: string } = {},
): Promise<number> {
  const { rows } = await owner.query<{ id: number }>(
    `insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256, hazard)
      values ($1, 'hazards', 'photo', '整改照片', 'a.jpg', 'image/jpeg', 9, encode(sha256($2::text::bytea), 'hex'), $3) returning id`,
    [enterprise, bytes, hazard],
  )
  return rows[0]!.id
}

/** What an act says, borne out by a photograph of its own where it needs one and says none. */
export async function evidenced(
  book: Pick<FreshDatabase, 'owner'>,
  act: HandAct,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  if ((act !== 'submit' && act !== 'fix-on-spot') || 'documents' in fields) return fields
  return { documents: [await filed(book)], ...fields }
}

/** Gives the first enterprise a safety manager with an account, and takes it away. */
export async function attend({ owner }: Pick<FreshDatabase, 'owner'>, attended: boolean): Promise<void> {
  await owner.query(`with made as (insert into account (user_name, name) values ('plant.safety', '安全员') on conflict do nothing returning id)
    insert into post (account, kind, enterprise, from_at) select id, 'safety-manager', 1, '2020-01-01' from made`)
  await owner.query(`update account set state = case when $1 then 'active' else 'invited' end where user_name = 'plant.safety'`, [attended]) // prettier-ignore
}

/** A deed as the body of a request. */
export const deed = (act: HandAct, seen: number, fields: Readonly<Record<string, unknown>> = {}, now: Date = NOW) => ({
  request: randomUUID(), act, seen, ...LEAST[act](now), ...fields,
}) // prettier-ignore

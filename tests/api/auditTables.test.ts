import { afterAll, expect, test } from 'vitest'
import { TOPICS } from '#core/contract/audits.ts'
import { CATALOGUE } from '../../server/http/docs/catalogue.ts'
import { openApi } from '../../server/http/docs/openapi.ts'
import { freshDatabase } from './database.ts'

const database = await freshDatabase()
afterAll(() => database.drop())

/** Tables whose changes leave no audit row, and why. */
const UNRECORDED: Readonly<Record<string, string>> = {
  app_migration: 'the program’s own book-keeping, written by migrations alone',
  audit: 'the audit itself: rows are sealed, and nobody may change them',
  audit_seal: 'the chain over the audit',
  audit_root: 'the days of the chain',
  audit_waiting: 'rows of the audit on their way into the chain',
  request_digest: 'digests of what was sent under callers’ ids; what came of it is recorded where it lies',
  layer_version: 'counters that rise with every change, which is recorded itself',
  enterprise_count: 'sums over recorded rows, kept by trigger',
  hazard_month: 'sums over recorded rows, kept by trigger',
  grid_version: 'how each node of the grid was, beside the changes themselves, which are recorded; kept by trigger',
  grid_draft_node: 'how a draft would have the nodes; each step is kept, and the draft is recorded',
  grid_draft_step: 'the log of a draft, which only grows',
  patrol_point: 'where people were, which is deleted with its track: the audit tells of the track, never of a place',
  patrol_cell: 'sums over points, kept by trigger',
  patrol_cell_day: 'likewise',
  patrol_piece: 'follows from roads, grids and points, kept by trigger',
  coverage_data: 'lines that certificates name, kept as they are signed, which is recorded; nobody changes them',
  coverage_lines: 'likewise',
  coverage_territory: 'follows from grids and district, whose changes are recorded, kept by trigger',
  enterprise_hazards: 'sums over recorded rows, kept by trigger',
  hazard_event: 'the log of a hazard, which only grows; what follows from it in the hazard is recorded',
  hazard_transition: 'the table of the loop, written by migrations alone',
  hazard_right: 'likewise',
  alarm_event: 'the log of an alarm, which only grows; what follows from it in the alarm is recorded',
  alarm_transition: 'the table of its acts, written by migrations alone',
  alarm_right: 'likewise',
  alarm_state: 'what the engine remembers of a sensor, anew with each reading',
  warning_rule: 'the rule of early warning, written by migrations alone',
  duty_right: 'which post does what with the duty rota, written by migrations alone',
  enterprise_standing: 'changes of class and status, beside the changes themselves, which are recorded',
  inspection_right: 'which post makes which inspections, written by migrations alone',
  inspection_record_right: 'which post adds which records, likewise',
  hazard_day: 'sums over recorded rows, kept by trigger',
  visit_day: 'sums over recorded rows, kept by trigger',
  sign_on_flow: 'browsers on their way to the provider of single sign-on, for minutes; what comes of it is recorded',
  import_stage: 'files on their way into the book; what is published leaves a row in import, which is recorded',
  import_row: 'rows of such files, which are in no book yet',
  import_resemblance:
    'what such rows resemble; a merge that is published is recorded in enterprise and enterprise_alias',
  import_change: 'what an import did, beside changes that are recorded themselves',
  account_use: 'when sessions that ended were last used; sessions themselves are recorded',
  hazard_source_assessment:
    'sums as they were each time the rows they come from, which are recorded, changed; it only grows',
  report_hazard: 'what a report counts: the hash that the report bears covers it, and once signed nobody changes it',
  report_figure: 'its figures, as report_hazard',
  reading: 'what machines measured, many million rows; it only grows, and is thinned by rule',
  sensor_now: 'the newest of these',
  gateway_pulse: 'when a gateway was heard, which changes with every message',
  reading_quarantine: 'what machines sent and was refused, bounded by rule',
  reading_minute: 'sums over readings, made by the program alone',
  reading_hour: 'likewise',
  sensor_service:
    'when a sensor was in use and at which cadence, by trigger beside its own changes, which are recorded',
  reading_silence: 'when nothing came of a sensor, made from readings by the program alone',
  sensor_quality_kept: 'counted from these each minute by the program alone',
  gateway_refusals: 'how many readings of a gateway were refused each day, counted by trigger',
  reading_dirty: 'which minutes are to be summed anew, for seconds',
  rate_limit: 'requests counted by address, for a minute',
  spatial_ref_sys: 'reference systems of PostGIS',
  'app.clock': 'fixed in tests alone',
  'app.cell_scale': 'size of the cells of the map, by the size of the district',
}
/** Tables of which some verbs leave no row, and why. */
const PARTLY: Readonly<Record<string, readonly [verbs: readonly string[], why: string]>> = {
  sign_in_guard: [['INSERT', 'UPDATE'], 'each failure is an act of its own, and the name may be a mistyped password'],
  history: [['INSERT'], 'written beside changes that are recorded'],
}

test('every table is recorded, or named here with the reason', async () => {
  const { rows } = await database.owner.query<{ name: string; verbs: string[] }>(`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name,
      array(select v.verb from (values ('INSERT', 4), ('DELETE', 8), ('UPDATE', 16), ('TRUNCATE', 32)) v (verb, bit)
        where not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'O'
          and t.tgfoid = 'app.audit_changes'::regproc and t.tgtype & v.bit <> 0)) as verbs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    order by 1`)
  const silent = rows.filter(({ verbs }) => verbs.length > 0)
  const named = silent.filter(({ name, verbs }) => {
    const partly = PARTLY[name]?.[0]
    return partly ? verbs.every((verb) => partly.includes(verb)) : UNRECORDED[name] !== undefined
  })
  expect(silent.map(({ name }) => name).filter((name) => !named.some((one) => one.name === name))).toEqual([])
  expect(Object.keys({ ...UNRECORDED, ...PARTLY }).sort()).toEqual(silent.map(({ name }) => name).sort())
})

test('the contract names every table that is recorded', async () => {
  const { rows } = await database.owner.query<{ name: string }>(`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgfoid = 'app.audit_changes'::regproc`)
  expect(rows.map(({ name }) => name).filter((name) => !TOPICS.includes(name as never))).toEqual([])
})

/** Routes whose answers tell phones or mail addresses and are not recorded, and why. */
const UNRECORDED_READS: Readonly<Record<string, string>> = {
  'account.read': 'one’s own account',
  'account.sessions': 'one’s own sessions',
  'session.read': 'the address of the product, not of a person',
  'grids.list': 'duty phones of those who answer for a grid',
  'grids.departments': 'duty phones of member units',
  'supervision.supported': 'duty phones of member units, and where enterprises are',
}
const TELLS = /"(\w*[pP]hone|email|address)":/

test('every answer with phones, mail or addresses of people is recorded, changes something, or is named here with the reason', () => {
  const { paths } = openApi('test')
  const telling = Object.entries(CATALOGUE).flatMap(([capability, routes]) =>
    Object.entries(routes).flatMap(([name, route]) => {
      const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
      const { responses } = paths[path]![route.method.toLowerCase()]!
      const tells = route.method === 'GET' && TELLS.test(JSON.stringify(responses))
      return tells ? [{ name: `${capability}.${name}`, sensitive: route.sensitive !== undefined }] : []
    }),
  )
  expect(telling.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toContain('enterprises.read')
  const silent = telling.filter(({ sensitive }) => !sensitive).map(({ name }) => name)
  expect(silent.filter((name) => UNRECORDED_READS[name] === undefined)).toEqual([])
})

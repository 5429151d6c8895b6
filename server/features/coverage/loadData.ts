import type pg from 'pg'
import type { CoverageRule } from '#core/contract/coverage.ts'

/** What a line of a layer is, and the statement that puts all of them, as rows `r`, where the rules look. */
interface Loading {
  readonly line: string
  readonly into: string
}

// parsed once a line, not once a column
const SHORT = 'from (select (p.one).* from (select k.line::kept_row as one from kept k order by k.at offset 0) p) r'
/**
 * Columns that no rule looks at hold what the constraints of the tables let pass. What a layer says of others than its own rows is put back
 * as rows that say it again: who leads, who left, what a clause belongs to.
 */
const LOADED: Readonly<Record<string, Loading>> = {
  district: {
    line: 'code text, name text, geom geometry',
    into: `insert into district (code, name, geom) select r.code, r.name, r.geom ${SHORT}`,
  },
  departments: {
    line: 'code text, name text, id integer, industries text[]',
    into: `insert into department (id, code, name, industries, person, phone) select r.id, r.code, r.name, r.industries, '-', '00000' ${SHORT}`,
  },
  grids: {
    line: 'code text, id integer, level smallint, name text, parent integer, department integer, person text, phone text, geom geometry',
    into: `insert into grid (id, code, level, name, parent, department, person, phone, geom)
      select r.id, r.code, r.level, r.name, r.parent, r.department, r.person, r.phone, r.geom ${SHORT}`,
  },
  enterprises: {
    line: 'id integer, status text, class text, industry text, grid integer, lead_department integer, place integer, geom geometry, visited_at timestamptz',
    into: `insert into enterprise (id, scheme, identifier, name, status, class_computed, class_rule, industry, grid, lead_department, place, geom, visited_at)
      select r.id, 'kept', r.id, '-', r.status, r.class, 'kept', r.industry, r.grid, r.lead_department, r.place, r.geom, r.visited_at ${SHORT}`,
  },
  'hazard-sources': {
    line: 'id integer, enterprise integer, level smallint, people text[]',
    into: `with r as materialized (select r.* ${SHORT}),
      source as (insert into hazard_source (id, enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
        select r.id, r.enterprise, '-', 'storage', st_setsrid(st_makepoint(0, 0), 4326), v.r / v.r, v.r / v.r, v.r, v.r
        from r cross join lateral (select (array[100, 50, 10, 1])[r.level]::float8 as r) v)
      insert into source_responsible (hazard_source, office, person)
      select r.id, split_part(p.one, ':', 1), substr(p.one, position(':' in p.one) + 1) from r cross join lateral unnest(r.people) p (one)`,
  },
  places: {
    line: 'id integer, kind text, name text, grid integer, person text, phone text, geom geometry',
    into: `insert into place (id, kind, name, grid, person, phone, geom) select r.id, r.kind, r.name, r.grid, r.person, r.phone, r.geom ${SHORT}`,
  },
  tenants: {
    line: 'id integer, place integer, enterprise integer, until date',
    into: `insert into tenant (id, place, name, enterprise, until) select r.id, r.place, '-', r.enterprise, r.until ${SHORT}`,
  },
  left: {
    line: 'name text',
    into: `insert into account (id, user_name, name, state, left_at) overriding system value
      select -k.at, 'left-' || k.at, k.line, 'left', app.now() from kept k`,
  },
  nobody: { line: 'name text', into: 'insert into coverage_nobody (name) select k.line from kept k' },
  assignments: {
    line: 'enterprise integer, account integer, person text, from_on date, led boolean',
    into: `with r as materialized (select r.* ${SHORT}),
      leader as (insert into account (id, user_name, name, state) overriding system value
        select distinct r.account, 'leader-' || r.account, 'leader-' || r.account, 'active' from r where r.account is not null),
      post as (insert into post (account, kind, from_at) select distinct r.account, 'leader', app.now() from r where r.account is not null and r.led)
      insert into assignment (request, enterprise, account, person, from_on) select gen_random_uuid(), r.enterprise, r.account, r.person, r.from_on from r`,
  },
  supervision: {
    line: 'id integer, part text, basis text, place integer, place_kind text, grid integer, licence text, industry text, department integer, principle text, clause integer, from_on date',
    into: `insert into supervision_rule (id, request, part, basis, place, place_kind, grid, licence, industry, department, principle, clause, from_on)
      select r.id, gen_random_uuid(), r.part, r.basis, r.place, r.place_kind, r.grid, r.licence, r.industry, r.department, r.principle, r.clause, r.from_on ${SHORT}`,
  },
  clauses: {
    line: 'id integer, law text, number text, in_force_from date, repealed_on date',
    // each of a law of its own: of one name there may be two editions, which the lines do not tell apart
    into: `with r as materialized (select r.* ${SHORT}),
      law as (insert into law (id, name, kind, in_force_from, repealed_on, source) select -r.id, r.law, 'document', date '1000-01-01' + r.id, date '1000-01-02' + r.id, '-' from r)
      insert into law_clause (id, law, number, text, in_force_from, repealed_on) select r.id, -r.id, r.number, '--', r.in_force_from, r.repealed_on from r`,
  },
  licences: {
    line: 'enterprise integer, kind text',
    into: `insert into licence (enterprise, kind, number, issuer, issued_on) select r.enterprise, r.kind, '-', '-', date '2000-01-01' ${SHORT}`,
  },
  // of those who stood in on the day, that day alone
  substitutes: {
    line: 'grid integer, name text, phone text',
    into: `insert into grid_person (request, grid, part, name, phone, from_on, until_on)
      select gen_random_uuid(), r.grid, 'substitute', r.name, r.phone, app.today(), app.today() + 1 ${SHORT}`,
  },
}
/** Layers that a book can be filled from. */
export const isLoaded = (layer: string): boolean => layer in LOADED

const SUMS = `do $$ declare one text; begin
  foreach one in array app.enterprise_sums('select 1 as sign, * from enterprise') loop execute one; end loop; end $$`

/** Takes the lines of layers as they are read, into a table of their own in the empty book. */
export async function receive(client: pg.ClientBase) {
  await client.query('create unlogged table kept_line (layer text not null, at integer not null, line text not null)')
  return async (layer: string, lines: readonly string[], from: number) => {
    await client.query(
      'insert into kept_line select $1, $2::integer + l.at, l.line from unnest($3::text[]) with ordinality l (line, at)',
      [layer, from, lines],
    )
  }
}

/** When the book is of, and by which numbers of rules. */
export interface Version {
  readonly madeAt: string
  readonly rules: readonly Pick<CoverageRule, 'kind' | 'version' | 'limit'>[]
}

/**
 * Fills an empty book, as its superuser, with the lines that were received: the clock stands at `madeAt`, rules have the numbers of then, and
 * what triggers keep is made anew from the rows.
 */
export async function loadData(client: pg.ClientBase, { madeAt, rules }: Version): Promise<void> {
  await client.query(`begin; set local session_replication_role = replica; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
    delete from law_clause; delete from law; delete from coverage_nobody; delete from app.clock; analyze kept_line`)
  await client.query('insert into app.clock (fixed_at) values ($1)', [madeAt])
  for (const [layer, { line, into }] of Object.entries(LOADED)) {
    await client.query(
      `create type kept_row as (${line}); create temporary view kept as select l.at, l.line from kept_line l where l.layer = '${layer}'`,
    )
    // what a forger wrote may fit no table: the layer is told, and not what its rows say
    await client.query(into).catch((error: Error) => {
      throw new Error(`数据层 ${layer} 装不进空库，不是本系统签发时留存的。\nThe layer ${layer} does not fit an empty book: it is none that was kept when this was signed. (${error.message})`) // prettier-ignore
    })
    await client.query('drop view kept; drop type kept_row')
  }
  for (const { kind, version, limit } of rules)
    await client.query('update coverage_rule set version = $2, "limit" = $3 where kind = $1', [kind, version, limit])
  await client.query(SUMS)
  await client.query('select app.prove_territory()')
  await client.query('drop table kept_line; commit')
  await client.query('analyze')
}

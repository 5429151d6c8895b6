/** The data of a certificate of coverage as a file, read and written by another hand; and a whole district of which every layer has rows. */
import { createHash } from 'node:crypto'

const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest()
const hex = (text: string) => sha(text).toString('hex')

export interface DataFile {
  /** Lines of the text that is hashed. */
  head: string[]
  /** certificate, made, signer. */
  about: string[]
  hash: string
  /** Lines as the file has them. */
  layers: Map<string, { digest: string; lines: string[] }>
}

/** Reads a file of data. The number that stands with each layer says how many lines are its own. */
export function parsed(text: string): DataFile {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.pop() !== 'end') throw new Error('not whole')
  const empty = lines.indexOf('')
  const layers: DataFile['layers'] = new Map()
  for (let at = empty + 5; at < lines.length;) {
    const [word, name, rows, digest] = lines[at]!.split(' ') as [string, string, string, string]
    if (word !== 'layer') throw new Error(`no layer: ${lines[at]}`)
    layers.set(name, { digest, lines: lines.slice(at + 1, at + 1 + Number(rows)) })
    at += 1 + Number(rows)
  }
  const hash = lines[empty + 4]!.split(' ')[1]!
  return { head: lines.slice(0, empty), about: lines.slice(empty + 1, empty + 4), hash, layers }
}

const raw = (line: string) =>
  line.replaceAll(/\\(.)/g, (_, one: string) => ({ n: '\n', r: '\r', '\\': '\\' })[one] ?? `?${one}`)
/** SHA-256 over the SHA-256 of each line. */
export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256')
    .update(Buffer.concat(lines.map((line) => sha(raw(line)))))
    .digest('hex')
export const hashOfHead = ({ head }: Pick<DataFile, 'head'>): string => hex(head.map((line) => `${line}\n`).join(''))

/** The file again, with `change` made to it and every digest and the hash put right: a forger who knows the form. */
export function forged(text: string, change: (file: DataFile) => void): string {
  const file = parsed(text)
  change(file)
  file.head = file.head.map((line) => {
    const layer = /^data (\S+) /.exec(line)?.[1]
    return layer === undefined ? line : `data ${layer} ${digestOf(file.layers.get(layer)!.lines)}`
  })
  const layers = [...file.layers].map(([name, { lines }]) => [
    `layer ${name} ${lines.length} ${digestOf(lines)}`,
    ...lines,
  ])
  return [...file.head, '', ...file.about, `hash ${hashOfHead(file)}`, ...layers.flat(), 'end', ''].join('\n')
}

/** A text as one who reads it in pieces gets it, cut anywhere. */
export async function* inPieces(text: string, size = 777): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

/** Beside `WHOLE` and `LED`: names with every sign that a form could trip over, and rows in each layer. */
export const RICH = `
  update grid set person = E'赵"网\\\\格", (一)' where id = 3;
  insert into account (user_name, name, state, left_at) values ('gone1', E'走了\\n的人', 'left', app.now()), ('gone2', 'layer left 9 x', 'left', app.now());
  insert into grid_person (request, grid, part, name, phone, from_on, until_on)
    values (gen_random_uuid(), 3, 'substitute', E'代"班\\\\人, (一)', '0535-1239107', app.today(), app.today() + 2), (gen_random_uuid(), 4, 'worker', '员', '0535-1239108', app.today(), null);
  insert into account (user_name, name, state) values ('busy', '两职', 'active');
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom, status)
    select 'demo', 'R' || i, '单位' || i, (array['C26', 'C27', 'E47', 'C3311'])[1 + i % 4], (array['B', 'C', null])[1 + i % 3], case when i % 3 < 2 then 'CL-1' end,
      st_setsrid(st_makepoint(121 + (i * 37 % 997) * 0.00002, 37 + (i * 61 % 991) * 0.00001), 4326), (array['active', 'active', 'suspended', 'closed'])[1 + i / 3 % 4]
    from generate_series(1, 60) i;
  insert into inspection (enterprise, kind, inspector, inspected_at, findings)
    select id, 'patrol', '赵网格', app.now() - id * interval '5 hours 1.25 seconds', 0 from enterprise where identifier like 'R%' and class is not null;
  insert into licence (enterprise, kind, number, issuer, issued_on) select e.id, k.kind, e.id || k.kind, '局', '2020-01-01'
    from enterprise e cross join (values ('fire'), ('business')) k (kind) where e.id % 7 = 0;
  insert into supervision_rule (request, part, basis, licence, department, principle, clause, from_on)
    values (gen_random_uuid(), 'lead', 'licence', 'fire', 2, 'licence', app.unit_clause(), '2022-01-01');
  insert into supervision_rule (request, part, basis, grid, department, principle, clause, from_on) select gen_random_uuid(), 'support', 'grid', 4, 1, 'territorial', c.id, '2022-03-01'
    from law_clause c join law l on l.id = c.law where l.name = '山东省安全生产条例' and c.number = '第三条';
  insert into tenant (place, name, until) values (1, '甲', null), (1, '乙', '2030-01-01'), (1, '丙', '2020-01-01');
  insert into place (kind, name, person, phone, geom) values ('park', E'南\\t园 "二期"', '园长', '0535-1234507', st_makeenvelope(121.003, 37.003, 121.004, 37.004, 4326)), ('block', '街区', null, null, st_makeenvelope(121.005, 37.003, 121.006, 37.004, 4326));
  insert into tenant (place, name) values (2, '丁');
  insert into hazard_source (enterprise, name, unit_kind, geom, principal) values (2, '未分级', 'production', st_setsrid(st_makepoint(121.015, 37.005), 4326), '甲: 一');
  insert into coverage_nobody values (E'待\\\\招')`

/** RESULTS.md, part by part: one that is measured again is put anew, and what was measured of the others stays. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** Parts of the benchmark, in the order in which they are measured and stand in RESULTS.md. */
export const PARTS = [
  'tiles', 'cached', 'policies', 'sign-in', 'routes', 'memory', 'loop', 'coverage', 'patrols', 'ingest', 'answers', 'screen', 'listeners', 'reading', 'import', 'upload', 'start',
] as const // prettier-ignore
export type Part = (typeof PARTS)[number]

const HEAD = [
  '# Benchmark',
  'Made by `npm run bench`, part by part, each as it was last measured. Server, floor, load client and PostgreSQL share the processors. A ratio is the ' +
    'median of paired rounds, five of two seconds where nothing else is said. Filters and tiles are listed in tests/bench/plan.ts.',
]

const git = (...asked: string[]) => execFileSync('git', asked, { encoding: 'utf8' }).trim()

/** What is measured: the commit, and whether files differ from it; results do not count. */
function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!tests/bench/RESULTS.md')
    return `commit ${git('rev-parse', '--short=10', 'HEAD')}${changed && ' with changes'}`
  } catch {
    return 'no commit'
  }
}

/** When, on what and of which commit something is measured that begins now. */
export const measuredOn = (): string =>
  `${new Date().toISOString().slice(0, 10)} · ${availableParallelism()} processors (${cpus()[0]?.model.trim() || 'unnamed'}) · ` +
  `${Math.round(totalmem() / 2 ** 30)} GB · Node ${process.version} · load average at the start ${loadavg()[0]?.toFixed(1)} · ${commit()}`

/** One table of a part, or what stands in place of one. */
export interface Section {
  readonly title: string
  readonly text: string
}

/** A part as it stands in RESULTS.md. */
export const partText = (part: Part, about: string, sections: readonly Section[]): string =>
  [`## ${part}`, about, ...sections.map(({ title, text }) => `### ${title}\n\n${text}`)].join('\n\n') + '\n'

/** RESULTS.md with these parts put anew, and all others as they were. */
export function withParts(old: string, made: ReadonlyMap<Part, string>): string {
  const kept = new Map(old.split(/^(?=## )/m).slice(1).map((text) => [/^## (\S+)/.exec(text)?.[1] ?? '', `${text.trimEnd()}\n`])) // prettier-ignore
  return [`${HEAD.join('\n\n')}\n`, ...PARTS.flatMap((part) => made.get(part) ?? kept.get(part) ?? [])].join('\n')
}

/**
 * A statement with its values kept apart, as `pg` takes it. Statements nest:
 *   const inView = sql`position && ${box}`
 *   sql`select id from site where ${inView}`
 * Only literals of this code become SQL text; every other value becomes a parameter.
 */
export class Sql {
  readonly parts: readonly string[]
  readonly args: readonly unknown[]
  readonly name: string | undefined

  constructor(parts: readonly string[], args: readonly unknown[], name?: string) {
    this.parts = parts
    this.args = args
    this.name = name
  }

  /** Text with $1, $2 … and the values they stand for, in order. */
  toQuery(): { name?: string; text: string; values: unknown[] } {
    const values: unknown[] = []
    const place = (arg: unknown): string => (arg instanceof Sql ? write(arg) : `$${values.push(arg)}`)
    const write = ({ parts, args }: Sql): string => parts.reduce((text, part, i) => text + place(args[i - 1]) + part)
    const text = write(this)
    return this.name === undefined ? { text, values } : { name: this.name, text, values }
  }
}

/** A statement, or a part of one: literals are SQL, everything in `${}` is a parameter or a nested part. */
export const sql = (parts: TemplateStringsArray, ...args: unknown[]): Sql => new Sql(parts, args)

/**
 * The statement, prepared under a name that no other text may bear: its plan is kept by each connection. For statements whose
 * planning costs more than a plan made for the very values saves.
 */
export const prepared = (name: string, { parts, args }: Sql): Sql => new Sql(parts, args, name)

/** Nothing at all, for a part that is not always there. */
export const EMPTY = new Sql([''], [])

/** Parts one after another with `separator` between them: conditions by ` and `, columns by `, `. */
export function join(parts: readonly Sql[], separator: Sql): Sql {
  const args = parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]))
  return new Sql(
    Array.from({ length: args.length + 1 }, () => ''),
    args,
  )
}

/** A statement that a library wrote, its values numbered already; it stands alone and nests in nothing. */
export function verbatim(text: string, values: readonly unknown[]): Sql {
  const pieces = text.split(/\$\d+/)
  const order = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => values[Number(number) - 1])
  return new Sql(pieces, order)
}

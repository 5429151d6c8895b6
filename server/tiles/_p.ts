import { askOf, statementOf } from './ask.ts'
import pg from 'pg'
const { text, values } = statementOf(askOf(process.argv[2]!)).toQuery()
const out = text.replace(/\$(\d+)/g, (_, n) => {
  const v = values[Number(n) - 1]
  return typeof v === 'number'
    ? v < 0
      ? `(${v})`
      : String(v)
    : pg.escapeLiteral(Array.isArray(v) ? '{' + v.join(',') + '}' : String(v))
})
console.log(out)

// Judges the labelled series of SKAB and of the Tennessee Eastman process by the rules of alarms, and prints what was detected and what was false:
//   node --import tsx scripts/alarmProof.ts FOLDER     the folder that holds skab/data and tep
// How limits are made, and of what, is said in docs/alarms.md.
import { labelledSeries, noSeries } from './lib/labelledSeries.ts'
import { alarmsOf, HEADINGS, verdictTable } from './lib/seriesVerdict.ts'

const folder = process.argv[2]
const missing = noSeries(folder)
if (folder === undefined || missing !== undefined) console.log(`skipped: ${missing}`)
else {
  const rows = verdictTable(labelledSeries(folder), (one) => one.channels.flatMap((channel) => alarmsOf(one, channel)))
  console.table(rows.map((row) => Object.fromEntries(HEADINGS.map((heading, n) => [heading, row[n]]))))
}

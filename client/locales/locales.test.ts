import { expect, test } from 'vitest'
import { account as accountEn } from './en/account.ts'
import { alarmRules as alarmRulesEn } from './en/alarmRules.ts'
import { alarms as alarmsEn } from './en/alarms.ts'
import { codes as codesEn } from './en/codes.ts'
import { coverage as coverageEn } from './en/coverage.ts'
import { patrols as patrolsEn } from './en/patrols.ts'
import { rounds as roundsEn } from './en/rounds.ts'
import { gridPeople as gridPeopleEn } from './en/gridPeople.ts'
import { grids as gridsEn } from './en/grids.ts'
import { duties as dutiesEn } from './en/duties.ts'
import { exportMenu as exportMenuEn } from './en/exportMenu.ts'
import { field as fieldEn } from './en/field.ts'
import { file as fileEn } from './en/file.ts'
import { hazardSources as hazardSourcesEn } from './en/hazardSources.ts'
import { sourceFile as sourceFileEn } from './en/sourceFile.ts'
import { sourceUnit as sourceUnitEn } from './en/sourceUnit.ts'
import { tanks as tanksEn } from './en/tanks.ts'
import { sensors as sensorsEn } from './en/sensors.ts'
import { hazards as hazardsEn } from './en/hazards.ts'
import { attendance as attendanceEn } from './en/attendance.ts'
import { imports as importsEn } from './en/imports.ts'
import { checklists as checklistsEn } from './en/checklists.ts'
import { inspections as inspectionsEn } from './en/inspections.ts'
import { map as mapEn } from './en/map.ts'
import { people as peopleEn } from './en/people.ts'
import { photos as photosEn } from './en/photos.ts'
import { proposals as proposalsEn } from './en/proposals.ts'
import { records as recordsEn } from './en/records.ts'
import { reminders as remindersEn } from './en/reminders.ts'
import { questions as questionsEn } from './en/questions.ts'
import { reports as reportsEn } from './en/reports.ts'
import { scenes as scenesEn } from './en/scenes.ts'
import { shell as shellEn } from './en/shell.ts'
import { timeline as timelineEn } from './en/timeline.ts'
import { walls as wallsEn } from './en/walls.ts'
import { warnings as warningsEn } from './en/warnings.ts'
import { words as wordsEn } from './en/words.ts'
import { responsible as responsibleEn } from './en/responsible.ts'
import { coverageRates as coverageRatesEn } from './en/coverageRates.ts'
import { assignments as assignmentsEn } from './en/assignments.ts'
import { laws as lawsEn } from './en/laws.ts'
import { supervision as supervisionEn } from './en/supervision.ts'
import { coverageTasks as coverageTasksEn } from './en/coverageTasks.ts'
import { pledges as pledgesEn } from './en/pledges.ts'
import { specialWorks as specialWorksEn } from './en/specialWorks.ts'
import { account as accountZh } from './zh/account.ts'
import { alarmRules as alarmRulesZh } from './zh/alarmRules.ts'
import { alarms as alarmsZh } from './zh/alarms.ts'
import { codes as codesZh } from './zh/codes.ts'
import { coverage as coverageZh } from './zh/coverage.ts'
import { patrols as patrolsZh } from './zh/patrols.ts'
import { rounds as roundsZh } from './zh/rounds.ts'
import { gridPeople as gridPeopleZh } from './zh/gridPeople.ts'
import { grids as gridsZh } from './zh/grids.ts'
import { duties as dutiesZh } from './zh/duties.ts'
import { exportMenu as exportMenuZh } from './zh/exportMenu.ts'
import { field as fieldZh } from './zh/field.ts'
import { file as fileZh } from './zh/file.ts'
import { hazardSources as hazardSourcesZh } from './zh/hazardSources.ts'
import { sourceFile as sourceFileZh } from './zh/sourceFile.ts'
import { sourceUnit as sourceUnitZh } from './zh/sourceUnit.ts'
import { tanks as tanksZh } from './zh/tanks.ts'
import { sensors as sensorsZh } from './zh/sensors.ts'
import { hazards as hazardsZh } from './zh/hazards.ts'
import { imports as importsZh } from './zh/imports.ts'
import { checklists as checklistsZh } from './zh/checklists.ts'
import { inspections as inspectionsZh } from './zh/inspections.ts'
import { map as mapZh } from './zh/map.ts'
import { people as peopleZh } from './zh/people.ts'
import { photos as photosZh } from './zh/photos.ts'
import { proposals as proposalsZh } from './zh/proposals.ts'
import { attendance as attendanceZh } from './zh/attendance.ts'
import { records as recordsZh } from './zh/records.ts'
import { reminders as remindersZh } from './zh/reminders.ts'
import { questions as questionsZh } from './zh/questions.ts'
import { reports as reportsZh } from './zh/reports.ts'
import { scenes as scenesZh } from './zh/scenes.ts'
import { shell as shellZh } from './zh/shell.ts'
import { timeline as timelineZh } from './zh/timeline.ts'
import { walls as wallsZh } from './zh/walls.ts'
import { responsible as responsibleZh } from './zh/responsible.ts'
import { coverageRates as coverageRatesZh } from './zh/coverageRates.ts'
import { assignments as assignmentsZh } from './zh/assignments.ts'
import { laws as lawsZh } from './zh/laws.ts'
import { supervision as supervisionZh } from './zh/supervision.ts'
import { coverageTasks as coverageTasksZh } from './zh/coverageTasks.ts'
import { pledges as pledgesZh } from './zh/pledges.ts'
import { specialWorks as specialWorksZh } from './zh/specialWorks.ts'
import { warnings as warningsZh } from './zh/warnings.ts'
import { words as wordsZh } from './zh/words.ts'

type Words = { readonly [key: string]: string | Words }

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].sort().join(' ')
/** Path of each word with the names it is filled with. */
const pathsOf = (words: Words, at = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key} ${placeholders(value)}`] : pathsOf(value, `${at}${key}.`),
  )

test.each([
  ['map', mapZh, mapEn],
  ['exportMenu', exportMenuZh, exportMenuEn],
  ['field', fieldZh, fieldEn],
  ['file', fileZh, fileEn],
  ['codes', codesZh, codesEn],
  ['account', accountZh, accountEn],
  ['alarms', alarmsZh, alarmsEn],
  ['alarmRules', alarmRulesZh, alarmRulesEn],
  ['coverage', coverageZh, coverageEn],
  ['rounds', roundsZh, roundsEn],
  ['patrols', patrolsZh, patrolsEn],
  ['gridPeople', gridPeopleZh, gridPeopleEn],
  ['grids', gridsZh, gridsEn],
  ['duties', dutiesZh, dutiesEn],
  ['hazardSources', hazardSourcesZh, hazardSourcesEn],
  ['sourceFile', sourceFileZh, sourceFileEn],
  ['sourceUnit', sourceUnitZh, sourceUnitEn],
  ['tanks', tanksZh, tanksEn],
  ['sensors', sensorsZh, sensorsEn],
  ['hazards', hazardsZh, hazardsEn],
  ['inspections', inspectionsZh, inspectionsEn],
  ['checklists', checklistsZh, checklistsEn],
  ['people', peopleZh, peopleEn],
  ['photos', photosZh, photosEn],
  ['shell', shellZh, shellEn],
  ['proposals', proposalsZh, proposalsEn],
  ['timeline', timelineZh, timelineEn],
  ['imports', importsZh, importsEn],
  ['attendance', attendanceZh, attendanceEn],
  ['records', recordsZh, recordsEn],
  ['reminders', remindersZh, remindersEn],
  ['questions', questionsZh, questionsEn],
  ['reports', reportsZh, reportsEn],
  ['scenes', scenesZh, scenesEn],
  ['walls', wallsZh, wallsEn],
  ['coverageRates', coverageRatesZh, coverageRatesEn],
  ['assignments', assignmentsZh, assignmentsEn],
  ['laws', lawsZh, lawsEn],
  ['supervision', supervisionZh, supervisionEn],
  ['coverageTasks', coverageTasksZh, coverageTasksEn],
  ['specialWorks', specialWorksZh, specialWorksEn],
  ['pledges', pledgesZh, pledgesEn],
  ['responsible', responsibleZh, responsibleEn],
  ['warnings', warningsZh, warningsEn],
  ['words', wordsZh as Words, wordsEn as Words],
])('%s says everything in both languages, with the same values', (_name, zh, en) => {
  expect(pathsOf(en)).toEqual(pathsOf(zh))
})

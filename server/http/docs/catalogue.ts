import { accounts } from '#core/contract/accounts.ts'
import { alarmRules } from '#core/contract/alarmRules.ts'
import { alarms } from '#core/contract/alarms.ts'
import { audits } from '#core/contract/audits.ts'
import { disclosures } from '#core/contract/disclosures.ts'
import { basemapLines } from '#core/contract/basemapLines.ts'
import { coverageTasks } from '#core/contract/coverageTasks.ts'
import { coverage } from '#core/contract/coverage.ts'
import { coverageRates } from '#core/contract/coverageRates.ts'
import { documents } from '#core/contract/documents.ts'
import { duties } from '#core/contract/duties.ts'
import { classes } from '#core/contract/classes.ts'
import { enterpriseFiles } from '#core/contract/enterpriseFiles.ts'
import { enterprises } from '#core/contract/enterprises.ts'
import { experts } from '#core/contract/experts.ts'
import { facets } from '#core/contract/facets.ts'
import { gateways } from '#core/contract/gateways.ts'
import { gridDrafts } from '#core/contract/gridDrafts.ts'
import { gridPeople } from '#core/contract/gridPeople.ts'
import { grids } from '#core/contract/grids.ts'
import { hazardSourceFiles } from '#core/contract/hazardSourceFiles.ts'
import { hazardSources } from '#core/contract/hazardSources.ts'
import { hazards } from '#core/contract/hazards.ts'
import { imports } from '#core/contract/imports.ts'
import { indicators } from '#core/contract/indicators.ts'
import { inspectionLeftovers } from '#core/contract/inspectionLeftovers.ts'
import { inspectionPlans } from '#core/contract/inspectionPlans.ts'
import { inspectionRecords } from '#core/contract/inspectionRecords.ts'
import { inspections } from '#core/contract/inspections.ts'
import { questions } from '#core/contract/questions.ts'
import { account } from '#core/contract/ownAccount.ts'
import { maintenanceWindows } from '#core/contract/maintenanceWindows.ts'
import { places } from '#core/contract/places.ts'
import { proposals } from '#core/contract/proposals.ts'
import { assignments } from '#core/contract/assignments.ts'
import { laws } from '#core/contract/laws.ts'
import { supervision } from '#core/contract/supervision.ts'
import { pledges } from '#core/contract/pledges.ts'
import { readingRules } from '#core/contract/readingRules.ts'
import { reminders } from '#core/contract/reminders.ts'
import { reports } from '#core/contract/reports.ts'
import { resources } from '#core/contract/resources.ts'
import { responsible } from '#core/contract/responsible.ts'
import type { Route } from '#core/contract/route.ts'
import { patrols } from '#core/contract/patrols.ts'
import { rounds } from '#core/contract/rounds.ts'
import { scenes } from '#core/contract/scenes.ts'
import { sensors } from '#core/contract/sensors.ts'
import { session } from '#core/contract/session.ts'
import { sourceUnits } from '#core/contract/sourceUnits.ts'
import { specialWorks } from '#core/contract/specialWorks.ts'
import { system } from '#core/contract/system.ts'
import { singleSignOn } from '#core/contract/singleSignOn.ts'
import { tanks } from '#core/contract/tanks.ts'
import { tenants } from '#core/contract/tenants.ts'
import { timelines } from '#core/contract/timelines.ts'
import { walls } from '#core/contract/walls.ts'
import { warnings } from '#core/contract/warnings.ts'

/** Every route of the contract by capability and name, for OpenAPI and the page that describes it. */
export const CATALOGUE: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  session,
  singleSignOn,
  account,
  accounts,
  audits,
  enterprises,
  enterpriseFiles,
  classes,
  basemapLines,
  coverage,
  coverageRates,
  coverageTasks,
  documents,
  duties,
  proposals,
  reminders,
  reports,
  timelines,
  hazardSources,
  hazardSourceFiles,
  sourceUnits,
  gateways,
  sensors,
  tanks,
  responsible,
  assignments,
  supervision,
  laws,
  rounds,
  patrols,
  pledges,
  specialWorks,
  hazards,
  alarms,
  alarmRules,
  readingRules,
  maintenanceWindows,
  warnings,
  inspections,
  inspectionPlans,
  inspectionRecords,
  inspectionLeftovers,
  grids,
  gridDrafts,
  gridPeople,
  places,
  tenants,
  resources,
  indicators,
  questions,
  facets,
  experts,
  disclosures,
  system,
  scenes,
  walls,
  imports,
}

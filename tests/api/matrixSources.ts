/** Routes of hazard sources, of what is measured there, and of who is on duty for it. */
import {
  ALARMED,
  COUNT,
  DATES,
  GAS,
  KEPT,
  MAINTENANCE,
  PLEDGE,
  REHEARSED,
  RULE,
  SEEN,
  SENSOR,
  SUBSTANCE,
  TANK,
  UNIT,
  WEATHER,
  WORK,
} from './matrixBodies.ts'
import { type Entry, of } from './matrixGates.ts'
import { ids, ofEnterprises, type Row, type Rows } from './matrixTells.ts'

const anybody = of('anybody')
const government = of('government')
const wallMakers = of('wall-makers')
const office = of('office')
const alarmed = of('alarmed')
const maintaining = of('maintaining')
const ruling = of('ruling')
const acquainted = of('acquainted')
const inDistrict = of('in-district')
const keepers = of('keepers')
const stewards = of('stewards')
export const SOURCES: Readonly<Record<string, Entry>> = {
  'duties.now': acquainted(),
  'duties.dues': wallMakers(),
  'duties.list': government({ path: '/duties?from=2026-03-02' }),
  'duties.people': wallMakers(),
  'duties.plan': wallMakers({ body: { turns: [{ seat: 'officer', person: 'x', fromAt: SEEN, untilAt: SEEN }] } }),
  'duties.change': wallMakers({
    path: '/duties/999999',
    body: { person: 'x', fromAt: SEEN, untilAt: SEEN, seen: SEEN },
  }),
  'duties.drop': wallMakers({ path: `/duties/999999?seen=${SEEN}` }),
  'duties.handovers': government(),
  'duties.give': wallMakers({ body: { request: 'b6f0c1e0-0000-4000-8000-000000000070', seat: 'officer', notes: 'x' } }),
  'duties.end': wallMakers({ path: '/duties/handovers/999999/end', body: { act: 'take', seen: SEEN } }),
  'duties.log': government(),
  'duties.write': wallMakers({
    body: { request: 'b6f0c1e0-0000-4000-8000-000000000071', kind: 'other', text: 'x', corrects: 999_999 },
  }),
  'hazardSources.list': anybody({
    path: '/hazard-sources',
    tells: (body: Rows<Row & { enterprise: number }>) => ({ ...ofEnterprises(body), sources: ids(body.rows) }),
  }),
  'gateways.list': anybody({ path: '/enterprises/:outside/gateways', tells: (rows: readonly { enterprise: number }[]) => ofEnterprises({ rows: rows as never }) }), // prettier-ignore
  'gateways.add': keepers({ path: '/enterprises/:outside/gateways', body: { name: '甲' } }),
  'gateways.rename': keepers({ path: '/gateways/999999', body: { name: '甲', seen: SEEN } }),
  'gateways.revoke': keepers({ path: '/gateways/999999' }),
  'gateways.refused': anybody({ path: '/gateways/999999/refused-readings' }),
  'responsible.read': office({
    path: '/hazard-sources/999999/responsible',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'responsible.appoint': keepers({
    path: '/hazard-sources/999999/responsible/principal',
    body: { person: 'x', phone: null, fromOn: '2026-03-02', seen: null },
  }),
  'responsible.check': keepers({
    path: '/hazard-sources/999999/checks',
    body: { office: 'principal', doneOn: '2026-03-02', note: 'x' },
  }),
  'responsible.date': keepers({ path: '/hazard-sources/999999/filing', body: DATES }),
  'pledges.list': inDistrict({ path: '/pledges?limit=20', tells: ofEnterprises }),
  'pledges.read': inDistrict({ path: '/pledges/:outside' }),
  'pledges.write': keepers({ path: '/pledges/:outside', body: PLEDGE }),
  'specialWorks.list': inDistrict({ path: '/special-works?share=filed', tells: ofEnterprises }),
  'specialWorks.read': inDistrict({
    path: '/special-works/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'specialWorks.file': keepers({ body: WORK }),
  'specialWorks.step': keepers({ path: '/special-works/999999/steps', body: { step: 'begin', seen: 1 } }),
  'specialWorks.test': keepers({ path: '/special-works/999999/gas-tests', body: GAS }),
  'hazardSources.read': anybody({
    path: '/hazard-sources/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'hazardSourceFiles.references': anybody({ path: '/substances?search=x' }),
  'hazardSourceFiles.add': keepers({ path: '/hazard-sources/999999/substances', body: SUBSTANCE }),
  'hazardSourceFiles.change': keepers({ path: '/hazard-sources/999999/substances/1', body: SUBSTANCE }),
  'hazardSourceFiles.drop': keepers({ path: `/hazard-sources/999999/substances/1?inventory=${SUBSTANCE.inventory}` }),
  'hazardSourceFiles.count': stewards({ path: '/hazard-sources/999999/people', body: COUNT }),
  'hazardSourceFiles.uncount': stewards({ path: '/hazard-sources/999999/people/removal', body: { seen: null } }),
  'hazardSourceFiles.surroundings': anybody({ path: '/hazard-sources/999999/surroundings' }),
  'hazardSourceFiles.assessments': anybody({ path: '/hazard-sources/999999/assessments' }),
  'sourceUnits.read': anybody({ path: '/hazard-sources/999999/unit' }),
  'sourceUnits.add': keepers({ path: '/enterprises/:outside/hazard-sources', body: UNIT }),
  'sourceUnits.change': keepers({ path: '/hazard-sources/999999/unit', body: { ...UNIT, seen: SEEN } }),
  'tanks.list': anybody({ path: '/hazard-sources/999999/tanks' }),
  'tanks.add': keepers({ path: '/hazard-sources/999999/tanks', body: TANK }),
  'tanks.change': keepers({ path: '/tanks/999999', body: { ...TANK, seen: SEEN } }),
  'tanks.remove': keepers({ path: `/tanks/999999?seen=${SEEN}` }),
  'sensors.list': office({ path: '/sensors?limit=20', tells: ofEnterprises }),
  'sensors.quality': office({ path: '/sensors/quality', tells: ofEnterprises }),
  'sensors.sources': office({ tells: ofEnterprises }),
  'sensors.videos': office({ path: '/sensors/videos?source=999999' }),
  'sensors.add': keepers({ body: { ...SENSOR, source: 999_999 } }),
  'sensors.change': keepers({ path: '/sensors/999999', body: { ...SENSOR, seen: SEEN } }),
  'sensors.remove': keepers({ path: '/sensors/999999' }),
  'sensors.readings': office({ path: '/sensors/999999/readings' }),
  'alarms.list': office({ path: '/alarms?limit=20&share=all', tells: ofEnterprises }),
  'alarms.read': office({
    path: '/alarms/999999',
    tells: (row: Row & { enterprise: number }) => ofEnterprises({ rows: [row] }),
  }),
  'alarms.act': alarmed({ path: '/alarms/999999/events', body: ALARMED }),
  'alarmRules.list': office(),
  'alarmRules.set': ruling({ body: RULE }),
  'alarmRules.rehearse': ruling({ body: REHEARSED }),
  'readingRules.list': office(),
  'readingRules.set': ruling({ body: KEPT }),
  'maintenanceWindows.list': office({ path: '/maintenance-windows?limit=20', tells: ofEnterprises }),
  'maintenanceWindows.add': maintaining({ body: MAINTENANCE }),
  'maintenanceWindows.end': maintaining({ path: '/maintenance-windows/999999/end', body: { seen: SEEN } }),
  'warnings.list': office({ tells: ofEnterprises }),
  'warnings.read': office({ path: '/hazard-sources/999999/warning' }),
  'warnings.weather': anybody(),
  'warnings.announce': wallMakers({ body: WEATHER }),
  'warnings.end': wallMakers({ path: '/weather-warnings/999999/end' }),
}

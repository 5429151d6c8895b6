import { hazardSourceFiles } from '#core/contract/hazardSourceFiles.ts'
import { hazardSources } from '#core/contract/hazardSources.ts'
import { sourceUnits } from '#core/contract/sourceUnits.ts'
import { TABLE_VERSION } from '#core/domain/gb18218Tables.ts'
import { findReferences } from '#core/domain/substances.ts'
import { problem } from '../../http/problems.ts'
import type { Serve } from '../../http/serve.ts'
import { groundOf } from '../../filter/ground.ts'
import { hazardSourceWhere } from '../../filter/predicate.ts'
import { hazardSourceOf, hazardSourcePage } from '../../filter/rows/hazardSourceRows.ts'
import { addSubstance, changeSubstance, dropSubstance } from './inventory.ts'
import { countByHand, uncount } from './people.ts'
import { assessmentsOf, surroundingsOf } from './surroundings.ts'
import { addUnit, changeUnit, readUnit } from './unit.ts'

/** Routes of major hazard sources. */
export function hazardSourceRoutes(serve: Serve): void {
  serve(hazardSources.list, async ({ query }, db) => {
    const ground = await groundOf(db)
    const { rows } = await hazardSourcePage(db, ground, hazardSourceWhere(query, ground.now))
    return { total: rows.length, rows, version: ground.versions['hazard-sources'] }
  })
  serve(hazardSources.read, async ({ params }, db) => {
    const found = await hazardSourceOf(db, params.id)
    if (!found) throw problem('not-found')
    return found
  })
  serve(hazardSourceFiles.references, async ({ query }) => ({
    tableVersion: TABLE_VERSION,
    rows: findReferences(query.search ?? '').map((row) => ({ ...row, aliases: [...row.aliases], cas: [...row.cas] })),
  }))
  serve(hazardSourceFiles.add, ({ params, body }, db) => addSubstance(db, params.id, body))
  serve(hazardSourceFiles.change, ({ params, body }, db) => changeSubstance(db, params, body))
  serve(hazardSourceFiles.drop, ({ params, query }, db) => dropSubstance(db, params, query.inventory))
  serve(hazardSourceFiles.count, ({ params, body }, db) => countByHand(db, params.id, body))
  serve(hazardSourceFiles.uncount, ({ params, body }, db) => uncount(db, params.id, body.seen))
  serve(hazardSourceFiles.surroundings, ({ params }, db) => surroundingsOf(db, params.id))
  serve(hazardSourceFiles.assessments, ({ params }, db) => assessmentsOf(db, params.id))
  serve(sourceUnits.read, ({ params }, db) => readUnit(db, params.id))
  serve(sourceUnits.add, ({ params, body }, db) => addUnit(db, params.id, body))
  serve(sourceUnits.change, ({ params, body }, db) => changeUnit(db, params.id, body))
}

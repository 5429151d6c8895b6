import { describe, expect, test } from 'vitest'
import { readLedger } from './ledger.ts'
import { placesBook, steward } from './placesBook.ts'
import { pick, randomOf } from './randomFilters.ts'
import { type Eyes, SIGHTS } from './scoped/sights.ts'
import { readTerritory } from './scoped/territory.ts'

const places = placesBook()
const { tenantsOf, add, enterprise, as } = places

describe('a book by chance', () => {
  const random = randomOf(29)
  /** Rows and files of some towers, linked, ended and moved as it happens. */
  async function fill() {
    const towers = (await places.book.owner.query<{ id: number }>(`select id from place where kind = 'tower' order by id limit 6`)).rows
    const units = (await places.book.owner.query<{ id: number }>('select id from department order by id')).rows
    await places.book.owner.query('update place set lead_department = $2 where id = $1', [towers[0]!.id, units[1]!.id])
    for (let n = 0; n < 70; n++) {
      const place = pick(random, towers).id
      const id = await add(place, { name: `偶然${n}号`, industry: pick(random, ['F52', 'H62', 'L72', null]) })
      if (random() < 0.3) await places.desk.post(`/places/${place}/tenants/${id}/end`).send({ until: pick(random, ['2026-06-15', '2026-06-14', '2026-07-01']) })
      else if (random() < 0.5) {
        const file = await enterprise(1000 + n, `偶然${n}号有限公司`, pick(random, [null, place]))
        await places.desk.post(`/places/${place}/tenants/${id}/link`).send({ enterprise: file })
        if (random() < 0.3) await places.desk.post(`/enterprises/${file}`).send({ fields: { place: pick(random, [null, pick(random, towers).id]) } })
      }
    }
    const ledger = { ...(await readLedger(places.book.owner)), ...(await readTerritory(places.book.owner)) }
    return { towers: ledger.places.filter(({ id }) => towers.some((row) => row.id === id)), units, ledger }
  }

  test('lists for each tower and each asker the rows and files that an oracle in memory finds, in its order', async () => {
    const { towers, units, ledger } = await fill()
    const owner = pick(random, ledger.enterprises.filter(({ place }) => towers.some(({ id }) => id === place)))
    const askers = [
      { ...steward, eyes: { role: 'government', grids: [] } as const },
      ...units.slice(0, 6).map(({ id }) => ({ role: 'department', department: id } as const)),
      ...towers.map(({ grid }) => ({ role: 'grid', grids: [grid!, pick(random, towers).grid!] } as const)),
      { role: 'enterprise', enterprise: owner.id, own: owner } as const,
    ]
    const counted = { with: 0, without: 0, former: 0 }
    for (const asker of askers) for (const tower of towers) {
      const eyes: Eyes = { grids: [], ...asker }
      const sees = SIGHTS[eyes.role]
      const { own: _, eyes: __, ...actor } = { own: undefined, eyes: undefined, ...asker }
      const desk = as(actor)
      if (!sees.places(tower, eyes)) {
        expect((await desk.get(`/places/${tower.id}/tenants`)).status).toBe(404)
        continue
      }
      const rows = ledger.tenants.filter((row) => row.place === tower.id && sees.tenants(row, eyes))
      const files = ledger.enterprises.filter((row) => row.place === tower.id && sees.enterprises(row, eyes))
      const without = rows.filter((row) => row.enterprise === null && !row.gone).sort((a, b) => a.id - b.id).map(({ id, name }) => [id, null, name])
      const ofFile = (id: number) => rows.find((row) => row.enterprise === id && !row.gone)?.id ?? null
      const byRisk = [...files].sort((a, b) => (a.risk ?? 5) - (b.risk ?? 5) || a.id - b.id).map(({ id, name }) => [ofFile(id), id, name])
      const former = rows.filter(({ gone }) => gone).sort((a, b) => b.id - a.id).map(({ id, name }) => [id, name])
      const told = async (query: Record<string, string>) => (await tenantsOf(tower.id, { limit: '7', ...query }, desk)).map((row) => [row.tenant, row.enterprise, row.name])
      const about = `${JSON.stringify(asker)} ${tower.name}`
      expect(await told({}), about).toEqual([...without, ...byRisk])
      expect(await told({ file: 'without' }), about).toEqual(without)
      expect(await told({ file: 'with' }), about).toEqual(byRisk)
      expect((await told({ state: 'former' })).map(([id, , name]) => [id, name]), about).toEqual(former)
      expect((await desk.get(`/places/${tower.id}/tenants`).query({ limit: '1' })).body.total, about).toBe(without.length + byRisk.length)
      counted.with += byRisk.length
      counted.without += without.length
      counted.former += former.length
    }
    expect(Math.min(...Object.values(counted))).toBeGreaterThan(20)
  })
}) // prettier-ignore

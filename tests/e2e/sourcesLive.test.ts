import { expect, test } from 'vitest'
import { alarmHouse } from './alarmHouse.ts'
import { askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

test('a hazard source whose sensors fall silent turns hollow on the open map by itself, and fresh again with the next value', async () => {
  const house = await alarmHouse()
  const query = async <Row>(text: string, values: unknown[] = []) => (await house.owner.query(text, values)).rows as Row[]
  const [source] = await query<{ id: number; place: [number, number] }>(
    'select id, array[st_x(geom), st_y(geom)] as place from hazard_source where geom is not null and level is not null order by id desc limit 1',
  )
  const { id, place } = source!
  const others = await query<{ id: number }>('update sensor set enabled = false where hazard_source = $1 and enabled returning id', [id])
  const [own] = await query<{ id: number }>(
    `insert into sensor (hazard_source, code, name, kind, unit, range_low, range_high, cadence)
      values ($1, $2, '静默试验', 'level', 'm', 0, 9, 5) returning id`,
    [id, `S-${Date.now()}`],
  )
  const say = () =>
    query(
      `insert into sensor_now (sensor, at, value, received_at) values ($1, app.now(), 1, app.now())
        on conflict (sensor) do update set at = app.now(), received_at = app.now()`,
      [own!.id],
    )
  try {
    await say()
    const page = await openPage({ hash: `map=14/${place[1]}/${place[0]}&v=1&theme=dark` })
    await drawn(page)
    const marks = async () => (await askMap(page, 'features', 'hazard-sources-silent')).filter((one) => one.id === id).map(({ symbol }) => symbol)
    // it speaks every five seconds until the page stands, then no more
    await expect.poll(async () => (await say(), await marks()), PATIENCE).toEqual([])
    await expect.poll(marks, PATIENCE).toEqual(['source-silent'])
    await expect.poll(async () => (await say(), await marks()), PATIENCE).toEqual([])
  } finally {
    await query('update sensor set enabled = true where id = any ($1)', [others.map((one) => one.id)])
    await query('update sensor set enabled = false where id = $1', [own!.id])
    await house.close()
  }
}) // prettier-ignore

import { expect, inject, test } from 'vitest'
import { alarmHouse } from './alarmHouse.ts'
import { askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

test('a hazard source whose sensors fall silent turns hollow on the open map by itself, also while nobody answers, and fresh again with the next value', async () => {
  const house = await alarmHouse()
  const query = async <Row>(text: string, values: unknown[] = []) => (await house.owner.query(text, values)).rows as Row[]
  const [source] = await query<{ id: number; enterprise: number; place: [number, number] }>(
    'select id, enterprise, array[st_x(geom), st_y(geom)] as place from hazard_source where geom is not null and level is not null order by id desc limit 1',
  )
  const { id, enterprise, place } = source!
  const others = await query<{ id: number }>('update sensor set enabled = false where hazard_source = $1 and enabled returning id', [id])
  const page = await openPage({ nowhere: true, as: 'duty', allow: /ERR_FAILED/ })
  const post = async <Answer>(path: string, data: object, headers = {}) => {
    const answer = await page.request.post(`${inject('url')}/api${path}`, { data, headers: { origin: inject('url'), ...headers } })
    expect([path, answer.status()]).toEqual([path, 201])
    return (await answer.json()) as Answer
  }
  const gateway = await post<{ token: string; row: { id: number } }>(`/enterprises/${enterprise}/gateways`, { name: `静默网关 ${Date.now()}` })
  const own = await house.sensor('静默试验', { source: id, gateway: gateway.row.id, cadence: 2 })
  const [{ code } = { code: '' }] = await query<{ code: string }>('select code from sensor where id = $1', [own])
  const say = () => {
    const at = new Date().toISOString()
    return post('/readings', { sentAt: at, readings: [{ sensor: code, source: id, at, value: 1 }] }, { authorization: `Bearer ${gateway.token}` })
  }
  const marks = async () => (await askMap(page, 'features', 'hazard-sources-silent')).filter((one) => one.id === id).map(({ symbol }) => symbol)
  try {
    await say()
    await page.goto(`${inject('url')}/#map=14/${place[1]}/${place[0]}&v=1&theme=dark`)
    await drawn(page)
    // it speaks all the time until the page stands, then no more
    await expect.poll(async () => (await say(), await marks()), PATIENCE).toEqual([])
    await expect.poll(marks, PATIENCE).toEqual(['source-silent'])
    await expect.poll(async () => (await say(), await marks()), PATIENCE).toEqual([])
    // what is not answered is not shown as live beyond its deadline
    await page.route('**/api/sensors/sources', (route) => route.abort())
    await expect.poll(marks, PATIENCE).toEqual(['source-silent'])
  } finally {
    await query('update sensor set enabled = true where id = any ($1)', [others.map((one) => one.id)])
    await query('update sensor set enabled = false where id = $1', [own])
    await house.close()
  }
}) // prettier-ignore

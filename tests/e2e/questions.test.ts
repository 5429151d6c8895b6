import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

interface Figures {
  readonly figures: readonly { parts: readonly { part: string; n: number; of: number | null }[] }[]
}
const whole = (text: string | null) => Number((text ?? '').replaceAll(',', '').replace(/[^0-9.]/g, ''))

test('beside the map the duty officer turns from the trend to steps, clocks, rates, overdue and repeats', async () => {
  const page = await openPage({ as: 'duty' })
  const turn = (sight: string) => page.locator(`[data-sight="${sight}"]`).click(PATIENCE)
  const read = async (ids: string) => (await ask<Figures>(page, `/api/indicators?months=2&ids=${ids}`)).figures.map(({ parts }) => parts) // prettier-ignore

  await turn('states')
  const [steps] = await read('hazards-state')
  for (const { part, n } of steps!)
    await expect.poll(async () => whole(await page.locator(`[data-step="${part}"] .n`).textContent()), PATIENCE).toBe(n)

  await turn('rate')
  const [rectified, onTime] = await read('hazards-rectified,hazards-on-time')
  const shown = (id: string) => page.locator(`[data-figure="${id}:${rectified!.at(-1)!.part}:n"]`).textContent(PATIENCE)
  expect(await shown('hazards-on-time')).toBe(`${onTime!.at(-1)!.n}/${onTime!.at(-1)!.of}`)
  expect(await page.locator('[data-definition="hazards-on-time"]').textContent()).toContain('按期闭环的占比')
  await page.locator('[data-rate="hazards-rectified"]').click()
  expect(await shown('hazards-rectified')).toBe(`${rectified!.at(-1)!.n}/${rectified!.at(-1)!.of}`)
  expect(await page.locator('[data-definition="hazards-rectified"]').textContent()).toContain('口径（a）')

  await turn('clocks')
  await page.locator('[data-figure="clock-submit:all:n"]').click(PATIENCE)
  const [clock] = await read('clock-submit')
  await expect.poll(async () => whole(await page.locator('[data-rows-total]').textContent()), PATIENCE).toBe(clock![0]!.n) // prettier-ignore
  await page.keyboard.press('Escape')

  await turn('overdue')
  expect(await page.locator('[data-overdue]').first().textContent(PATIENCE)).toMatch(/超期 \d+ 天.*轮到(企业|监管)/)
  await turn('repeat')
  const [repeats] = await read('hazards-repeat')
  const first = repeats![1]!
  expect(whole(await page.locator(`[data-repeats="${first.part}"] .n`).textContent(PATIENCE))).toBe(first.n)
})

test('the five questions each say why they were chosen, and open what they count', async () => {
  const page = await openPage({ as: 'duty', path: '/questions' })
  await page.locator('[data-question="alarm"] [data-why]').waitFor(PATIENCE)
  const told = await ask<{ questions: { key: string; subject: { id: number } | null; figure: { n: number } | null }[] }>(page, '/api/questions') // prettier-ignore
  expect(await page.locator('[data-question]').evaluateAll((all) => all.map((one) => one.getAttribute('data-question')))).toEqual(told.questions.map(({ key }) => key)) // prettier-ignore
  expect(await page.locator('[data-question="alarm"] [data-why]').textContent()).toContain('尚未接入报警')
  for (const { key, figure } of told.questions) {
    if (!figure) continue
    const count = page.locator(`[data-question="${key}"] .figure .n`)
    expect([key, whole(await count.textContent())]).toEqual([key, figure.n])
    await count.click()
    await expect.poll(async () => [key, whole(await page.locator('[data-rows-total]').textContent())], PATIENCE).toEqual([key, figure.n]) // prettier-ignore
    await page.locator('[role="dialog"] header .icon-button').click()
  }
  await isFit(page)
  const major = told.questions[0]!.subject!.id
  await page.locator('[data-question="overdue-major"] .subject a').first().click()
  await arrivesAt(page, `/hazards/${major}`)
})

test('beside the map a question unfolds; who has another post is told that they are not for it', async () => {
  const page = await openPage({ as: 'duty' })
  await page.locator('[data-sight="questions"]').click(PATIENCE)
  const question = page.locator('[data-question="unvisited"]')
  await question.locator('.ask').click(PATIENCE)
  expect(await question.locator('[data-why]').textContent(PATIENCE)).toContain('1 个月的周期')
  const grid = await openPage({ as: 'grid-materials', path: '/questions' })
  await grid.getByText('五问给领导和值班员看').waitFor(PATIENCE)
})

test('on a phone the figures of hazards unfold above the list', async () => {
  const page = await openPage({ as: 'duty', path: '/hazards', width: 390, height: 844, theme: 'light' })
  await page.locator('[data-unfold]').click(PATIENCE)
  await page.locator('[data-figures="clock-close"] .n').waitFor(PATIENCE)
  await page.locator('[data-repeats]').first().waitFor(PATIENCE)
  await isFit(page)
})

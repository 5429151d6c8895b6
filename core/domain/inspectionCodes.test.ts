import { expect, test } from 'vitest'
import { codePath, readCode } from './inspectionCodes.ts'

const HOME = 'https://anjian.example'

test.each([
  [{ enterprise: 12, riskPoint: 7 }, '/field/enterprises/12/inspect?riskPoint=7'],
  [{ enterprise: 12, riskPoint: undefined }, '/field/enterprises/12/inspect?code=1'],
])('the code of %j holds %s and is read as what it is of', (code, path) => {
  expect(codePath(code)).toBe(path)
  expect(readCode(`${HOME}${path}`, [HOME])).toEqual(code)
})

test.each([
  ['https://anjian.example.evil.test/field/enterprises/12/inspect?code=1'],
  ['http://anjian.example/field/enterprises/12/inspect?code=1'],
  ['https://anjian.example@evil.test/field/enterprises/12/inspect?code=1'],
  ['https://anjian.example:8443/field/enterprises/12/inspect?code=1'],
  ['javascript:location="https://anjian.example/field/enterprises/12/inspect"'],
  ['weixin://dl/business'],
])('%s is of another system', (text) => expect(readCode(text, [HOME])).toBe('elsewhere'))

test.each([
  [''],
  ['第一车间'],
  ['/field/enterprises/12/inspect'],
  [`${HOME}/field/enterprises/0/inspect`],
  [`${HOME}/field/enterprises/12/inspect/../../../../`],
  [`${HOME}/api/session`],
])('%j opens no checklist', (text) => expect(readCode(text, [HOME])).toBe('other'))

test('a risk point that is no number leaves the code of its enterprise', () => {
  for (const point of ['', '0', '1e3', '-4', '7;8'])
    expect(readCode(`${HOME}/field/enterprises/12/inspect?riskPoint=${point}`, [HOME])).toEqual({ enterprise: 12, riskPoint: undefined }) // prettier-ignore
})

test('a code that holds the address under which people reach the product opens wherever it is scanned', () => {
  const code = { enterprise: 12, riskPoint: undefined }
  const inside = 'https://10.0.0.7:8420'
  expect(readCode(`${HOME}${codePath(code)}`, [inside, HOME])).toEqual(code)
  expect(readCode(`${inside}${codePath(code)}`, [inside, HOME])).toEqual(code)
  expect(readCode(`${HOME}${codePath(code)}`, [inside])).toBe('elsewhere')
})

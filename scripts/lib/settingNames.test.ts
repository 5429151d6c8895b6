import { expect, test } from 'vitest'
import { describeSettings } from '../../server/settings.ts'
import { settingNames } from './settingNames.mjs'

test('names every setting that the server reads', () => {
  expect(settingNames()).toEqual(describeSettings().map(({ name }) => name))
})

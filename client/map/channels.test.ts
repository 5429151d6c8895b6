import { expect, test } from 'vitest'
import { ref, watch } from 'vue'
import { steadyFeatures } from './channels.ts'

test('features of an answer that comes again as it was are those of before, and nothing is told of them', () => {
  const names = ref(['灯塔'])
  const features = steadyFeatures(() => ({
    type: 'FeatureCollection',
    features: names.value.map((name) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Point', coordinates: [121.5, 37.4] },
    })),
  }))
  let told = 0
  watch(features, () => void (told += 1), { flush: 'sync' })
  const first = features.value
  names.value = ['灯塔']
  expect(features.value).toBe(first)
  expect(told).toBe(0)
  names.value = ['灯塔', '银杏']
  expect(features.value.features).toHaveLength(2)
  expect(told).toBe(1)
})

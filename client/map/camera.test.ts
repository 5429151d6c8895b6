import { expect, test } from 'vitest'
import { readCamera } from './camera.ts'

test.each([
  ['#map=12.5/37.43/121.51&v=1', { position: [121.51, 37.43], zoom: 12.5, bearing: 0, text: '#map=12.5/37.43/121.51' }],
  ['#v=1&map=9/-37/-121/-17.5/0', { position: [-121, -37], zoom: 9, bearing: -17.5, text: '#map=9/-37/-121/-17.5' }],
])('%s says where the map looks', (hash, camera) => {
  expect(readCamera(hash)).toEqual(camera)
})

test.each(['', '#v=1', '#v=1&bitmap=1/2/3', '#map=a/b/c', '#map=1/2', '#map=1..2/3/4'])(
  '%s says nothing of it',
  (hash) => {
    expect(readCamera(hash)).toBeUndefined()
  },
)

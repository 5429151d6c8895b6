import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { fromThisMachine } from './loopback.ts'

const asked = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  fromThisMachine({ socket: { remoteAddress } as Socket, headers })

test.each([
  ['127.0.0.1', '127.0.0.1:8420'],
  ['127.0.0.1', 'localhost:8420'],
  ['::1', '[::1]:8420'],
  ['::ffff:127.0.0.1', 'LOCALHOST'],
])('%s asking for %s sits at this machine', (address, host) => {
  expect(asked(address, { host })).toBe(true)
})

test.each([
  ['another machine', '192.168.1.20', { host: 'localhost' }],
  ['another machine in IPv6 clothes', '::ffff:10.0.0.1', { host: 'localhost' }],
  ['an address that only begins alike', '127.0.0.1.evil', { host: 'localhost' }],
  ['a socket without an address', undefined, { host: 'localhost' }],
  ['a foreign name that resolves here', '127.0.0.1', { host: 'rebound.example' }],
  ['a foreign name that begins alike', '127.0.0.1', { host: 'localhost.example' }],
  ['a foreign name that ends alike', '127.0.0.1', { host: 'evil-localhost' }],
  ['a name with something behind the port', '127.0.0.1', { host: 'localhost:80@example' }],
  ['no name', '127.0.0.1', {}],
  ['a proxy: Forwarded', '127.0.0.1', { host: 'localhost', forwarded: 'for=10.0.0.1' }],
  ['a proxy: X-Forwarded-For', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
  ['a proxy: X-Forwarded-Host', '127.0.0.1', { host: 'localhost', 'x-forwarded-host': '' }],
  ['a proxy: Via', '127.0.0.1', { host: 'localhost', via: '1.1 gate' }],
  ['a proxy: CF-Connecting-IP', '127.0.0.1', { host: 'localhost', 'cf-connecting-ip': '127.0.0.1' }],
  ['a proxy: True-Client-IP', '127.0.0.1', { host: 'localhost', 'true-client-ip': '127.0.0.1' }],
  ['a proxy: Fastly-Client-IP', '127.0.0.1', { host: 'localhost', 'fastly-client-ip': '127.0.0.1' }],
  ['a proxy: X-Cluster-Client-IP', '127.0.0.1', { host: 'localhost', 'x-cluster-client-ip': '127.0.0.1' }],
  ['a proxy: CDN-Loop', '127.0.0.1', { host: 'localhost', 'cdn-loop': 'gate' }],
  ['a proxy: X-Real-IP', '127.0.0.1', { host: 'localhost', 'x-real-ip': '127.0.0.1' }],
])('%s does not', (_who, address, headers) => {
  expect(asked(address, headers as Record<string, string>)).toBe(false)
})

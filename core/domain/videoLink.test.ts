import { expect, test } from 'vitest'
import { linkFault, videoHost } from './videoLink.ts'

test('a link names the host that a browser goes to, or is none', () => {
  for (const host of ['video.example', '10.0.0.8', 'a-b.video.example:8443'])
    for (const path of ['', '/', '/live?camera=1&x=%20#top']) {
      const link = `https://${host}${path}`
      expect(videoHost(link), link).toBe(new URL(link).host)
    }
  for (const host of ['0x7f.1', '127.1', '2130706433', 'VIDEO.example', 'a..b:70000', 'u@video.example', '.example', '-a.example'])
    expect(videoHost(`https://${host}/`), host).toBeUndefined()
  expect(videoHost('https://video.example:443/')).toBe('video.example')
}) // prettier-ignore

test('a host that is let without a port is let at any, one with a port at that alone, and none of its sub-domains', () => {
  const judged = (link: string) => linkFault(link, ['video.example', 'b.example:8443'])
  expect(['https://video.example:1/', 'https://video.example', 'https://b.example:8443/'].map(judged)).toEqual([undefined, undefined, undefined]) // prettier-ignore
  expect(['https://a.video.example', 'https://b.example', 'https://b.example:84430', 'http://video.example'].map(judged)).toEqual(['host', 'host', 'form', 'form']) // prettier-ignore
  expect(linkFault('https://anywhere.example/', undefined)).toBeUndefined()
  expect(linkFault('https://anywhere.example/', [])).toBe('host')
})

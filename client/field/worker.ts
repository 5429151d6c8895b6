/// <reference lib="webworker" />
/**
 * Service worker of the phone app: keeps its page and all that the page is made of, one version whole. It never answers for the server:
 * data on the device comes from the book alone, which tells its age.
 */
export {}
declare const self: ServiceWorkerGlobalScope

/** Filled in by the build: names of files, and a hash over all of them. */
const FILES = '__FIELD_FILES__'.split(',')
const VERSION = '__FIELD_VERSION__'
const KEPT = `anjian-field-${VERSION}`
const PAGE = '/field'

self.addEventListener('install', (event) => {
  // asked for anew: a page kept by the browser's own cache could be of another version
  const all = [...FILES.map((file) => `/${file}`), PAGE].map((path) => new Request(path, { cache: 'reload' }))
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(all)))
})

self.addEventListener('activate', (event) => {
  const others = async () => {
    const names = await caches.keys()
    await Promise.all(
      names.filter((name) => name.startsWith('anjian-field-') && name !== KEPT).map((name) => caches.delete(name)),
    )
    await self.clients.claim()
  }
  event.waitUntil(others())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const isPage = request.mode === 'navigate' && (pathname === PAGE || pathname.startsWith(`${PAGE}/`))
  if (!isPage && !FILES.includes(pathname.slice(1))) return
  const kept = caches.match(isPage ? PAGE : request, { cacheName: KEPT, ignoreVary: true })
  event.respondWith(kept.then((found) => found ?? fetch(request)))
})

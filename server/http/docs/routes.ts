import { readFileSync } from 'node:fs'
import type { Request, Router } from 'express'
import { docsPage, type Language } from './docsPage.ts'
import { type OpenApi, openApi } from './openapi.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
/** A Host header that may be shown in an example. */
const PLAIN_HOST = /^[\w.:[\]-]{1,255}$/

let made: OpenApi | undefined
/** Made from the contract when first asked for; it cannot change while the program runs. */
const present = () => (made ??= openApi((JSON.parse(read('../../../package.json')) as { version: string }).version))

function languageOf(req: Request): Language {
  if (req.query.lang === 'zh' || req.query.lang === 'en') return req.query.lang
  return req.acceptsLanguages(['zh', 'zh-CN', 'en']) === 'en' ? 'en' : 'zh'
}

/** `/openapi.json` for machines and `/docs` for people; neither needs script, network or database. */
export function docsRoutes(router: Router): void {
  const style = read('docs.css')
  router.get('/openapi.json', (_req, res) => void res.json(present()))
  router.get('/docs.css', (_req, res) => void res.type('css').send(style))
  router.get('/docs', (req, res) => {
    const host = req.headers.host ?? ''
    const origin = `${req.protocol}://${PLAIN_HOST.test(host) ? host : 'localhost'}`
    res.type('html').send(docsPage({ document: present(), language: languageOf(req), origin }))
  })
}

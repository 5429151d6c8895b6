// Writes data/openapi.json from the contract. A test says when it is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { openApi } from '../server/http/docs/openapi.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const document = openApi(version)
writeFileSync('data/openapi.json', `${JSON.stringify(document, null, 2)}\n`)
console.log(`data/openapi.json: ${Object.keys(document.paths).length} paths`)

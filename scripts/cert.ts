/** `npm run cert` makes what phones need for HTTPS: a local authority, and a certificate of this server for its addresses. */
import { parseArgs } from 'node:util'
import { readSettings, SettingRefused } from '../server/settings.ts'
import { certWords } from '../server/tls/certWords.ts'
import { makeCertificate } from '../server/tls/making.ts'

const USAGE = `用法 usage: npm run cert [-- --host NAME ...]
  --host  除本机名与局域网地址外，证书还适用的主机名或 IP 地址
          host names or IP addresses that the certificate is for, beside this machine's own`

try {
  const { values } = parseArgs({
    options: { host: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(USAGE)
  else {
    // files that are missing, or have expired, are what this makes anew
    const { TLS_CERT: _cert, TLS_KEY: _key, ...environment } = process.env
    console.log(certWords(await makeCertificate(readSettings(environment).ANJIAN_DATA, values.host)))
  }
} catch (error) {
  const told = error instanceof SettingRefused || (error as Error).constructor === Error
  console.error(told ? (error as Error).message : error instanceof TypeError ? `${error.message}\n${USAGE}` : error)
  process.exitCode = 1
}

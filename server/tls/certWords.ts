import { resolve } from 'node:path'
import { lanAddresses } from './addresses.ts'
import type { Made } from './making.ts'

/** What is to be done with what was made, in Chinese and then in English. */
export function certWords({ authority, fingerprint, isNew, cert, key, names, expiresAt }: Made): string {
  const until = new Date(expiresAt).toISOString().slice(0, 10)
  const [ca, certFile, keyFile] = [authority, cert, key].map((path) => resolve(path))
  const start = `HOST=0.0.0.0 TLS_CERT='${certFile}' TLS_KEY='${keyFile}' npm start`
  const address = `https://${lanAddresses().find((one) => !one.includes(':')) ?? 'localhost'}:8420`
  return `
${isNew ? '已建立本地证书颁发机构（CA），并签发服务器证书' : '沿用已有的本地证书颁发机构（CA），已重新签发服务器证书'}
  适用于  ${names.join('  ')}
  有效至  ${until}（到期前再执行一次 npm run cert；运行中的服务自行换用新证书）
一、启动：
  ${start}
二、在每台设备上安装并信任 CA（一次即可）：
  ${ca}
  指纹 SHA-256  ${fingerprint}
  安卓    设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书，选取该文件（各品牌名称略有不同）；用 Chrome 打开
  iOS     用“隔空投送”或邮件发到手机并打开；设置 › 已下载描述文件 › 安装；
          再到 设置 › 通用 › 关于本机 › 证书信任设置，打开对它的完全信任
  Windows certutil -user -addstore Root ca.crt
  macOS   security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ca.crt
  Linux   sudo cp ca.crt /usr/local/share/ca-certificates/anjian.crt && sudo update-ca-certificates
  Firefox 设置 › 隐私与安全 › 证书 › 查看证书 › 证书颁发机构 › 导入
三、手机与本机在同一网络，打开 ${address}
安装前请核对指纹。同一文件夹里的 ca.key 能为任何网站作假：勿外传，勿复制到手机。

${isNew ? 'A local certificate authority (CA) was made, and a certificate of the server' : 'The local certificate authority (CA) stands, and has signed a new certificate of the server'}
  for     ${names.join('  ')}
  until   ${until} (run npm run cert again before; a server that runs takes the new one up by itself)
1. Start:
  ${start}
2. Install and trust the CA on each device, once:
  ${ca}
  SHA-256 fingerprint  ${fingerprint}
  Android Settings › Security › Encryption & credentials › Install a certificate › CA certificate, and choose
          the file (makers name it differently); open the page in Chrome
  iOS     send it by AirDrop or mail and open it; Settings › Profile Downloaded › Install;
          then Settings › General › About › Certificate Trust Settings: switch full trust on
  Windows certutil -user -addstore Root ca.crt
  macOS   security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ca.crt
  Linux   sudo cp ca.crt /usr/local/share/ca-certificates/anjian.crt && sudo update-ca-certificates
  Firefox Settings › Privacy & Security › Certificates › View Certificates › Authorities › Import
3. With the phone in the same network open ${address}
Compare the fingerprint before you install. The ca.key beside it can forge any site for these devices: give it to nobody.
`
}

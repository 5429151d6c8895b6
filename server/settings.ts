import { existsSync } from 'node:fs'
import { z } from 'zod'
import { QUIET_HOURS } from '#core/domain/reminders.ts'
import { isVideoHost } from '#core/domain/videoLink.ts'
import { isBroker, isBucket, isHostAndPort, isMailServer, isOrigin, isProvider, isReceiver } from './settingForms.ts'
import { refuseHalves, SettingRefused } from './settingPairs.ts'

export { SettingRefused }

const flag = z.enum(['0', '1']).transform((text) => text === '1')
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
const address = z.string().regex(/^postgres(ql)?:\/\/\S+$/)
const file = z.string().refine((path) => existsSync(path))
const listed = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))
/** Hours of a day, `21-7`. */
const hours = z
  .string()
  .regex(/^([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])$/)
  .transform((text) => text.split('-').map(Number) as [number, number])
  .transform(([from, until]) => ({ from, until }))
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema
  readonly fallback: string
  readonly zh: string
  readonly en: string
}
const setting = <Schema extends z.ZodType>(schema: Schema, fallback: string, zh: string, en: string) =>
  ({ schema, fallback, zh, en }) satisfies Setting<Schema>

/** Every setting of the server: one environment variable each. */
const SETTINGS = {
  HOST: setting(
    z
      .string()
      .regex(/^[0-9A-Za-z.:-]+$/)
      .default('127.0.0.1'),
    '127.0.0.1',
    '监听地址，例如 127.0.0.1 或 0.0.0.0',
    'Address to listen on, e.g. 127.0.0.1 or 0.0.0.0',
  ),
  PORT: setting(whole(0, 65535).default(8420), '8420', '端口，0–65535 的整数', 'Port, a whole number from 0 to 65535'),
  TLS_CERT: setting(
    file.optional(),
    '—',
    'TLS 证书文件（PEM，须存在）',
    'File of the TLS certificate (PEM, must exist)',
  ),
  TLS_KEY: setting(file.optional(), '—', 'TLS 私钥文件（PEM，须存在）', 'File of the TLS key (PEM, must exist)'),
  ANJIAN_DATA: setting(
    z.string().default('var'),
    './var',
    '私有数据库与文档的数据目录',
    'Data folder of the private database and of documents',
  ),
  SECRET_KEY: setting(
    z.string().min(32).max(500).optional(),
    'ANJIAN_DATA/secret.key',
    '封存两步验证密钥的口令，至少 32 字符；多个服务进程须相同',
    'Text that seals second factors, at least 32 characters; the same for all server processes',
  ),
  TRUST_PROXY: setting(
    whole(0, 10).default(0),
    '0',
    '前面可信代理的层数，0–10；来访地址取自 X-Forwarded-For',
    'Trusted proxies in front, 0 to 10: by them the address of a visitor is read from X-Forwarded-For',
  ),
  HSTS_SECONDS: setting(
    whole(0, 63_072_000).optional(),
    'TLS 31536000 / 0',
    '浏览器须只用 HTTPS 访问的秒数（HSTS），0 不发；由代理提供 TLS 时须在此设置',
    'Seconds for which browsers must use HTTPS alone (HSTS), 0 for none; set it where a proxy speaks TLS',
  ),
  DATABASE_URL: setting(
    address.optional(),
    '—',
    '自备 PostgreSQL 的服务器登录地址，postgresql://用户@主机/库',
    'Login of the server at a PostgreSQL of yours, postgresql://user@host/database',
  ),
  DATABASE_OWNER_URL: setting(
    address.optional(),
    '—',
    '执行迁移的登录地址（anjian_owner 的成员）',
    'Login that migrates (a member of anjian_owner)',
  ),
  DATABASE_OPERATOR_URL: setting(
    address.optional(),
    '—',
    '导入与演示数据的登录地址（anjian_operator）',
    'Login of imports and demo data (anjian_operator)',
  ),
  DATABASE_READ_URLS: setting(
    listed.pipe(z.array(address)).optional(),
    '—',
    '只读副本地址，逗号分隔',
    'Streaming replicas for reads, parted by commas',
  ),
  ANJIAN_DEMO: setting(
    flag.optional(),
    '私有库 private 1 / DATABASE_URL 0',
    '空库是否装入演示数据：1 或 0',
    'Whether an empty book gets the demo district: 1 or 0',
  ),
  ANJIAN_SIMULATE: setting(
    flag.default(true),
    '1',
    '演示账本是否模拟监测数据：1 或 0；真实账本从不模拟',
    'Whether values of sensors are simulated in a demo book, 1 or 0; in a real one they never are',
  ),
  PUBLIC_URL: setting(
    z
      .string()
      .refine(isOrigin)
      .transform((text) => new URL(text).origin)
      .optional(),
    '—',
    '人们访问本系统的地址，http(s)://主机[:端口]，不带路径；邮件中的链接、检查码和单点登录由此而成',
    'Address under which people reach this server, http(s)://host[:port] without a path: links in mail, printed codes and single sign-on are made of it',
  ),
  SMTP_URL: setting(
    z.string().refine(isMailServer).optional(),
    '—',
    '邮件服务器，smtp:// 或 smtps://[用户:口令@]主机[:端口]；设置后邀请和重置的链接、提醒用邮件发出',
    'Mail server, smtp:// or smtps://[user:password@]host[:port]: with it links of invitations and resets, and reminders, are sent by mail',
  ),
  MAIL_FROM: setting(z.email().max(200).optional(), '—', '邮件的发件人地址', 'Address that mail is sent from'),
  QUIET_HOURS: setting(
    hours.default(QUIET_HOURS),
    `${QUIET_HOURS.from}-${QUIET_HOURS.until}`,
    '不发提醒邮件和 webhook 的时段（北京时间，起-止，整点），起止相同则不设',
    'Hours of China in which no reminders are mailed or sent to the webhook, from-until; the same hour twice for none',
  ),
  WEBHOOK_URL: setting(
    z.string().refine(isReceiver).optional(),
    '—',
    '接收隐患提醒的地址（webhook），https://（本机可用 http://）',
    'Address that reminders of hazards are sent to (webhook), https:// (http:// on this machine only)',
  ),
  WEBHOOK_SECRET: setting(
    z.string().min(32).max(500).optional(),
    '—',
    '为 webhook 签名（HMAC-SHA256）的口令，32–500 字符',
    'Text that signs what is sent there (HMAC-SHA256), 32 to 500 characters',
  ),
  OIDC_ISSUER: setting(
    z.string().refine(isProvider).optional(),
    '—',
    '单点登录提供方的 issuer，https://（本机可用 http://）',
    'Issuer of the single sign-on provider (OpenID Connect), https:// (http:// on this machine only)',
  ),
  OIDC_CLIENT_ID: setting(
    z.string().max(300).optional(),
    '—',
    '在提供方登记的 client_id；回调地址登记为 PUBLIC_URL/sign-on',
    'The client_id registered there, with PUBLIC_URL/sign-on as its redirect address',
  ),
  OIDC_CLIENT_SECRET: setting(
    z.string().max(1000).optional(),
    '—',
    '该客户端的密钥；不设则为公开客户端（PKCE）',
    'Its secret; without one it is a public client (PKCE)',
  ),
  OIDC_NAME: setting(
    z.string().max(40).optional(),
    '—',
    '登录按钮上提供方的名称，至多 40 字',
    'Name of the provider on the button, at most 40 characters',
  ),
  DOCUMENT_MB: setting(
    whole(1, 100).default(20),
    '20',
    '一份文档的最大兆字节数，1–100',
    'Most megabytes of one document, 1 to 100',
  ),
  CLAMD_ADDRESS: setting(
    z.string().refine(isHostAndPort).optional(),
    '—',
    '查毒程序 clamd 的地址，主机:端口；设置后每份文档先查毒，查毒程序不应答则拒收',
    'Address of the virus scanner clamd, host:port: with it every document is scanned first, and refused where it does not answer',
  ),
  S3_BUCKET_URL: setting(
    z.string().refine(isBucket).optional(),
    '—',
    '存放文档的 S3 兼容存储桶地址，https://存储/桶 或 https://桶.存储；不设则存于 ANJIAN_DATA/documents',
    'Address of an S3-compatible bucket for documents, https://store/bucket or https://bucket.store; without it they lie in ANJIAN_DATA/documents',
  ),
  S3_ACCESS_KEY: setting(z.string().max(200).optional(), '—', '该存储桶的访问密钥编号', 'Id of its access key'),
  S3_SECRET_KEY: setting(z.string().max(200).optional(), '—', '该访问密钥', 'The access key itself'),
  S3_REGION: setting(
    z
      .string()
      .regex(/^[0-9a-z-]{1,60}$/)
      .default('us-east-1'),
    'us-east-1',
    '该存储桶的区域',
    'Region of the bucket',
  ),
  MQTT_URL: setting(
    z.string().refine(isBroker).optional(),
    '—',
    'MQTT 服务器，mqtt:// 或 mqtts://[用户:口令@]主机[:端口]；设置后从中接收监测读数',
    'MQTT broker, mqtt:// or mqtts://[user:password@]host[:port]: with it readings are taken from there',
  ),
  MQTT_TOPIC: setting(
    z
      .string()
      .regex(/^[^\0]{1,500}$/)
      .default('anjian/readings/+'),
    'anjian/readings/+',
    '订阅的主题',
    'Topic that is subscribed to',
  ),
  MQTT_CLIENT: setting(
    z
      .string()
      .regex(/^[0-9A-Za-z_-]{1,60}$/)
      .default('anjian'),
    'anjian',
    '在该服务器上的客户端名称；其会话保留未确认的消息，同一服务器上的两套系统须不同',
    'Name of the client there, whose session keeps what is not acknowledged; two books at one broker need two',
  ),
  MQTT_CA: setting(
    file.optional(),
    '—',
    '签发该服务器证书的 CA 文件（PEM，须存在）；公开 CA 签发的不必设',
    'File of the authority that signed its certificate (PEM, must exist); not needed for a public one',
  ),
  VIDEO_HOSTS: setting(
    listed.pipe(z.array(z.string().refine(isVideoHost))).optional(),
    '—',
    '视频链接只能指向这些主机（小写主机[:端口]，逗号分隔）；不设则任何 https 主机均可',
    'Hosts (host[:port] in lower case, parted by commas) that links of cameras may lead to; any host of https unless set',
  ),
  LOG_LEVEL: setting(
    z.enum(LEVELS).default('info'),
    'info',
    `日志级别：${LEVELS.join(', ')}`,
    `One of ${LEVELS.join(', ')}`,
  ),
  POOL_SIZE: setting(whole(1, 60).default(10), '10', '数据库连接数，1–60', 'Connections to the database, 1 to 60'),
  STATEMENT_TIMEOUT_MS: setting(
    whole(100, 600_000).default(15_000),
    '15000',
    '单条语句最长毫秒数，100–600000',
    'Longest a statement may take in milliseconds, 100 to 600000',
  ),
} as const

type Schemas = { [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['schema'] }
const Environment = z.object(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema])) as Schemas,
)

/** What the server was told by its environment, checked. */
export type Settings = z.output<typeof Environment>

const refusal = (name: string, given: string, zh: string, en: string) =>
  `环境变量 ${name}=${given} 无效。应为：${zh}。请改正或取消设置后重新启动。\n` +
  `The environment variable ${name}=${given} cannot be used. Expected: ${en}. Correct or unset it, and start again.`

/** A secret, and a password inside an address, are nobody's business. */
function shown(name: string, text: string): string {
  if (['SECRET_KEY', 'OIDC_CLIENT_SECRET', 'S3_SECRET_KEY', 'WEBHOOK_SECRET'].includes(name)) return '…'
  // what lies behind the host of a webhook is often what lets one in
  if (name === 'WEBHOOK_URL') return URL.canParse(text) ? `${new URL(text).origin}/…` : '…'
  // a password may hold any character, and so may an address that is no address
  return name === 'SMTP_URL' || name === 'MQTT_URL' ? text.replace(/^.*@/s, '…@') : text.replace(/:[^:@/]+@/, ':…@')
}

/** Reads the settings; an empty variable counts as unset. @throws SettingRefused naming each bad one and its remedy */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => (environment[name]?.trim() ? [[name, environment[name].trim()]] : [])),
  )
  const result = Environment.safeParse(given)
  if (!result.success) {
    const names = [...new Set(result.error.issues.map(({ path }) => path[0] as keyof typeof SETTINGS))]
    const refusals = names.map((name) =>
      refusal(name, shown(name, given[name] ?? ''), SETTINGS[name].zh, SETTINGS[name].en),
    )
    throw new SettingRefused(refusals.join('\n'))
  }
  refuseHalves(result.data)
  return result.data
}

/** The settings in force, for the system administrator: what is given, else the default; secrets hidden. */
export const settingsInForce = (
  environment: Readonly<Record<string, string | undefined>>,
): { name: string; value: string | null; given: boolean; zh: string; en: string }[] =>
  Object.entries(SETTINGS).map(([name, { fallback, zh, en }]) => {
    const text = environment[name]?.trim()
    const value = text ? shown(name, text) : fallback === '—' ? null : fallback
    return { name, value, given: Boolean(text), zh, en }
  })

/** The settings as rows of a table for the README: name, default, meaning in Chinese and in English. */
export const describeSettings = (): { name: string; fallback: string; zh: string; en: string }[] =>
  Object.entries(SETTINGS).map(([name, { fallback, zh, en }]) => ({ name, fallback, zh, en }))

/** A setting that cannot be used; the message names it and says what would do. */
export class SettingRefused extends Error {}

/** What is of use together only: each, where it is set, needs all that stands beside it. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  TLS_CERT: ['TLS_KEY'],
  TLS_KEY: ['TLS_CERT'],
  SMTP_URL: ['MAIL_FROM', 'PUBLIC_URL'],
  MAIL_FROM: ['SMTP_URL'],
  WEBHOOK_URL: ['WEBHOOK_SECRET'],
  WEBHOOK_SECRET: ['WEBHOOK_URL'],
  OIDC_ISSUER: ['OIDC_CLIENT_ID', 'PUBLIC_URL'],
  OIDC_CLIENT_ID: ['OIDC_ISSUER'],
  OIDC_CLIENT_SECRET: ['OIDC_ISSUER'],
  OIDC_NAME: ['OIDC_ISSUER'],
  MQTT_CA: ['MQTT_URL'],
  S3_BUCKET_URL: ['S3_ACCESS_KEY', 'S3_SECRET_KEY'],
  S3_ACCESS_KEY: ['S3_BUCKET_URL'],
  S3_SECRET_KEY: ['S3_BUCKET_URL'],
}

/** @throws SettingRefused naming what is missing beside what is set */
export function refuseHalves(settings: Readonly<Record<string, unknown>>): void {
  const refusals = Object.entries(TOGETHER).flatMap(([name, others]) => {
    const missing = settings[name] === undefined ? [] : others.filter((other) => settings[other] === undefined)
    return missing.map(
      (other) =>
        `设置了 ${name}，还须设置 ${other}；请一并设置，或取消 ${name}。\n` +
        `${name} is set and needs ${other}: the two must be set together.`,
    )
  })
  if (refusals.length > 0) throw new SettingRefused(refusals.join('\n'))
}

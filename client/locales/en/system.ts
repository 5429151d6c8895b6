/** Words of the page of the system administrator. */
export const system = {
  title: 'System',
  fact: {
    version: 'Version',
    started: 'Started',
    migration: 'Schema',
    postgresql: 'Database',
    size: 'Size',
    mail: 'Mail of reminders',
    certificate: 'HTTPS certificate',
    webhook: 'Webhook of reminders',
  },
  webhook: { waiting: '{n} waiting, last sent {last}', failed: '{n} failed and will be tried again ({error})' },
  mail: { waiting: '{n} waiting, last sent {last}', failed: '{n} failed and will be tried again ({error})' },
  certificate: {
    none: 'none: this program speaks no HTTPS',
    until: 'until {day}, for {names}',
    soon: 'ends in {n} days: renew it',
    expired: 'expired, and refused by browsers: renew it',
  },
  rules: 'Rules in force',
  settings: 'Settings in force',
  settingsLead:
    'Settings are environment variables of the program; a change takes effect at its next start. Of secrets only that they are set is told.',
  given: 'set',
  versions: 'Data version of each layer',
  denied: 'Only the system administrator sees the system',
  deniedLead: 'If you are one, switch to that post at the top right.',
}

import type { Session } from '#core/contract/session.ts'

/** Key of what one is shown: it changes where everything on the screen has to be asked for anew. */
export const seenAs = ({ person, role, grids, department, enterprise, enterprises, account }: Session): string =>
  JSON.stringify([
    person,
    role,
    grids,
    department,
    enterprise,
    enterprises,
    account?.step === 'done' ? account.post : null,
  ])

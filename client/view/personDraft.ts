import type { z } from 'zod'
import { NewAccount } from '#core/contract/accounts.ts'

/** Who an account is made for, as it is typed. */
export interface PersonDraft {
  userName: string
  name: string
  phone: string
  email: string
}
export type PersonField = keyof PersonDraft

export const emptyPerson = (): PersonDraft => ({ userName: '', name: '', phone: '', email: '' })

/** As the contract takes it: phones without the spaces and dashes they are written with, nothing typed as null. */
export const personOf = ({ userName, name, phone, email }: PersonDraft): z.input<typeof NewAccount> => ({
  userName: userName.trim().toLowerCase(),
  name: name.trim(),
  phone: phone.replaceAll(/[\s-]/g, '') || null,
  email: email.trim() || null,
})

/** The fields that the contract would refuse. */
export function faultsOf(draft: PersonDraft): readonly PersonField[] {
  const issues = NewAccount.safeParse(personOf(draft)).error?.issues ?? []
  return [...new Set(issues.map(({ path }) => path[0] as PersonField))]
}

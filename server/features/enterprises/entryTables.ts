import type { z } from 'zod'
import { ENTRY_ROWS, type EntryKind } from '#core/contract/fileEntries.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** Where entries of one kind are kept, and how their fields are called and typed there. */
export interface EntryTable {
  readonly table: Sql
  /** Columns that are written, in the order of `fields`. */
  readonly columns: Sql
  /** The same as record of JSON: "field" type, … */
  readonly record: Sql
  /** The same values of that record `r`. */
  readonly values: Sql
  /** Columns of the row as it is read, over the table `x`. */
  readonly read: Sql
  readonly order: Sql
}

/** The table of each kind; texts are those of this file alone. */
export const ENTRY_TABLES: { readonly [Kind in EntryKind]: EntryTable & { readonly row: (typeof ENTRY_ROWS)[Kind] } } =
  {
    person: {
      row: ENTRY_ROWS.person,
      table: sql`enterprise_person`,
      columns: sql`office, name, phone, appointed_on`,
      record: sql`office text, name text, phone text, "appointedOn" date`,
      values: sql`r.office, r.name, r.phone, r."appointedOn"`,
      read: sql`x.office, x.name, x.appointed_on as "appointedOn",
      (select c.phone from enterprise_person_contact c where c.enterprise_person = x.id) as phone`,
      order: sql`array_position(array['responsible-person', 'safety-manager', 'safety-director', 'safety-committee', 'contact', 'staff'], x.office), x.id`,
    },
    licence: {
      row: ENTRY_ROWS.licence,
      table: sql`licence`,
      columns: sql`kind, number, issuer, issued_on, expires_on`,
      record: sql`kind text, number text, issuer text, "issuedOn" date, "expiresOn" date`,
      values: sql`r.kind, r.number, r.issuer, r."issuedOn", r."expiresOn"`,
      read: sql`x.kind, x.number, x.issuer, x.issued_on as "issuedOn", x.expires_on as "expiresOn"`,
      order: sql`x.issued_on desc, x.id desc`,
    },
    certificate: {
      row: ENTRY_ROWS.certificate,
      table: sql`certificate`,
      columns: sql`kind, holder, subject, number, issued_on, expires_on`,
      record: sql`kind text, holder text, subject text, number text, "issuedOn" date, "expiresOn" date`,
      values: sql`r.kind, r.holder, r.subject, r.number, r."issuedOn", r."expiresOn"`,
      read: sql`x.kind, x.holder, x.subject, x.number, x.issued_on as "issuedOn", x.expires_on as "expiresOn"`,
      order: sql`x.issued_on desc, x.id desc`,
    },
    equipment: {
      row: ENTRY_ROWS.equipment,
      table: sql`special_equipment`,
      columns: sql`kind, name, registration, inspection_due_on`,
      record: sql`kind text, name text, registration text, "inspectionDueOn" date`,
      values: sql`r.kind, r.name, r.registration, r."inspectionDueOn"`,
      read: sql`x.kind, x.name, x.registration, x.inspection_due_on as "inspectionDueOn"`,
      order: sql`x.inspection_due_on, x.id`,
    },
    insurance: {
      row: ENTRY_ROWS.insurance,
      table: sql`insurance`,
      columns: sql`insurer, policy, from_on, until_on`,
      record: sql`insurer text, policy text, "fromOn" date, "untilOn" date`,
      values: sql`r.insurer, r.policy, r."fromOn", r."untilOn"`,
      read: sql`x.insurer, x.policy, x.from_on as "fromOn", x.until_on as "untilOn"`,
      order: sql`x.until_on desc, x.id desc`,
    },
    fund: {
      row: ENTRY_ROWS.fund,
      table: sql`safety_fund`,
      columns: sql`year, due, spent`,
      record: sql`year smallint, due numeric, spent numeric`,
      values: sql`r.year, r.due, r.spent`,
      read: sql`x.year, x.due::float8 as due, x.spent::float8 as spent`,
      order: sql`x.year desc`,
    },
    plan: {
      row: ENTRY_ROWS.plan,
      table: sql`emergency_plan`,
      columns: sql`kind, name, filed_on, drilled_on`,
      record: sql`kind text, name text, "filedOn" date, "drilledOn" date`,
      values: sql`r.kind, r.name, r."filedOn", r."drilledOn"`,
      read: sql`x.kind, x.name, x.filed_on as "filedOn", x.drilled_on as "drilledOn"`,
      order: sql`x.drilled_on desc nulls last, x.id desc`,
    },
    penalty: {
      row: ENTRY_ROWS.penalty,
      table: sql`penalty`,
      columns: sql`decided_on, authority, document, reason, amount`,
      record: sql`"decidedOn" date, authority text, document text, reason text, amount numeric`,
      values: sql`r."decidedOn", r.authority, r.document, r.reason, r.amount`,
      read: sql`x.decided_on as "decidedOn", x.authority, x.document, x.reason, x.amount::float8 as amount`,
      order: sql`x.decided_on desc, x.id desc`,
    },
    accident: {
      row: ENTRY_ROWS.accident,
      table: sql`accident`,
      columns: sql`happened_on, deaths, serious_injuries, direct_loss, description`,
      record: sql`"happenedOn" date, deaths integer, "seriousInjuries" integer, "directLoss" numeric, description text`,
      values: sql`r."happenedOn", r.deaths, r."seriousInjuries", r."directLoss", r.description`,
      read: sql`x.happened_on as "happenedOn", x.deaths, x.serious_injuries as "seriousInjuries",
      x.direct_loss::float8 as "directLoss", x.description, x.grade`,
      order: sql`x.happened_on desc, x.id desc`,
    },
    declaration: {
      row: ENTRY_ROWS.declaration,
      table: sql`file_declaration`,
      columns: sql`section, reason`,
      record: sql`section text, reason text`,
      values: sql`r.section, r.reason`,
      read: sql`x.section, x.reason`,
      order: sql`x.section`,
    },
  }

/** Where an entry came from, over the table `x`. */
export const provenance = sql`x.id, x.source, x.made_by as "madeBy", x.made_at as "madeAt", x.changed_at as "changedAt", x.changed_by as "changedBy"`

export type EntriesOf<Kind extends EntryKind> = z.output<(typeof ENTRY_ROWS)[Kind]>[]

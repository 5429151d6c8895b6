import type { FileSectionName } from './fileSections.ts'
import type { PostKind } from './posts.ts'
import type { Role } from './roles.ts'

/** Sections of the file to which those who supervise add photographs. */
const SUPERVISED = ['hazards', 'inspections'] as const satisfies readonly FileSectionName[]

/**
 * What each post may add to the documents of an enterprise of its scope: anything, or photographs of some sections. Deleting is left to
 * those who may add anything. The policy `added` of the table document holds the same.
 */
export const DOCUMENT_RIGHTS: Readonly<Partial<Record<PostKind, 'any' | readonly FileSectionName[]>>> = {
  'data-steward': 'any',
  'safety-manager': 'any',
  leader: SUPERVISED,
  'duty-officer': SUPERVISED,
  'department-officer': SUPERVISED,
  'grid-chief': SUPERVISED,
  'grid-worker': SUPERVISED,
  expert: SUPERVISED,
  worker: ['hazards'],
}

/** The post whose right a role has that wears none, as a demo identity does. */
const FIRST_POST: Readonly<Partial<Record<Role, PostKind>>> = {
  government: 'data-steward',
  department: 'department-officer',
  grid: 'grid-chief',
  enterprise: 'safety-manager',
  expert: 'expert',
}

/** What whoever asks may add; undefined where nothing. */
export function documentRight({ role, post }: { readonly role: Role; readonly post?: PostKind | undefined }) {
  const kind = post ?? FIRST_POST[role]
  return kind && DOCUMENT_RIGHTS[kind]
}

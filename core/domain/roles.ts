/**
 * As what one asks: the scope of the post that is worn. Government sees the district, a department its enterprises, a grid its
 * grid, an enterprise itself; an expert what is assigned; the three administrators no enterprise at all; a wall the district, without
 * what is only for some; the public what is disclosed.
 */
export const ROLES = [
  'government',
  'department',
  'grid',
  'enterprise',
  'expert',
  'system',
  'security',
  'audit',
  'wall',
  'public',
] as const
export type Role = (typeof ROLES)[number]

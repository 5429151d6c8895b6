import { patrols } from '#core/contract/patrols.ts'
import type { PostKind } from '#core/domain/posts.ts'
import type { Role } from '#core/domain/roles.ts'

const { only, posts } = patrols.cells

/** Whether somebody may see where others were: by role, and by the post that is worn. */
export const readsPatrols = (role: Role | undefined, worn: PostKind | undefined): boolean =>
  only.some((one) => one === role) && (worn === undefined || posts.some((one) => one === worn))

import { z } from 'zod'

/** How many rows of a file were new, different and as they were. */
export const Merged = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() })
export type Merged = z.infer<typeof Merged>

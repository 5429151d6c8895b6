import { z } from 'zod'

// The content policy forbids eval. Imported before any schema is made, so that zod does not even try.
z.config({ jitless: true })

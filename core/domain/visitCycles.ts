/** Months within which an enterprise of a class is to be visited. */
export const CYCLES = { A: 1, B: 3, C: 6 } as const

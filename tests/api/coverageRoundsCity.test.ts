import { wholeCity } from './coverageRoundsBook.ts'
import { playRounds } from './coverageRoundsPlay.ts'
import { randomOf } from './randomFilters.ts'

/** 2,000 grids. */
const CITY = { columns: 50, rows: 40, pieces: 8, side: 0.012, southWest: [121.2, 37.4] } as const

playRounds('a city of 2,000 grids', () => wholeCity(randomOf(17), CITY), 2000)

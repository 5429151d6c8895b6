import { wholeDemo } from './coverageRoundsBook.ts'
import { playRounds } from './coverageRoundsPlay.ts'

playRounds('the demonstration district', wholeDemo, 31)

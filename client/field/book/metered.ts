/** What browsers tell of the network; few do, and none has to. */
interface Network {
  readonly type?: string
  readonly saveData?: boolean
}
const UNMETERED: readonly (string | undefined)[] = ['wifi', 'ethernet']

/** Whether bytes cost nothing here, as far as anybody knows: where the browser does not say, they may cost. */
export function isUnmetered(network = (navigator as { connection?: Network }).connection): boolean {
  return network !== undefined && network.saveData !== true && UNMETERED.includes(network.type)
}

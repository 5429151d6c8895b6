/** Readings of one gateway, as it sends them. */
export interface Batch {
  readonly token: string
  /** By the clock of the product, as a gateway that is set right would say. */
  readonly sentAt: string
  readonly readings: readonly {
    readonly sensor: string
    readonly source: number
    readonly at: string
    readonly value: number
  }[]
}
/** Sends a batch; done once it is kept. */
export type Send = (batch: Batch) => Promise<void>

/** The door that every gateway uses: `POST /api/readings` at the address of the server. */
export const doorOf =
  (url: string): Send =>
  async ({ token, ...sent }) => {
    const response = await fetch(`${url}/api/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin: new URL(url).origin },
      body: JSON.stringify(sent),
    })
    if (!response.ok) throw new Error(`readings of the demo were refused: ${response.status} ${await response.text()}`)
  }

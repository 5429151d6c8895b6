import { networkInterfaces } from 'node:os'

/** Addresses of this machine in its networks: no loopback, none that holds on one link alone. */
export const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address }) => !internal && !/^(fe[89ab]|169\.254\.)/i.test(address))
    .map(({ address }) => address)

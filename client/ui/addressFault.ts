/** Why a phone would not open this address as an app; undefined where it would. `ownMachine`: it means the phone itself. */
export function addressFault({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>) {
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return 'ownMachine'
  return protocol === 'https:' ? undefined : 'notSecure'
}

/** Addresses of config.yaml. */
import type { Notes } from '../core/rundown/notes.js'

export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/**
 * An address without a slash at its end. Plain http would carry tokens in the clear: only to this
 * machine.
 */
export function address(written: string, place: string, notes: Notes): string {
  const url = URL.canParse(written) ? new URL(written) : undefined
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    const says = 'this is not an address such as https://onair.example'
    notes.error({ place, code: 'wrong-form', says })
  } else if (!isSafe) {
    const says = 'plain http is allowed to this machine only'
    notes.error({ place, code: 'plain-http', says, hint: 'write https://' })
  } else if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    const says = 'an address here has no user, password, query or fragment'
    notes.error({ place, code: 'wrong-form', says })
  }
  return written.replace(/\/+$/, '')
}

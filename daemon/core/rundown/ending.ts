/** Whether what an address names, by its ending, is of a kind the platform takes. */
import type { Notes } from './notes.js'

export function ending(
  url: string,
  types: readonly string[],
  kind: 'a sound' | 'an image' | 'a film',
  place: string,
  notes: Notes,
): void {
  // Without the host: `https://cdn.example.png` names no file.
  const [, path = ''] = /^https?:\/\/[^/?#]+(\/[^?#]*)/.exec(url) ?? []
  const [found] = /\.[a-z0-9]+$/i.exec(path.slice(path.lastIndexOf('/'))) ?? []
  const known = types.join(', ')
  if (found === undefined) {
    notes.error({
      place,
      code: 'file-type',
      says: `the address does not end like that of ${kind}`,
      hint: `the platform takes ${known}`,
    })
  } else if (!types.includes(found.toLowerCase())) {
    const says = `${kind} cannot be ${found}; the platform takes ${known}`
    notes.error({ place, code: 'file-type', says })
  }
}

/** Who watches the station from outside, as written → as meant. */
import type { Notes } from '../core/rundown/notes.js'
import { address } from './address.js'
import type { Fetch } from './secrets.js'
import type { Watcher } from './shape.js'
import type { WrittenWatcher } from './written.js'

/** 24 characters of 64 are 144 bit. */
const TOKEN_MIN = 24

export function readWatcher(
  written: WrittenWatcher | undefined,
  fetch: Fetch,
  notes: Notes,
): Watcher | undefined {
  if (written === undefined) return undefined
  const url = address(written.url, '/watcher/url', notes)
  const token = fetch(written.token, '/watcher/token')
  if (token === undefined) return undefined
  if (/^\S+$/.test(token.reveal()) && token.reveal().length >= TOKEN_MIN) return { url, token }
  notes.error({
    place: '/watcher/token',
    code: 'weak-secret',
    says: `a token has at least ${TOKEN_MIN} characters and no blanks`,
    hint: 'make one with: openssl rand -hex 32',
  })
  return undefined
}

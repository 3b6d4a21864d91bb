/** What the desk needs of the journal: who a token belongs to, and the book of orders. */
import type { FindCaller } from '../console/guard.js'
import { same } from '../console/same.js'
import { EVERYTHING } from '../core/desk/roles.js'
import type { Instant } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { TokenStore } from '../journal/tokens.js'
import type { Secret } from '../secret.js'
import type { Disk } from './disk.js'
import type { Book } from './orders.js'

/** Looked through for what changed since a client last looked. */
const LATEST = 100

/** `local`: the token of data/desk.json, which whoever owns this folder can read: he is the admin of it. */
export const callers =
  (local: Secret, tokens: TokenStore, now: () => Instant): FindCaller =>
  (written) => {
    if (written === '') return undefined
    if (same(written, local.reveal())) return { name: LOCAL, role: 'admin', scope: EVERYTHING }
    return tokens.find(written, now())
  }

/** Whoever is on this machine; no token may be called so. */
export const LOCAL = 'desk'

export const bookOf = (
  journal: Pick<StationJournal, 'audit' | 'note'>,
  disk: Pick<Disk, 'write'>,
  { now }: { readonly now: () => Instant },
): Book => ({
  find: journal.audit.find,
  latest: () => journal.audit.before(Number.MAX_SAFE_INTEGER, LATEST),
  note: (entry, alongside) => disk.write(() => journal.note(entry, now(), alongside)),
})

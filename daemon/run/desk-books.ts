/** What the desk needs of the journal: who a token belongs to, the book of orders, and the logs it may read. */
import type { FindCaller } from '../console/guard.js'
import type { Views } from '../console/views.js'
import { type Caller, covers, EVERYTHING } from '../core/desk/roles.js'
import { type Instant, instant, utc } from '../core/time.js'
import type { StationJournal } from '../journal/journal.js'
import type { TokenStore } from '../journal/tokens.js'
import { type Secret, sameSecret } from '../secret.js'
import type { Disk } from './disk.js'
import type { Book } from './orders.js'

/** Looked through for what changed since a client last looked. */
const LATEST = 100

/** Whoever is on this machine; no token may be called so. */
export const LOCAL = 'desk'

/** `local`: the token of data/desk.json, which whoever owns this folder can read: he is the admin of it. */
export const callers =
  (local: Secret, tokens: TokenStore, now: () => Instant): FindCaller =>
  (written) => {
    if (written === '') return undefined
    if (sameSecret(written, local.reveal()))
      return { name: LOCAL, role: 'admin', scope: EVERYTHING }
    return tokens.find(written, now())
  }

/** A token may be revoked, or be over, while somebody listens with it. */
export const stillValid =
  (tokens: TokenStore, now: () => Instant) =>
  ({ name }: Caller): boolean =>
    name === LOCAL || tokens.isValid(name, now())

/** `written`: something was; whoever listens is to be told. */
export const bookOf = (
  journal: Pick<StationJournal, 'audit' | 'note'>,
  write: Disk['write'],
  now: () => Instant,
  written: () => void,
): Book => ({
  find: journal.audit.find,
  latest: () => journal.audit.before(Number.MAX_SAFE_INTEGER, LATEST),
  note: (entry, alongside) => {
    write(() => journal.note(entry, now(), alongside))
    written()
  },
})

/** A page is read whole, and then shown as far as the scope reaches. */
export function logsOf({
  asRun,
  audit,
}: Pick<StationJournal, 'asRun' | 'audit'>): Pick<Views, 'asRun' | 'audit'> {
  return {
    asRun: ({ after, limit, airing }, scope) => {
      const rows = asRun.after(after, airing, limit)
      return {
        rows: rows.filter(({ account, show, occurrence_id }) =>
          covers(scope, { account, show, airing: occurrence_id }),
        ),
        next: rows.length === limit ? rows.at(-1)?.seq : undefined,
      }
    },
    audit: ({ before = Number.MAX_SAFE_INTEGER, limit }, scope) => {
      const lines = audit.before(before, limit)
      return {
        rows: lines
          .filter((line) => covers(scope, line))
          .map((line) => ({ ...line, at: utc(instant(line.at)) })),
        next: lines.length === limit ? lines.at(-1)?.seq : undefined,
      }
    },
  }
}

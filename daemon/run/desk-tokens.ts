/** Tokens made and revoked: by an order over the API, or by the command itself where no daemon runs. */
import { randomBytes } from 'node:crypto'
import { refused } from '../console/answers.js'
import type { Order } from '../console/orders.js'
import type { TokenView } from '../console/views.js'
import type { Scope } from '../core/desk/roles.js'
import { after, type Instant, local, parseDuration } from '../core/time.js'
import { isOver, type Token, type TokenStore } from '../journal/tokens.js'
import { LOCAL } from './desk-books.js'
import { STATION } from './desk-names.js'
import type { Weighed } from './orders.js'

export interface TokenDesk {
  readonly list: () => readonly TokenView[]
  readonly store: TokenStore
  readonly now: () => Instant
  readonly timezone: string
}

export const openTokenDesk = (
  store: TokenStore,
  now: () => Instant,
  timezone: string,
): TokenDesk => ({
  store,
  now,
  timezone,
  list: () => store.list().map((token) => shown(token, now(), timezone)),
})

/** 192 bits: nobody guesses them. The beginning tells people, and programs that look for lost secrets, what it is. */
const newToken = () => `onair_${randomBytes(24).toString('base64url')}`

export function tokenAdd(
  { words, who }: Order<'token-add'>,
  { store, now, timezone }: TokenDesk,
): Weighed {
  const about = STATION
  const { name, role, accounts = [], shows = [], airings = [], expires } = words
  if (name === LOCAL)
    return { about, answer: refused('refused', `"${LOCAL}" is whoever is on this machine`) }
  if (store.has(name))
    return {
      about,
      answer: refused('refused', `there is a token "${name}" already`, 'revoke it first'),
    }
  const lasts = expires === undefined ? undefined : parseDuration(expires)
  const madeAt = now()
  const expiresAt = lasts && after(madeAt, lasts)
  const scope: Scope = { accounts, shows, airings }
  const written = newToken()
  const until =
    expiresAt === undefined ? 'until it is revoked' : `until ${local(expiresAt, timezone)}`
  return {
    about,
    first: () => store.add({ name, role, scope, madeAt, madeBy: who.name, expiresAt }, written),
    standing: () => standing(store, name, now(), timezone),
    answer: {
      ok: true,
      says: `"${name}" may do what ${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role} may, ${until}`,
      foresees: { token: written },
    },
    secret: true,
  }
}

export function tokenRevoke(
  { about: { token: name = '' } }: Order<'token-revoke'>,
  { store, now, timezone }: TokenDesk,
): Weighed {
  if (!store.has(name)) {
    const was = store.list().find((token) => token.name === name)?.revokedAt
    const when = was && local(was, timezone).slice(0, 19).replace('T', ' ')
    const says = when ? `"${name}" was revoked already, ${when}` : `there is no token "${name}"`
    return { about: STATION, answer: refused('not-found', says) }
  }
  return {
    about: STATION,
    first: () => {
      store.revoke(name, now())
    },
    standing: () => standing(store, name, now(), timezone),
    answer: { ok: true, says: `"${name}" is revoked: it is worth nothing from now on` },
  }
}

const standing = (store: TokenStore, name: string, now: Instant, timezone: string) => {
  const found = store.list().find((token) => token.name === name)
  return found && shown(found, now, timezone)
}

export const shown = (token: Token, now: Instant, timezone: string): TokenView => ({
  name: token.name,
  role: token.role,
  ...token.scope,
  madeAt: local(token.madeAt, timezone),
  madeBy: token.madeBy,
  expiresAt: token.expiresAt && local(token.expiresAt, timezone),
  state: token.revokedAt !== undefined ? 'revoked' : isOver(token, now) ? 'expired' : 'valid',
})

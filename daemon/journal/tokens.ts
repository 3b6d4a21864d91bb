/** Who may speak to the daemon. Of a token only its sha256 is kept: it is random, so nothing slower is needed. */
import { createHash } from 'node:crypto'
import { isRole, type Role, type Scope } from '../core/desk/roles.js'
import { type Instant, instant } from '../core/time.js'
import type { Db } from './database.js'

export interface Token {
  readonly name: string
  readonly role: Role
  readonly scope: Scope
  readonly madeAt: Instant
  readonly madeBy: string
  /** undefined: never. */
  readonly expiresAt: Instant | undefined
  readonly revokedAt: Instant | undefined
}

export interface TokenStore {
  readonly list: () => readonly Token[]
  /** By what was given with a request; undefined: nobody's, or over. */
  readonly find: (written: string, now: Instant) => Token | undefined
  /** There is one of that name already, perhaps expired, but not revoked. */
  readonly has: (name: string) => boolean
  /** Whoever has it may still speak. */
  readonly isValid: (name: string, now: Instant) => boolean
  /** `written`: what its owner will send. It is not kept. */
  readonly add: (token: Omit<Token, 'revokedAt'>, written: string) => void
  /** Answers whether there was one. */
  readonly revoke: (name: string, at: Instant) => boolean
}

interface Row {
  readonly name: string
  readonly hash: string
  readonly role: string
  readonly scope: string
  readonly made_at: number
  readonly made_by: string
  readonly expires_at: number | null
  readonly revoked_at: number | null
}

/** Listed at a time: those that are over go first. */
const LISTED_MAX = 1_000

export function tokenStore(db: Db): TokenStore {
  const insert = db.prepare(
    `insert into token (name, hash, role, scope, made_at, made_by, expires_at)
     values (@name, @hash, @role, @scope, @madeAt, @madeBy, @expiresAt)`,
  )
  const revoke = db.prepare('update token set revoked_at = ? where name = ? and revoked_at is null')
  const all = db.prepare<[number], Row>(
    'select * from token order by revoked_at is not null, name, id desc limit ?',
  )
  const valid = () =>
    new Map(
      db
        .prepare<[], Row>('select * from token where revoked_at is null')
        .all()
        .map((row) => [row.hash, tokenOf(row)]),
    )
  // Asked with every request; there are a few dozen of them. Read again after a change, whatever becomes of its commit.
  let known: ReadonlyMap<string, Token> | undefined
  const tokens = () => {
    known ??= valid()
    return known
  }
  const named = (name: string) => [...tokens().values()].find((token) => token.name === name)
  return {
    list: () => all.all(LISTED_MAX).map(tokenOf),
    find: (written, now) => {
      const token = tokens().get(hashed(written))
      return token && isOver(token, now) ? undefined : token
    },
    has: (name) => named(name) !== undefined,
    isValid: (name, now) => {
      const token = named(name)
      return token !== undefined && !isOver(token, now)
    },
    add: (token, written) => {
      const { name, role, scope, madeAt, madeBy, expiresAt = null } = token
      const hash = hashed(written)
      known = undefined
      insert.run({ name, role, scope: JSON.stringify(scope), madeAt, madeBy, expiresAt, hash })
    },
    revoke: (name, at) => {
      known = undefined
      const { changes } = revoke.run(at, name)
      return changes > 0
    },
  }
}

export const isOver = ({ expiresAt }: Token, now: Instant): boolean =>
  expiresAt !== undefined && expiresAt <= now

const hashed = (written: string) => createHash('sha256').update(written).digest('hex')

function tokenOf(row: Row): Token {
  const { accounts = [], shows = [], airings = [] }: Partial<Scope> = JSON.parse(row.scope)
  return {
    name: row.name,
    // What this onair does not know may do least.
    role: isRole(row.role) ? row.role : 'viewer',
    scope: { accounts, shows, airings },
    madeAt: instant(row.made_at),
    madeBy: row.made_by,
    expiresAt: row.expires_at === null ? undefined : instant(row.expires_at),
    revokedAt: row.revoked_at === null ? undefined : instant(row.revoked_at),
  }
}

/** Who somebody at the desk is, and how far his word goes. What each role may do stands in console/access.ts. */

/** Each may do what the one before it may, and more. */
export const ROLES = ['viewer', 'moderator', 'operator', 'producer', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** What a token is limited to; an empty list limits nothing. Of two lists that limit, both must allow it. */
export interface Scope {
  readonly accounts: readonly string[]
  readonly shows: readonly string[]
  /** Ids of airings, whole. */
  readonly airings: readonly string[]
}

export interface Caller {
  readonly name: string
  readonly role: Role
  readonly scope: Scope
}

/** What an order or a line of a list is about. */
export interface Subject {
  readonly account: string | undefined
  readonly show: string | undefined
  readonly airing: string | undefined
}

export const EVERYTHING: Scope = { accounts: [], shows: [], airings: [] }

export const isRole = (written: string): written is Role => ROLES.some((role) => role === written)

export const reaches = (role: Role, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed)

export const isLimited = ({ accounts, shows, airings }: Scope): boolean =>
  accounts.length + shows.length + airings.length > 0

/** What is about nothing in particular concerns the whole station: not for a token that is limited. */
export const covers = (scope: Scope, { account, show, airing }: Subject): boolean =>
  allows(scope.accounts, account) && allows(scope.shows, show) && allows(scope.airings, airing)

const allows = (listed: readonly string[], one: string | undefined) =>
  listed.length === 0 || (one !== undefined && listed.includes(one))

/** What the desk can look at, in the words of the API. Their schemas, and so the docs, are in view-schemas.ts. */
import type { AuditLine } from '../core/desk/audit.js'
import type { Caller, Role, Scope } from '../core/desk/roles.js'
import type { Handover } from '../core/plan/handover.js'
import type { Refused } from './answers.js'
import type { AiringStatus, Status } from './status.js'

export interface AiringView extends AiringStatus {
  readonly now: string
  readonly takeovers: readonly TakeoverView[]
  readonly adlibs: readonly { readonly adlib: string; readonly title: string }[]
}

export interface TakeoverView {
  readonly handle: string
  readonly takeover: string
  readonly item: string | undefined
  readonly source: string
  readonly by: string | undefined
  readonly title: string
  readonly situation: string
  readonly urgency: string
  readonly seconds: number | undefined
  readonly part: string | undefined
  readonly plannedAt: string | undefined
  readonly dueAt: string
  readonly expiresAt: string | undefined
  readonly startedAt: string | undefined
  readonly goes: string | undefined
}

export interface ShowView {
  readonly show: string
  readonly title: string
  readonly account: string
  readonly version: string
  readonly held: boolean
  readonly withdrawn: boolean
  readonly airings: readonly string[]
}

export interface TokenView {
  readonly name: string
  readonly role: Role
  readonly accounts: readonly string[]
  readonly shows: readonly string[]
  readonly airings: readonly string[]
  readonly madeAt: string
  readonly madeBy: string
  readonly expiresAt: string | undefined
  readonly state: 'valid' | 'expired' | 'revoked'
}

/** What lies in the folder of rundowns, held against what is in force. */
export interface ApplyView {
  readonly shows: readonly {
    readonly show: string
    readonly file: string | undefined
    readonly what: 'new' | 'changed' | 'withdrawn'
    /** Of its airings that run. */
    readonly edits: readonly EditView[]
  }[]
  readonly bad: readonly { readonly file: string; readonly says: readonly string[] }[]
}

export interface EditView {
  readonly airing: string
  readonly lines: readonly {
    readonly what: string
    readonly kind: string
    readonly name: string
    readonly effect: string
    readonly at: string | undefined
    readonly says: string
  }[]
  /** How many lines more than are listed. */
  readonly more: number
  readonly waits: readonly string[]
}

/** Rows of a log that is longer than one answer. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Where the next page begins; undefined: there is none. */
  readonly next: number | undefined
}

export interface AsRunWish {
  readonly after: number
  readonly limit: number
  /** An airing, or the beginning of its id. */
  readonly airing: string | undefined
}

export interface AuditWish {
  /** Lines older than this one; undefined: the newest. */
  readonly before: number | undefined
  readonly limit: number
}

export type AuditView = Omit<AuditLine, 'at'> & { readonly at: string }

/** Each shows no more than the scope of whoever asks reaches. */
export interface Views {
  readonly status: (scope: Scope) => Status
  readonly airing: (name: string, who: Caller) => AiringView | Refused
  readonly shows: (scope: Scope) => readonly ShowView[]
  readonly asRun: (wish: AsRunWish, scope: Scope) => Page<object>
  readonly audit: (wish: AuditWish, scope: Scope) => Page<AuditView>
  readonly handover: () => Handover
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>
  readonly apply: (scope: Scope) => Promise<ApplyView | Refused>
  readonly tokens: () => readonly TokenView[]
}

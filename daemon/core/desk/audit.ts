/** What somebody asked the station to do, and what became of it: a line of the audit, appended, never changed. */
import type { Role } from './roles.js'

export interface AuditEntry {
  readonly who: string
  readonly role: Role
  /** Given by the client, and used once: the same one again is answered from here. */
  readonly request: string
  readonly act: string
  readonly account: string | undefined
  readonly show: string | undefined
  readonly airing: string | undefined
  /** What was asked for, in the words of the API. */
  readonly asked: unknown
  /** What it was about, as it stood before and after; undefined: it was refused, or there is nothing to compare. */
  readonly before: unknown
  readonly after: unknown
  readonly ok: boolean
  /** As it was answered. */
  readonly answer: unknown
}

/** As it stands in the journal. */
export interface AuditLine extends AuditEntry {
  readonly seq: number
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly hash: string
}

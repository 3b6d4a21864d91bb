/**
 * One request and its answer, without a socket. Dialects speak in these; `send.ts` of a platform puts them on the
 * wire, a rehearsal hands them to a stand-in's model directly.
 */
import type { Json } from './contract.js'

export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Json
}

export interface Answer {
  /** HTTP status. */
  readonly status: number
  /** Parsed JSON; undefined if the body was none. */
  readonly body: unknown
}

/** What became of an attempt to put an exchange on the wire. */
export type Sent =
  | { readonly is: 'answered'; readonly answer: Answer }
  /** Certainly nothing left this machine. */
  | { readonly is: 'never-sent'; readonly says: string }
  /** It may have arrived: time-out, reset, foreign or cut body. */
  | { readonly is: 'unanswered'; readonly says: string }

/**
 * How an exchange may be sent. `pulse`: own connections, never behind anything. `read`: short deadline.
 * `write`: long deadline, a connection that is not stale.
 */
export type Lane = 'pulse' | 'read' | 'write'

/** What became of one request, for whoever measures. Nothing in it tells which session, or what was said. */
export interface Exchanged {
  /** The vendor's own word for the call: one of a dozen. */
  readonly endpoint: string
  /** It asked for an access token. */
  readonly forToken: boolean
  readonly ms: number
  readonly is: Sent['is']
  /** Of HTTP, and the vendor's own; undefined: there was no answer, or none of the vendor's. */
  readonly status: number | undefined
  readonly code: number | undefined
}

/** What may be ordered over the API, and in which words. An order is carried out in run/; here it is only spoken. */
import type { Caller, Role } from '../core/desk/roles.js'
import type { Answer } from './answers.js'

/** By the name of the order: what its body says besides the request id and the expected version. */
export interface Words {
  readonly say: {
    readonly text: string
    readonly urgency: 'routine' | 'priority' | 'breaking'
    readonly how: 'queue' | 'interrupt' | 'interrupt-plain'
    /** A duration: not sent later than this after now. */
    readonly expires?: string
  }
  readonly take: {
    readonly adlib: string
    readonly values?: Readonly<Record<string, string>>
  }
  readonly move: { readonly to?: 'front' | 'back'; readonly before?: string }
  readonly cancel: object
  /** `for`: a duration. */
  readonly hold: { readonly for: string }
  readonly release: object
  readonly skip: object
  /** `for`: a duration. */
  readonly speak: { readonly how: 'cut' | 'wait'; readonly for?: string }
  readonly stop: { readonly confirm?: string }
  readonly start: object
  readonly apply: object
  readonly 'stop-all': { readonly confirm?: string }
  readonly 'token-add': {
    readonly name: string
    readonly role: Role
    readonly accounts?: readonly string[]
    readonly shows?: readonly string[]
    readonly airings?: readonly string[]
    /** A duration. */
    readonly expires?: string
  }
  readonly 'token-revoke': object
}

export type Act = keyof Words

export interface Order<Of extends Act = Act> {
  readonly who: Caller
  /** Chosen by the client, at random: an order with the same one again is answered as the first was. */
  readonly request: string
  readonly about: About
  /** Of the airing, as the client last saw it; undefined: whatever it is. */
  readonly expectedVersion: number | undefined
  readonly words: Words[Of]
}

/** As the client names it: an airing by its id or its show's, a takeover by its id. */
export interface About {
  readonly airing?: string
  readonly show?: string
  readonly takeover?: string
  readonly token?: string
}

/** Somebody who carries orders out: each is on the disk, with its line of the audit, before it is answered ok. */
export type Orders = { readonly [Of in Act]: (order: Order<Of>) => Answer | Promise<Answer> }

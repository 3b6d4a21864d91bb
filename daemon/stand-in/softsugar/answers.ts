/**
 * The vendor's envelope. It publishes no list of codes, so the numbers of refusals are this
 * stand-in's own; nobody may depend on them beyond "not 0".
 */
import type { Json } from '../../platform/contract.js'
import type { Answer } from '../../platform/wire.js'
import type { Profile } from './profile.js'

export type Reply =
  | { readonly is: 'done'; readonly data: Json | undefined; readonly but: string | undefined }
  /** A body without the envelope: the question library's. */
  | { readonly is: 'flat'; readonly body: Json; readonly but: string | undefined }
  | { readonly is: 'refused'; readonly why: Refusal; readonly says: string }

export type Refusal =
  | 'malformed'
  | 'unauthorised'
  | 'no-such-path'
  | 'no-such-session'
  | 'wrong-state'
  | 'bad-script'
  | 'queue-full'
  | 'no-platform-slot'
  | 'no-account-slot'

/**
 * Private numbers that remember the HTTP status of the same meaning; but 97 and 98 stay what they
 * are.
 */
const CODES: Readonly<Record<Refusal, number>> = {
  malformed: 90400,
  unauthorised: 90401,
  'no-such-path': 90404,
  'no-such-session': 91404,
  'wrong-state': 90409,
  'bad-script': 90422,
  'queue-full': 90429,
  'no-platform-slot': 97,
  'no-account-slot': 98,
}

export const done = (data?: Json): Reply => ({ is: 'done', data, but: undefined })
/** Answered with code 0, and yet nothing, or not all of it, was done. */
export const doneBut = (but: string, data: Json): Reply => ({ is: 'done', data, but })
export const refused = (why: Refusal, says: string): Reply => ({ is: 'refused', why, says })

/** Why it was not done, for the record; undefined if it was. */
export const refusalOf = (reply: Reply): string | undefined =>
  reply.is === 'refused' ? `${reply.why}: ${reply.says}` : reply.but

export function answerOf(reply: Reply, profile: Profile): Answer {
  switch (reply.is) {
    case 'flat':
      return { status: 200, body: reply.body }
    case 'done': {
      const { data } = reply
      const code = 0
      const message = 'success'
      return { status: 200, body: data === undefined ? { code, message } : { code, message, data } }
    }
    case 'refused':
      return {
        status: statusOf(reply.why, profile),
        body: { code: CODES[reply.why], message: reply.says },
      }
  }
}

function statusOf(why: Refusal, profile: Profile): number {
  if (why === 'no-such-path') return 404
  if (why === 'unauthorised') return profile.tokenRefusal === 'http' ? 401 : 200
  return profile.businessErrors === 'http' ? 400 : 200
}

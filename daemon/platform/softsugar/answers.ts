/**
 * What an answer of SoftSugar proves. Applied only with HTTP 2xx, code 0 and whatever else the call
 * promises; not applied only where the vendor understood and said no; everything else is ambiguous.
 * Pure.
 *
 * The vendor publishes no list of codes. A complete envelope with a code other than 0 and no data,
 * sent with a 2xx or 4xx status, can only come from the vendor's own application after it decided
 * against us: we take it as a refusal without effect, for writes too [inference, no contrary
 * evidence]. Anything a gateway could have said is no proof.
 */
import { ambiguous, notApplied, type Outcome } from '../../core/plan/outcome.js'
import type { Answer, Sent } from '../wire.js'

export type Fields = Readonly<Record<string, unknown>>

/** Reads an envelope's data, once its code is known to be 0. */
export type ReadData<T> = (data: unknown) => Outcome<T>

export function judge<T>(answer: Answer, read: ReadData<T>): Outcome<T> {
  if (isUnauthorised(answer)) return notApplied('unauthorised', excerpt(answer))
  if (!couldBeTheirs(answer.status)) return ambiguous(excerpt(answer))
  const envelope = readEnvelope(answer.body)
  if (envelope === undefined) return ambiguous(excerpt(answer))
  if (envelope.code === 0)
    return isFine(answer.status) ? read(envelope.data) : ambiguous(excerpt(answer))
  if (isNothing(envelope.data)) return notApplied('refused', excerpt(answer))
  return ambiguous(excerpt(answer))
}

/** What became of the attempt, when it brought no answer to judge. */
export const judgeSent = <T>(sent: Sent, read: (answer: Answer) => Outcome<T>): Outcome<T> => {
  if (sent.is === 'answered') return read(sent.answer)
  return sent.is === 'never-sent' ? notApplied('never-sent', sent.says) : ambiguous(sent.says)
}

/**
 * The shape of a rejected token is undocumented: HTTP 401 or 403, or a refusal that speaks of the
 * token. The wording is kept narrow: taking "rtc token not ready" for a dead credential would
 * repeat a costly call.
 */
export function isUnauthorised({ status, body }: Answer): boolean {
  if (status === 401 || status === 403) return true
  const envelope = readEnvelope(body)
  if (envelope === undefined || envelope.code === 0 || !couldBeTheirs(status)) return false
  if (!isNothing(envelope.data)) return false
  if (envelope.code === 401 || envelope.code === 403) return true
  const { message } = envelope
  return ABOUT_THE_TOKEN.some((words) => words.test(message)) && !OTHER_TOKENS.test(message)
}

const ABOUT_THE_TOKEN = [
  /unauthori[sz]ed|not authori[sz]ed|authenticat|access ?token|bearer|未授权|鉴权|令牌/i,
  /token (?:is |has |was )?(?:been )?(?:not valid|invalid|expired|revoked|missing|unknown)/i,
  /(?:invalid|expired|revoked|missing|unknown) token/i,
]
/** Tokens of a session's stream, not of the account. */
const OTHER_TOKENS = /rtc|session ?token/i

export interface Envelope {
  readonly code: number
  readonly message: string
  readonly data: unknown
}

export function readEnvelope(body: unknown): Envelope | undefined {
  if (!isFields(body) || !isInteger(body.code)) return undefined
  return { code: body.code, message: text(body.message) ?? '', data: body.data }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)

/** A string with something in it. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/**
 * For the log: what was answered, short, on one line, and nothing of the data (it may hold stream
 * tokens).
 */
export function excerpt({ status, body }: Answer): string {
  const envelope = readEnvelope(body)
  if (envelope === undefined) return `HTTP ${status} with a body that is not SoftSugar's`
  return `HTTP ${status}, code ${envelope.code}: ${oneLine(envelope.message)}`
}

/**
 * Vendor's words are foreign words: no control characters, an end, and nothing that could be a credential. A vendor may
 * repeat what it was sent or what it gave (a signature, a stream's token); no word of any language is that long.
 */
export const oneLine = (words: string): string =>
  words
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/[A-Za-z0-9+/_=.-]{24,}/g, '[cut]')
    .slice(0, 200)

const isFine = (status: number) => status >= 200 && status < 300

/** 408 and 429 are 4xx, but gateways say them, too. */
export const couldBeTheirs = (status: number) =>
  isFine(status) || (status >= 400 && status < 500 && status !== 408 && status !== 429)

/**
 * "Usually absent or empty on failure"; `false` is the failed flag of the calls that answer a
 * Boolean.
 */
function isNothing(data: unknown): boolean {
  if (data === undefined || data === null || data === '' || data === false) return true
  return typeof data === 'object' && Object.keys(data).length === 0
}

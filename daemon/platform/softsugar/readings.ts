/**
 * What the data of each answer means, after `answers.ts` found HTTP 2xx and code 0: the last part
 * of "applied only if" (a true flag, an id). Data that is not as documented proves nothing and is
 * ambiguous. Pure.
 */
import {
  ambiguous,
  applied,
  notApplied,
  type Outcome,
  type SessionState,
} from '../../core/plan/outcome.js'
import { type Secret, secret } from '../../secret.js'
import type { EndedSession, Enqueued, Opened, RunningSession, Viewer } from '../contract.js'
import type { Answer } from '../wire.js'
import {
  couldBeTheirs,
  excerpt,
  type Fields,
  isFields,
  isInteger,
  judge,
  oneLine,
  readEnvelope,
  text,
} from './answers.js'
import { ACCOUNT_FULL, FAULT, listedState, PLATFORM_FULL, QUEUED, sessionState } from './codes.js'

/**
 * An id with a status we have not heard of, or none, is a session all the same, and paid for: it
 * counts as being made, and the next look at its state tells.
 */
export function opened(data: unknown): Outcome<Opened> {
  if (!isFields(data)) return strange('an opening without data')
  const { status } = data
  if (status === PLATFORM_FULL)
    return notApplied('platform-full', 'status 97: the platform is full')
  if (status === ACCOUNT_FULL) return notApplied('account-full', 'status 98: the account is full')
  if (status === FAULT) return notApplied('refused', 'status 9: the opening failed')
  const session = text(data.sessionId)
  if (session === undefined) return strange('an opening without session id')
  const state = isInteger(status) ? sessionState(status) : undefined
  return applied({ session, state: state ?? 'initialising' })
}

/**
 * "No free slot" may come as the envelope's code as well; both codes are known to have no effect,
 * data or not.
 */
export function fullOrNot(answer: Answer, outcome: Outcome<Opened>): Outcome<Opened> {
  const code = couldBeTheirs(answer.status) ? readEnvelope(answer.body)?.code : undefined
  if (code === PLATFORM_FULL) return notApplied('platform-full', excerpt(answer))
  return code === ACCOUNT_FULL ? notApplied('account-full', excerpt(answer)) : outcome
}

/** The heartbeat's answer has no data. */
export const done = (): Outcome<true> => applied(true)

export const flag = (data: unknown): Outcome<true> =>
  typeof data === 'boolean'
    ? yesOrNo(data, undefined)
    : strange('a flag that is neither true nor false')

export const success = (data: unknown): Outcome<true> =>
  isFields(data) && typeof data.isSuccess === 'boolean'
    ? yesOrNo(data.isSuccess, text(data.message))
    : strange('an answer without isSuccess')

/** The old takeover tells no id; what it starts cannot be followed. */
export const cutInPlain = (data: unknown): Outcome<Enqueued> =>
  then(flag(data), () => applied({ trace: undefined, prepared: true }))

/** The id may be missing, says the vendor. */
export const cutIn = (data: unknown): Outcome<Enqueued> =>
  then(success(data), () =>
    applied({ trace: isFields(data) ? text(data.commandTraceId) : undefined, prepared: true }),
  )

/**
 * With an id and a status other than "queued" it counts as in preparation, which ends by itself.
 */
export function enqueued(data: unknown): Outcome<Enqueued> {
  const trace = isFields(data) ? text(data.commandTraceId) : undefined
  if (!isFields(data) || trace === undefined) return strange('a takeover without id')
  return applied({ trace, prepared: data.commandStatus === QUEUED })
}

/** The list is optional: without it the queue is empty. */
export function traces(data: unknown): Outcome<readonly string[]> {
  if (data === undefined || data === null) return applied([])
  if (!isFields(data)) return strange('a queue that is none')
  return everyRow(data.commandTraceIds, (row) => text(row), 'a queue with something else than ids')
}

export function state(data: unknown): Outcome<SessionState> {
  const code = isFields(data) ? data.status : undefined
  const known = isInteger(code) ? sessionState(code) : undefined
  return known === undefined
    ? strange(isInteger(code) ? `unheard-of status ${code}` : 'no status')
    : applied(known)
}

/**
 * How a session that is not known looks is not documented; only a refusal that says so in words
 * counts as one. Any other refusal may pass, and a session taken for lost would be opened a second
 * time.
 */
export function knownOrNot(answer: Answer, outcome: Outcome<SessionState>): Outcome<SessionState> {
  if (outcome.is !== 'not-applied' || outcome.why !== 'refused') return outcome
  const message = readEnvelope(answer.body)?.message ?? ''
  return NOT_THERE.some((words) => words.test(message)) ? applied('unknown') : outcome
}

const NOT_THERE = [
  /(?:no such|unknown) (?:session|channel|live)/i,
  /(?:session|channel|live)\b.{0,40} (?:not exist|not found)/i,
  /不存在/,
]

export function viewer(data: unknown): Outcome<Viewer> {
  if (!isFields(data)) return strange('a state without data')
  const appId = text(data.rtcAppId)
  const channelId = text(data.rtcChannelId)
  const uid = isInteger(data.rtcUid) ? String(data.rtcUid) : text(data.rtcUid)
  if (appId === undefined || channelId === undefined || uid === undefined) {
    return notApplied('refused', 'there is no picture to join yet')
  }
  return applied({ appId, channelId, uid })
}

export const token = (data: unknown): Outcome<string> => {
  const written = text(data)
  return written === undefined ? strange('no viewer token') : applied(written)
}

export function voiceKey(data: unknown): Outcome<Secret> {
  const written = isFields(data) ? text(data.sessionToken) : undefined
  return written === undefined
    ? notApplied('refused', 'the session has no key for its microphone')
    : applied(secret(written))
}

/** An array, though the vendor's table calls it an object. */
export const running = (data: unknown): Outcome<readonly RunningSession[]> =>
  everyRow(data, listed, 'a running list that is none')

export const history = (data: unknown): Outcome<readonly EndedSession[]> =>
  isFields(data)
    ? everyRow(data.result, ended, 'a history that is none')
    : strange('a history without data')

/**
 * Flat, without an envelope; a refusal may still come in one. Empty: the library knows no answer.
 */
export function reply(answer: Answer): Outcome<string> {
  const { status, body } = answer
  if (!isFields(body) || readEnvelope(body) !== undefined || typeof body.answer !== 'string') {
    return judge(answer, () => strange('a reply without an answer'))
  }
  if (status < 200 || status >= 300) return judge(answer, () => strange('a reply with an error'))
  const error = text(body.error_message)
  return error === undefined ? applied(body.answer) : notApplied('refused', oneLine(error))
}

const listed = (row: unknown): RunningSession | undefined =>
  withSession(row, (session, fields) => ({ session, state: rowState(fields) }))

const ended = (row: unknown): EndedSession | undefined =>
  withSession(row, (session, fields) => ({
    session,
    state: rowState(fields),
    startTime: text(fields.startTime),
    endTime: text(fields.endTime),
  }))

function withSession<T>(row: unknown, make: (session: string, row: Fields) => T): T | undefined {
  const session = isFields(row) ? text(row.sessionId) : undefined
  return isFields(row) && session !== undefined ? make(session, row) : undefined
}

const rowState = ({ status }: Fields) => (isInteger(status) ? listedState(status) : 'unknown')

/** Half a list is no list: a session missing from it would count as gone. */
function everyRow<T>(
  list: unknown,
  read: (row: unknown) => T | undefined,
  otherwise: string,
): Outcome<readonly T[]> {
  if (list === undefined || list === null) return applied([])
  if (!Array.isArray(list)) return strange(otherwise)
  const rows: T[] = []
  for (const each of list) {
    const row = read(each)
    if (row === undefined) return strange(otherwise)
    rows.push(row)
  }
  return applied(rows)
}

const yesOrNo = (yes: boolean, says: string | undefined): Outcome<true> =>
  yes ? applied(true) : notApplied('refused', oneLine(says ?? 'answered: no success'))

const then = <A, B>(outcome: Outcome<A>, next: (value: A) => Outcome<B>): Outcome<B> =>
  outcome.is === 'applied' ? next(outcome.value) : outcome

const strange = (says: string): Outcome<never> => ambiguous(`answered with success, but: ${says}`)

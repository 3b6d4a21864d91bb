/**
 * SoftSugar's calls, one by one: the request, the way it goes, and how its answer is read. Pure.
 * E-numbers are those of the vendor's page. Open and interruptible takeover are v2, everything else
 * is v1.
 */
import { createHash } from 'node:crypto'
import type { LiveScript, TakeoverScript } from '../../core/compile/programme.js'
import type { Outcome, SessionState } from '../../core/plan/outcome.js'
import type { Secret } from '../../secret.js'
import type { EndedSession, Enqueued, Json, Opened, RunningSession, Viewer } from '../contract.js'
import type { Answer, Exchange, Lane } from '../wire.js'
import { judge, type ReadData } from './answers.js'
import { encodeLiveScript, encodeTakeover } from './encode.js'
import * as readings from './readings.js'

export interface Call<T> {
  readonly exchange: Exchange
  readonly lane: Lane
  readonly read: (answer: Answer) => Outcome<T>
}

const CHANNEL = '/api/2dvh/v1/material/live/channel'
const CHANNEL_V2 = '/api/2dvh/v2/material/live/channel'

/** E1. The marker comes back in callbacks only; no list shows it. */
export const open = (script: LiveScript, marker: string): Call<Opened> => ({
  ...write(
    `${CHANNEL_V2}/create`,
    { param: JSON.stringify(encodeLiveScript(script)), userData: marker },
    readings.opened,
  ),
  read: (answer) => readings.fullOrNot(answer, judge(answer, readings.opened)),
})

/** E2. Pulses go their own way: a slow opening must not cost a channel its heartbeat. */
export const keepAlive = (session: string): Call<true> => ({
  ...write(`${CHANNEL}/heartbeat`, { sessionId: session }, readings.done),
  lane: 'pulse',
})

/** E3 */
export const goLive = (session: string): Call<true> =>
  write(`${CHANNEL}/start`, { sessionId: session }, readings.flag)

/** E4: gives no id, changes no pictures, and is to be withdrawn by the vendor. */
export const cutInPlain = (session: string, script: TakeoverScript): Call<Enqueued> =>
  write(`${CHANNEL}/command`, takeover(session, script), readings.cutInPlain)

/** E5 */
export const cutIn = (session: string, script: TakeoverScript): Call<Enqueued> =>
  write(`${CHANNEL_V2}/command`, takeover(session, script), readings.cutIn)

/** E6. Priority N lands at place N + 1, the item on air being place 1: 1 is next. */
export const enqueue = (
  session: string,
  script: TakeoverScript,
  place: number | undefined,
): Call<Enqueued> =>
  write(
    `${CHANNEL}/command/queue`,
    {
      sessionId: session,
      ...(place === undefined ? {} : { priority: Math.max(1, place) }),
      param: JSON.stringify(encodeTakeover(script)),
    },
    readings.enqueued,
  )

/** E7 */
export const move = (session: string, trace: string, place: number): Call<true> =>
  write(
    `${CHANNEL}/command/queue/reorder`,
    { sessionId: session, commandTraceId: trace, priority: Math.max(1, place) },
    readings.success,
  )

/** E8. One id at a time: what becomes of several when one of them fails is not documented. */
export const cancel = (session: string, trace: string): Call<true> =>
  write(
    `${CHANNEL}/command/cancel`,
    { sessionId: session, commandTraceId: trace },
    readings.success,
  )

/** E9 */
export const queue = (session: string): Call<readonly string[]> =>
  read('POST', `${CHANNEL}/command/queue/list`, readings.traces, { body: { sessionId: session } })

/**
 * E11: the one answer without an envelope. The device must be one of four, Linux not among them.
 */
export const ask = (library: string, question: string, conversation: string): Call<string> => ({
  lane: 'read',
  exchange: {
    method: 'POST',
    path: '/api/2dvh/v1/nlp/model/reply',
    body: {
      appId: library,
      device: 'windows',
      language: 'zh',
      query: question,
      session: plainId(conversation),
      trace: plainId(`${conversation}\n${question}`),
    },
  },
  read: readings.reply,
})

/** E12 */
export const close = (session: string): Call<true> =>
  write(`${CHANNEL}/close`, { sessionId: session }, readings.flag)

/** E13 */
export const state = (session: string): Call<SessionState> => ({
  ...stat(session, readings.state),
  read: (answer) => readings.knownOrNot(answer, judge(answer, readings.state)),
})

/** E13 again: where its picture is to be found. */
export const viewer = (session: string): Call<Viewer> => stat(session, readings.viewer)

/** E13 once more: the session's own key, which opens its microphone and nothing else. */
export const voiceKey = (session: string): Call<Secret> => stat(session, readings.voiceKey)

/** E14 */
export const running = (): Call<readonly RunningSession[]> =>
  read('GET', `${CHANNEL}/running/list`, readings.running)

/** E15: newest or oldest first is not documented. */
export const history = (page: number): Call<readonly EndedSession[]> =>
  read('POST', `${CHANNEL}/history/list`, readings.history, {
    body: { pageNo: page, pageSize: 50 },
  })

/** E16 */
export const viewerToken = (session: string, channelId: string): Call<string> =>
  read('POST', '/api/2dvh/v1/material/rtc/token/audience', readings.token, {
    body: { sessionId: session, rtcChannelId: channelId },
  })

const stat = <T>(session: string, readData: ReadData<T>): Call<T> =>
  read('GET', `${CHANNEL}/stat`, readData, { query: { sessionId: session } })

const takeover = (session: string, script: TakeoverScript): Json => ({
  sessionId: session,
  param: JSON.stringify(encodeTakeover(script)),
})

const write = <T>(path: string, body: Json, readData: ReadData<T>): Call<T> => ({
  lane: 'write',
  exchange: { method: 'POST', path, body },
  read: (answer) => judge(answer, readData),
})

const read = <T>(
  method: Exchange['method'],
  path: string,
  readData: ReadData<T>,
  rest: Pick<Exchange, 'query' | 'body'> = {},
): Call<T> => ({
  lane: 'read',
  exchange: { method, path, ...rest },
  read: (answer) => judge(answer, readData),
})

/**
 * Letters, digits and `-` are all the vendor takes; other names become their digest, the same each
 * time.
 */
const plainId = (name: string): string =>
  /^[A-Za-z0-9-]{1,64}$/.test(name)
    ? name
    : createHash('sha256').update(name).digest('hex').slice(0, 32)

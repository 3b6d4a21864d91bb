/** Builders for the tests: a stand-in at its own small clock, with a token in its pocket. */
import { createHash } from 'node:crypto'
import { after, type Duration, type Instant, instant } from '../../../daemon/core/time.js'
import type { Json } from '../../../daemon/platform/contract.js'
import type { Answer } from '../../../daemon/platform/wire.js'
import { breaches } from '../../../daemon/schemas/breaches.js'
import { at, text } from '../../../daemon/stand-in/softsugar/fields.js'
import {
  type CallbackDue,
  createModel,
  type ModelOptions,
} from '../../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../../daemon/stand-in/softsugar/profile.js'

export const NINE = instant(Date.UTC(2026, 10, 23, 1, 0, 0))
export const APP_ID = 'demo-app-0001'
export const APP_KEY = 'demo-key-0001'
export const md5 = (words: string) => createHash('md5').update(words).digest('hex')

export const PATHS = {
  token: '/api/uc/v1/access/api/token',
  refresh: '/api/uc/v1/access/api/token/refresh',
  create: '/api/2dvh/v2/material/live/channel/create',
  heartbeat: '/api/2dvh/v1/material/live/channel/heartbeat',
  start: '/api/2dvh/v1/material/live/channel/start',
  plain: '/api/2dvh/v1/material/live/channel/command',
  interrupt: '/api/2dvh/v2/material/live/channel/command',
  queue: '/api/2dvh/v1/material/live/channel/command/queue',
  reorder: '/api/2dvh/v1/material/live/channel/command/queue/reorder',
  cancel: '/api/2dvh/v1/material/live/channel/command/cancel',
  list: '/api/2dvh/v1/material/live/channel/command/queue/list',
  ask: '/api/2dvh/v1/nlp/model/reply',
  close: '/api/2dvh/v1/material/live/channel/close',
  stat: '/api/2dvh/v1/material/live/channel/stat',
  running: '/api/2dvh/v1/material/live/channel/running/list',
  history: '/api/2dvh/v1/material/live/channel/history/list',
  viewerToken: '/api/2dvh/v1/material/rtc/token/audience',
}

export const aLiveScript = (more: Readonly<Record<string, Json>> = {}): string =>
  JSON.stringify({
    version: '0.0.1',
    recycle: 0,
    stream_mode: true,
    sceneList: [
      {
        digital_role: {
          id: 1001,
          face_feature_id: 'ff-1',
          name: 'anchor',
          url: 'https://cdn.example/a.zip',
          position: { x: 0, y: 0 },
          scale: 1,
        },
        tts_config: {
          id: 'zh-CN-XiaoxuanNeural',
          vendor_id: 4,
          name: 'Xiaoxuan',
          language: 'zh-CN',
          pitch_offset: 0,
          speed_ratio: 1,
          volume: 100,
        },
        tts_query: { content: 'at least ten characters', ssml: false },
      },
    ],
    ...more,
  })

/** 140 letters, spoken in ten seconds. */
export const TEN_SECONDS = 'ten letter'.replace(' ', '-').repeat(14)
export const aTakeover = (content: string = TEN_SECONDS): string =>
  JSON.stringify({ tts_query: { content, ssml: false } })

export function aVendor(profile: Partial<Profile> = {}, more: Partial<ModelOptions> = {}) {
  const model = createModel({ appId: APP_ID, appKey: APP_KEY, md5, breaches, profile, ...more })
  let now: Instant = NINE
  let token = ''
  const post = (path: string, body: Json, authorization = `Bearer ${token}`): Answer =>
    model.receive({ method: 'POST', path, body, authorization }, now)
  const get = (path: string, query: Readonly<Record<string, string>> = {}): Answer =>
    model.receive({ method: 'GET', path, query, authorization: `Bearer ${token}` }, now)
  const signIn = (): string => {
    const timestamp = String(Math.floor(now / 1_000))
    const sign = md5(`${APP_ID}${timestamp}${APP_KEY}`)
    const answer = post(PATHS.token, { appId: APP_ID, timestamp, sign, grantType: 'sign' })
    token = dataText(answer, 'accessToken')
    return token
  }
  signIn()
  const create = (more: Readonly<Record<string, Json>> = {}) =>
    post(PATHS.create, { param: aLiveScript(), ...more })
  const pass = (wait: Duration): readonly CallbackDue[] => {
    now = after(now, wait)
    return model.advance(now)
  }
  return {
    model,
    post,
    get,
    signIn,
    create,
    pass,
    now: () => now,
    stat: (sessionId: string) => data(get(PATHS.stat, { sessionId }), 'status'),
    /** A session on air. */
    goLive(): string {
      const session = dataText(create(), 'sessionId')
      const ready = model.nextAt()
      if (data(get(PATHS.stat, { sessionId: session }), 'status') === 32) now = ready
      post(PATHS.start, { sessionId: session })
      model.advance(now)
      return session
    },
    enqueue(sessionId: string, content: string = TEN_SECONDS, priority?: number): string {
      const place = priority === undefined ? {} : { priority }
      const answer = post(PATHS.queue, { sessionId, param: aTakeover(content), ...place })
      return dataText(answer, 'commandTraceId')
    },
    queue: (sessionId: string) => data(post(PATHS.list, { sessionId }), 'commandTraceIds'),
  }
}

export const field = (value: unknown, ...path: readonly (string | number)[]): Json | undefined =>
  at(JSON.parse(JSON.stringify(value ?? null)), ...path)
export const code = (answer: Answer) => field(answer.body, 'code')
export const data = (answer: Answer, ...path: readonly (string | number)[]) =>
  field(answer.body, 'data', ...path)
export const dataText = (answer: Answer, name: string): string => text(data(answer, name)) ?? ''
export const statuses = (callbacks: readonly CallbackDue[]) =>
  callbacks.map((one) => field(one.body, 'status'))

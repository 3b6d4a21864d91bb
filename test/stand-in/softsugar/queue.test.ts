import { describe, expect, test } from 'vitest'
import { after, millis, seconds } from '../../../daemon/core/time.js'
import type { Profile } from '../../../daemon/stand-in/softsugar/profile.js'
import {
  aTakeover,
  aVendor,
  code,
  data,
  dataText,
  PATHS,
  statuses,
  TEN_SECONDS,
} from './a-vendor.js'

/** A speaks, B and C wait. */
function aFullQueue(profile: Partial<Profile> = {}) {
  const vendor = aVendor(profile)
  const session = vendor.goLive()
  const [A = '', B = '', C = ''] = [1, 2, 3].map(() => vendor.enqueue(session))
  return { vendor, session, A, B, C }
}

describe('the queue', () => {
  test('a first takeover goes on air at once: answered 34, called back 36, then 37', () => {
    const vendor = aVendor()
    const session = vendor.goLive()
    const answer = vendor.post(PATHS.queue, { sessionId: session, param: aTakeover() })
    expect(data(answer, 'commandStatus')).toBe(34)
    const trace = dataText(answer, 'commandTraceId')
    const [began] = vendor.pass(seconds(0))
    expect(began?.body).toMatchObject({ sessionId: session, commandTraceId: trace, status: 36 })
    const startedAt = vendor.now()
    const [finished] = vendor.pass(seconds(30))
    expect(finished).toMatchObject({
      at: after(startedAt, seconds(10)),
      body: { status: 37, commandTraceId: trace, commandFinishTime: '2026-11-23 09:00:12' },
    })
    expect(vendor.queue(session)).toEqual([])
  })

  test('place 1 is next after the one on air, 2 behind that, too far is the tail', () => {
    const place = (priority?: number) => {
      const { vendor, session, A, B, C } = aFullQueue()
      const D = vendor.enqueue(session, TEN_SECONDS, priority)
      const names = new Map([A, B, C, D].map((trace, n) => [trace, 'ABCD'[n]]))
      const queue = vendor.queue(session)
      return Array.isArray(queue) ? queue.map((trace) => names.get(String(trace))).join('') : ''
    }
    expect([1, 2, 3, 4, 99, undefined].map(place)).toEqual([
      'ADBC',
      'ABDC',
      'ABCD',
      'ABCD',
      'ABCD',
      'ABCD',
    ])
  })

  test('a place is a whole number from 1', () => {
    const { vendor, session } = aFullQueue()
    for (const priority of [0, -1, 1.5, '1', null]) {
      const answer = vendor.post(PATHS.queue, { sessionId: session, param: aTakeover(), priority })
      expect(code(answer), String(priority)).not.toBe(0)
    }
  })

  test('items follow each other without a gap, in playing order', () => {
    const { vendor, A, B, C } = aFullQueue()
    vendor.pass(seconds(30))
    const spoken = vendor.model.record().filter((entry) => entry.type === 'takeover-speaking')
    expect(spoken.map((entry) => entry.trace)).toEqual([A, B, C])
    const [first, second, third] = spoken.map((entry) => entry.at)
    expect([Number(second) - Number(first), Number(third) - Number(second)]).toEqual([
      10_000, 10_000,
    ])
    expect(spoken[0]?.content).toEqual({ text: TEN_SECONDS, audio: undefined, pictures: [] })
    expect(vendor.model.summary(vendor.now()).sessions[0]?.spoken).toEqual([A, B, C])
  })

  test('moving counts places as inserting does; what is on air does not move', () => {
    const move = (trace: 'A' | 'B' | 'C', priority: number, profile: Partial<Profile> = {}) => {
      const { vendor, session, ...traces } = aFullQueue(profile)
      const body = { sessionId: session, commandTraceId: traces[trace], priority }
      const answer = vendor.post(PATHS.reorder, body)
      const queue = vendor.queue(session)
      const names = Object.entries(traces)
      const order = Array.isArray(queue)
        ? queue.map((one) => names.find(([, id]) => id === one)?.[0]).join('')
        : ''
      return [data(answer, 'isSuccess'), order]
    }
    expect(move('C', 1)).toEqual([true, 'ACB'])
    expect(move('B', 2)).toEqual([true, 'ACB'])
    expect(move('B', 9)).toEqual([true, 'ACB'])
    expect(move('B', 2, { reorderCounts: 'before' })).toEqual([true, 'ABC'])
    expect(move('A', 2)).toEqual([false, 'ABC'])
  })

  test('a queue with a limit refuses one more', () => {
    const { vendor, session } = aFullQueue({ queueLimit: 3 })
    expect(code(vendor.post(PATHS.queue, { sessionId: session, param: aTakeover() }))).not.toBe(0)
  })

  test('the sixteenth item is taken, and the record calls it crowded', () => {
    const vendor = aVendor()
    const session = vendor.goLive()
    for (let n = 0; n < 16; n += 1) vendor.enqueue(session)
    const queued = vendor.model.record().filter((entry) => entry.type === 'takeover-queued')
    expect(queued.map((entry) => entry.crowded)).toEqual([...Array(15).fill(false), true])
  })

  test('the queue list may be late', () => {
    const vendor = aVendor({ listLag: seconds(3) })
    const session = vendor.goLive()
    const trace = vendor.enqueue(session)
    expect(vendor.queue(session)).toEqual([])
    vendor.pass(seconds(3))
    expect(vendor.queue(session)).toEqual([trace])
  })
})

describe('preparation', () => {
  test('slow media are answered 33, are in no list, and join with 34 at the place they wanted', () => {
    const vendor = aVendor({ prepare: seconds(12) })
    const session = vendor.goLive()
    const first = vendor.enqueue(session)
    vendor.pass(seconds(6))
    const second = vendor.enqueue(session)
    const third = vendor.enqueue(session, TEN_SECONDS, 1)
    expect(vendor.queue(session)).toEqual([])
    expect(statuses(vendor.pass(seconds(6)))).toEqual([34, 36])
    expect(statuses(vendor.pass(seconds(6)))).toEqual([34, 34])
    expect(vendor.queue(session)).toEqual([first, third, second])
  })

  test('media that take no longer than ten seconds are answered 34', () => {
    const vendor = aVendor({ prepare: seconds(10) })
    const answer = vendor.post(PATHS.queue, { sessionId: vendor.goLive(), param: aTakeover() })
    expect(data(answer, 'commandStatus')).toBe(34)
  })

  test('media that cannot be fetched are answered 33 and called back as 39', () => {
    const vendor = aVendor({ prepareFails: 1 })
    const session = vendor.goLive()
    const answer = vendor.post(PATHS.queue, { sessionId: session, param: aTakeover() })
    expect(data(answer, 'commandStatus')).toBe(33)
    const [failed] = vendor.pass(seconds(10))
    expect(failed?.body).toMatchObject({ status: 39, taskResult: 'media could not be fetched' })
    expect(vendor.pass(seconds(60))).toEqual([])
  })

  test('media may stay in preparation for ever, until they are cancelled', () => {
    const vendor = aVendor({ prepareNever: 1 })
    const session = vendor.goLive()
    const answer = vendor.post(PATHS.queue, { sessionId: session, param: aTakeover() })
    expect(data(answer, 'commandStatus')).toBe(33)
    expect(vendor.pass(seconds(170))).toEqual([])
    expect(vendor.queue(session)).toEqual([])
    const commandTraceId = dataText(answer, 'commandTraceId')
    const cancelled = vendor.post(PATHS.cancel, { sessionId: session, commandTraceId })
    expect(data(cancelled, 'isSuccess')).toBe(true)
  })

  test('a takeover may break off in the middle of its speech', () => {
    const vendor = aVendor({ speechFails: 1 })
    vendor.enqueue(vendor.goLive())
    expect(statuses(vendor.pass(seconds(5)))).toEqual([36, 39])
  })

  test('a text below ten characters, tags and blanks not counted, is refused', () => {
    const vendor = aVendor()
    const sessionId = vendor.goLive()
    for (const short of ['', '123456789', '12345    6789    ', '<speak>123456789</speak>']) {
      const answer = vendor.post(PATHS.queue, { sessionId, param: aTakeover(short) })
      expect(code(answer), short).not.toBe(0)
    }
    const answer = vendor.post(PATHS.queue, { sessionId, param: aTakeover('1234567890') })
    expect(code(answer)).toBe(0)
  })

  test('or it is accepted and fails with 39, as switched', () => {
    const vendor = aVendor({ shortText: '39' })
    const sessionId = vendor.goLive()
    const answer = vendor.post(PATHS.queue, { sessionId, param: aTakeover('too short') })
    expect(data(answer, 'commandStatus')).toBe(33)
    expect(statuses(vendor.pass(seconds(10)))).toEqual([39])
  })

  test('an mp3 is taken to last as long as was switched on; the words win over it', () => {
    const vendor = aVendor({ audioLength: seconds(7) })
    const sessionId = vendor.goLive()
    const audio = 'https://cdn.example/a.mp3'
    vendor.post(PATHS.queue, { sessionId, param: JSON.stringify({ audio }) })
    expect(vendor.pass(millis(6_999))).toHaveLength(1)
    expect(statuses(vendor.pass(millis(1)))).toEqual([37])
    const both = JSON.stringify({ audio, tts_query: { content: TEN_SECONDS } })
    vendor.post(PATHS.queue, { sessionId, param: both })
    const [item] = vendor.model.sessions()[0]?.queue ?? []
    expect(item?.content).toMatchObject({ text: TEN_SECONDS, audio: undefined })
  })

  test('a script that is not JSON, or breaks the schema, is refused', () => {
    const vendor = aVendor()
    const sessionId = vendor.goLive()
    const params = ['{', '[]', '{}', '{"backgrounds":[]}', '{"audio":"/tmp/a.wav"}', 7, null]
    for (const param of params) {
      expect(code(vendor.post(PATHS.queue, { sessionId, param })), String(param)).not.toBe(0)
    }
  })
})

describe('cancelling', () => {
  test('one waiting item leaves, the others stay', () => {
    const { vendor, session, A, B, C } = aFullQueue()
    vendor.pass(seconds(1))
    const answer = vendor.post(PATHS.cancel, { sessionId: session, commandTraceId: B })
    expect(data(answer)).toEqual({ isSuccess: true, commandFinishTime: '2026-11-23 09:00:03' })
    expect(vendor.queue(session)).toEqual([A, C])
    const [callback] = vendor.pass(seconds(0))
    expect(callback?.body).toMatchObject({ status: 37, commandTraceId: B })
    const cancelled = vendor.model.record().find((entry) => entry.type === 'takeover-cancelled')
    expect(cancelled).toMatchObject({ trace: B, wasSpeaking: false })
  })

  test('the one on air stops and the next begins', () => {
    const { vendor, session, A, B, C } = aFullQueue()
    vendor.post(PATHS.cancel, { sessionId: session, commandTraceId: A })
    expect(vendor.queue(session)).toEqual([B, C])
    expect(vendor.model.sessions()[0]?.queue[0]).toMatchObject({ trace: B, situation: 'speaking' })
  })

  test('several are joined by semicolons; unknown ones are named, known ones cancelled', () => {
    const { vendor, session, A, B, C } = aFullQueue()
    const commandTraceId = `${B};${C};nobody`
    const answer = vendor.post(PATHS.cancel, { sessionId: session, commandTraceId })
    expect(data(answer)).toMatchObject({
      isSuccess: false,
      message: 'not in the queue: nobody',
    })
    expect(vendor.queue(session)).toEqual([A])
  })

  test('-1 clears everything, also what is still being prepared', () => {
    const vendor = aVendor({ prepare: seconds(12) })
    const sessionId = vendor.goLive()
    vendor.enqueue(sessionId)
    vendor.pass(seconds(12))
    vendor.enqueue(sessionId)
    const answer = vendor.post(PATHS.cancel, { sessionId, commandTraceId: '-1' })
    expect(data(answer, 'isSuccess')).toBe(true)
    expect(statuses(vendor.pass(seconds(60)))).toEqual([37, 37])
    expect(vendor.queue(sessionId)).toEqual([])
  })

  test('it may be silent, as switched', () => {
    const { vendor, session, C } = aFullQueue({ cancelSilent: true })
    vendor.pass(seconds(0))
    vendor.post(PATHS.cancel, { sessionId: session, commandTraceId: C })
    expect(vendor.pass(seconds(0))).toEqual([])
  })
})

describe('cutting in', () => {
  test('the interruptible takeover speaks at once; the queue goes on behind it', () => {
    const { vendor, session, A, B, C } = aFullQueue()
    const answer = vendor.post(PATHS.interrupt, { sessionId: session, param: aTakeover() })
    const trace = dataText(answer, 'commandTraceId')
    expect(data(answer, 'isSuccess')).toBe(true)
    expect(vendor.queue(session)).toEqual([trace, B, C])
    const heard = vendor.pass(seconds(10))
    const about = heard.map((one) => JSON.stringify(one.body))
    expect(about.some((body) => body.includes(A) && body.includes('37'))).toBe(true)
    expect(vendor.queue(session)).toEqual([B, C])
  })

  test('the old takeover gives no id, is in no list, is never called back and takes no pictures', () => {
    const vendor = aVendor()
    const sessionId = vendor.goLive()
    const answer = vendor.post(PATHS.plain, { sessionId, param: aTakeover() })
    expect(data(answer)).toBe(true)
    expect(vendor.queue(sessionId)).toEqual([])
    expect(vendor.pass(seconds(20))).toEqual([])
    expect(vendor.model.summary(vendor.now()).sessions[0]?.spoken).toHaveLength(1)
    const backgrounds = { url: 'https://cdn.example/a.png', rect: [0, 0, 10, 10] }
    const param = JSON.stringify({ tts_query: { content: TEN_SECONDS }, backgrounds })
    expect(code(vendor.post(PATHS.plain, { sessionId, param }))).not.toBe(0)
    expect(code(vendor.post(PATHS.interrupt, { sessionId, param }))).toBe(0)
  })
})

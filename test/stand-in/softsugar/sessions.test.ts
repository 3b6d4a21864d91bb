import { describe, expect, test } from 'vitest'
import { after, millis, minutes, NEVER, seconds } from '../../../daemon/core/time.js'
import { aLiveScript, aVendor, code, data, dataText, PATHS, statuses } from './a-vendor.js'

describe('opening', () => {
  test('a slow stream is answered 32 and called back as 35', () => {
    const vendor = aVendor({ init: seconds(40) })
    const created = vendor.create({ userData: 'show-1' })
    expect(data(created, 'status')).toBe(32)
    expect(data(created, 'rtcChannelId')).toBeUndefined()
    const session = dataText(created, 'sessionId')
    expect(vendor.pass(millis(39_999))).toEqual([])
    const [callback] = vendor.pass(millis(1))
    expect(callback).toMatchObject({
      at: vendor.now(),
      body: { sessionId: session, status: 35, userData: 'show-1', rtcChannelId: `live-${session}` },
    })
    expect(vendor.stat(session)).toBe(35)
  })

  test('a fast stream is answered 35, and called back only where that is switched on', () => {
    const silent = aVendor({ init: millis(0) })
    expect(data(silent.create(), 'status')).toBe(35)
    expect(silent.pass(seconds(10))).toEqual([])
    const chatty = aVendor({ init: millis(0), readyTwice: true })
    chatty.create()
    expect(statuses(chatty.pass(seconds(10)))).toEqual([35])
  })

  test('a stream that fails is called back as 99 and frees its slot', () => {
    const vendor = aVendor({ init: seconds(5), initFails: 1, slots: 1 })
    const first = dataText(vendor.create(), 'sessionId')
    expect(statuses(vendor.pass(seconds(5)))).toEqual([99])
    expect(vendor.stat(first)).toBe(99)
    expect(data(vendor.create(), 'status')).toBe(32)
    expect(statuses(vendor.pass(seconds(5)))).toEqual([35])
  })

  test('a stream may never come; the session stays at 32 as long as it is kept alive', () => {
    const vendor = aVendor({ initNever: 1 })
    const session = dataText(vendor.create(), 'sessionId')
    vendor.pass(seconds(100))
    vendor.post(PATHS.heartbeat, { sessionId: session })
    vendor.pass(seconds(100))
    expect(vendor.stat(session)).toBe(32)
  })

  test('one session more than the account may have is 98, than the platform has is 97', () => {
    const vendor = aVendor({ slots: 1 })
    vendor.create()
    const refused = vendor.create()
    expect([code(refused), data(refused, 'status')]).toEqual([0, 98])
    expect(data(vendor.get(PATHS.running), 1)).toBeUndefined()
    const full = aVendor({ platformSlots: 0 })
    expect(data(full.create(), 'status')).toBe(97)
    const coded = aVendor({ platformSlots: 0, slotRefusal: 'code' })
    expect(code(coded.create())).not.toBe(0)
  })

  test('there may be no slot for a number of creates, or for a time', () => {
    const counted = aVendor({ noSlot: 2, noSlotStatus: 97 })
    expect([1, 2, 3].map(() => data(counted.create(), 'status'))).toEqual([97, 97, 32])
    const timed = aVendor({ noSlotFor: seconds(30) })
    expect(data(timed.create(), 'status')).toBe(98)
    timed.pass(seconds(29))
    expect(data(timed.create(), 'status')).toBe(98)
    timed.pass(seconds(1))
    expect(data(timed.create(), 'status')).toBe(32)
  })

  test('a live script that breaks the schema opens nothing', () => {
    const vendor = aVendor()
    for (const param of [
      undefined,
      '',
      '{',
      'null',
      '{}',
      aLiveScript({ resolution: [9, 10] }),
      JSON.parse(aLiveScript()),
    ]) {
      expect(code(vendor.create({ param: param ?? null })), String(param)).not.toBe(0)
    }
    expect(vendor.model.sessions()).toEqual([])
  })

  test('an own Agora app needs its four fields, and they come back', () => {
    const vendor = aVendor({ init: millis(0) })
    const own = {
      urtcUseExternalApp: true,
      urtcToken: 't-1',
      urtcUid: '4294967295',
      urtcAppId: 'a-1',
      urtcChannelId: 'c-1',
    }
    expect(code(vendor.create({ ...own, urtcUid: '4294967296' }))).not.toBe(0)
    expect(code(vendor.create({ ...own, urtcToken: '' }))).not.toBe(0)
    expect(code(vendor.create({ ...own, urtcChannelId: 'c'.repeat(65) }))).not.toBe(0)
    expect(data(vendor.create(own))).toMatchObject({ rtcUid: '4294967295', rtcChannelId: 'c-1' })
  })
})

describe('the life of a session', () => {
  type Situation = 'unheard-of' | 'at 32' | 'at 35' | 'live' | 'closed'
  type Call = 'heartbeat' | 'start' | 'queue' | 'interrupt' | 'close' | 'stat'
  const TABLE: Record<Situation, Record<Call, 'done' | 'refused'>> = {
    'unheard-of': all('refused'),
    'at 32': { ...all('refused'), heartbeat: 'done', close: 'done', stat: 'done' },
    'at 35': { ...all('refused'), heartbeat: 'done', start: 'done', close: 'done', stat: 'done' },
    live: { ...all('done'), start: 'refused' },
    closed: { ...all('refused'), stat: 'done' },
  }
  function all(outcome: 'done' | 'refused') {
    const one = outcome
    return { heartbeat: one, start: one, queue: one, interrupt: one, close: one, stat: one }
  }
  const BRING: Record<Situation, (vendor: ReturnType<typeof aVendor>) => string> = {
    'unheard-of': () => 'f'.repeat(32),
    'at 32': (vendor) => dataText(vendor.create(), 'sessionId'),
    'at 35': (vendor) => {
      const session = dataText(vendor.create(), 'sessionId')
      vendor.pass(seconds(2))
      return session
    },
    live: (vendor) => vendor.goLive(),
    closed: (vendor) => {
      const session = vendor.goLive()
      vendor.post(PATHS.close, { sessionId: session })
      return session
    },
  }

  for (const [situation, calls] of Object.entries(TABLE)) {
    for (const [call, outcome] of Object.entries(calls)) {
      test(`${call} of a session ${situation} is ${outcome}`, () => {
        const vendor = aVendor()
        const sessionId = Object.entries(BRING).find(([name]) => name === situation)?.[1](vendor)
        const path = Object.entries(PATHS).find(([name]) => name === call)?.[1] ?? ''
        const param = JSON.stringify({ tts_query: { content: 'long enough to be said' } })
        const answer =
          call === 'stat'
            ? vendor.get(path, { sessionId: sessionId ?? '' })
            : vendor.post(path, { sessionId: sessionId ?? '', param })
        expect(code(answer) === 0 ? 'done' : 'refused').toBe(outcome)
        const last = vendor.model.record().at(-1)
        expect(last?.type === 'request' && last.refused === undefined).toBe(outcome === 'done')
      })
    }
  }

  test('start puts it on air without a callback; stat says 2 and gives the stream', () => {
    const vendor = aVendor({ init: millis(0) })
    const session = dataText(vendor.create(), 'sessionId')
    expect(data(vendor.post(PATHS.start, { sessionId: session }))).toBe(true)
    expect(vendor.pass(seconds(30))).toEqual([])
    expect(data(vendor.get(PATHS.stat, { sessionId: session }))).toMatchObject({
      status: 2,
      rtcUid: expect.stringMatching(/^\d+$/),
    })
  })

  test('a start may be answered without having started', () => {
    const vendor = aVendor({ init: millis(0), startFails: 1 })
    const session = dataText(vendor.create(), 'sessionId')
    const answer = vendor.post(PATHS.start, { sessionId: session })
    expect([code(answer), data(answer)]).toEqual([0, false])
    expect(vendor.stat(session)).toBe(35)
    expect(data(vendor.post(PATHS.start, { sessionId: session }))).toBe(true)
  })

  test('without heartbeats it is dropped with 50, exactly when the limit is over', () => {
    const vendor = aVendor({ heartbeatLimit: seconds(60) })
    const session = vendor.goLive()
    vendor.pass(seconds(10))
    vendor.post(PATHS.heartbeat, { sessionId: session })
    const beatAt = vendor.now()
    expect(vendor.model.nextAt()).toBe(after(beatAt, seconds(60)))
    vendor.pass(seconds(59))
    expect(vendor.stat(session)).toBe(2)
    expect(statuses(vendor.pass(seconds(100)))).toEqual([50])
    expect(vendor.stat(session)).toBe(50)
    const ended = vendor.model.record().find((entry) => entry.type === 'session-ended')
    expect(ended).toMatchObject({ status: 50, at: after(beatAt, seconds(60)) })
    expect(vendor.model.nextAt()).toBe(NEVER)
  })

  test('the platform may end a session by itself, once or every time', () => {
    const vendor = aVendor({ dropAfter: seconds(90), dropOnce: true, dropStatus: 9 })
    const first = vendor.goLive()
    expect(statuses(vendor.pass(seconds(90)))).toEqual([9])
    const second = vendor.goLive()
    expect(vendor.pass(seconds(90))).toEqual([])
    expect([vendor.stat(first), vendor.stat(second)]).toEqual([9, 2])
    expect(vendor.model.fault(second, 50, vendor.now())).toBe(true)
    expect(vendor.model.fault(second, 50, vendor.now())).toBe(false)
    expect(statuses(vendor.pass(seconds(0)))).toEqual([50])
  })

  test('closing is called back as 5; closing again is refused or accepted, as switched', () => {
    const vendor = aVendor()
    const session = vendor.goLive()
    expect(data(vendor.post(PATHS.close, { sessionId: session }))).toBe(true)
    expect(statuses(vendor.pass(seconds(0)))).toEqual([5])
    expect(code(vendor.post(PATHS.close, { sessionId: session }))).not.toBe(0)
    const lenient = aVendor({ closeAgain: 'accepted' })
    const other = lenient.goLive()
    lenient.post(PATHS.close, { sessionId: other })
    expect(data(lenient.post(PATHS.close, { sessionId: other }))).toBe(true)
  })

  test('a script with a number of repeats stays on air afterwards, or ends, as switched', () => {
    const play = (recycleEnd: 'stays' | 5 | 50) => {
      const vendor = aVendor({ init: millis(0), recycleEnd })
      const param = aLiveScript({ recycle: 3 })
      const sessionId = dataText(vendor.create({ param }), 'sessionId')
      vendor.post(PATHS.start, { sessionId })
      vendor.pass(minutes(1))
      return vendor.stat(sessionId)
    }
    expect([play('stays'), play(5), play(50)]).toEqual([2, 5, 50])
  })
})

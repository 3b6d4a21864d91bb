import { describe, expect, test } from 'vitest'
import { after, hours, millis, minutes, seconds } from '../../../daemon/core/time.js'
import type { RecordEntry } from '../../../daemon/stand-in/softsugar/record.js'
import { aVendor, dataText, field, PATHS } from './a-vendor.js'

describe('the record', () => {
  test('it sums up who was open, for how long, and how long the heart stood still', () => {
    const vendor = aVendor({ heartbeatLimit: minutes(10) })
    const createdAt = vendor.now()
    const session = vendor.goLive()
    for (const wait of [15, 45, 20]) {
      vendor.pass(seconds(wait))
      vendor.post(PATHS.heartbeat, { sessionId: session })
    }
    vendor.post(PATHS.start, { sessionId: session })
    vendor.pass(seconds(10))
    vendor.post(PATHS.close, { sessionId: session })
    const open = dataText(vendor.create(), 'sessionId')
    vendor.pass(hours(1))
    const summary = vendor.model.summary(vendor.now())
    expect(summary.sessions[0]).toMatchObject({
      session,
      createdAt,
      readyAt: after(createdAt, seconds(2)),
      liveAt: after(createdAt, seconds(2)),
      endedAt: after(createdAt, seconds(92)),
      endedAs: 5,
      billed: seconds(92),
      largestHeartbeatGap: seconds(45),
      heartbeats: 3,
      refusedRequests: 1,
    })
    expect(summary.sessions[1]).toMatchObject({ session: open, endedAs: 50, billed: minutes(10) })
    expect(summary.stillOpen).toEqual([])
  })

  test('a witness is told of everything, also of what the ring has forgotten', () => {
    const told: RecordEntry[] = []
    const vendor = aVendor({}, { recordMax: 3, witness: (entry) => told.push(entry) })
    vendor.goLive()
    expect(vendor.model.record()).toHaveLength(3)
    expect(told.map(({ n }) => n)).toEqual(told.map((_, n) => n))
    expect(told.slice(-3)).toEqual(vendor.model.record())
  })

  test('it is a ring, and can be read on from where one stopped', () => {
    const vendor = aVendor({}, { recordMax: 10 })
    const session = vendor.goLive()
    for (let n = 0; n < 50; n += 1) vendor.get(PATHS.stat, { sessionId: session })
    const record = vendor.model.record()
    expect(record).toHaveLength(10)
    const from = record.at(-2)?.n ?? 0
    expect(vendor.model.record(from)).toEqual(record.slice(-2))
    expect(JSON.parse(JSON.stringify(record))).toMatchObject(
      [{ type: 'request' }, ...Array(9)].map(() => ({ type: 'request' })),
    )
  })

  test('two stand-ins of one seed do the same to the byte', () => {
    const night = () => {
      const vendor = aVendor({ shuffleCallbacks: true, loseCallbacks: 0.3 }, { seed: 77 })
      const session = vendor.goLive()
      for (let n = 0; n < 5; n += 1) vendor.enqueue(session)
      const callbacks = vendor.pass(minutes(2))
      return JSON.stringify([callbacks, vendor.model.record()])
    }
    expect(night()).toBe(night())
  })

  test('it holds neither tokens nor keys', () => {
    const vendor = aVendor({ init: millis(0) })
    const created = vendor.create()
    const secrets = ['sessionToken', 'rtcToken'].map((name) => dataText(created, name))
    const record = JSON.stringify(vendor.model.record())
    for (const secret of secrets) expect(record.includes(secret)).toBe(false)
    expect(field(created.body, 'message')).toBe('success')
  })
})

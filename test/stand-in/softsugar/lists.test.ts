import { describe, expect, test } from 'vitest'
import { millis, seconds } from '../../../daemon/core/time.js'
import { aVendor, code, data, dataText, PATHS } from './a-vendor.js'

describe('looking', () => {
  test('the running list is an array of open sessions, without their markers', () => {
    const vendor = aVendor({ init: millis(0) })
    const session = dataText(vendor.create({ userData: 'mine' }), 'sessionId')
    expect(data(vendor.get(PATHS.running))).toEqual([{ sessionId: session, status: 35 }])
    vendor.post(PATHS.start, { sessionId: session })
    const startTime = '2026-11-23 09:00:00'
    expect(data(vendor.get(PATHS.running))).toEqual([{ sessionId: session, status: 2, startTime }])
    vendor.post(PATHS.close, { sessionId: session })
    expect(data(vendor.get(PATHS.running))).toEqual([])
  })

  test('the running list may be late', () => {
    const vendor = aVendor({ runningLag: seconds(5) })
    vendor.create()
    expect(data(vendor.get(PATHS.running))).toEqual([])
    vendor.pass(seconds(5))
    expect(data(vendor.get(PATHS.running), 0, 'status')).toBe(35)
  })

  test('the history has the ended ones, newest first, and counts rows where it says page size', () => {
    const vendor = aVendor({ slots: 1 })
    const first = vendor.goLive()
    vendor.create()
    vendor.post(PATHS.close, { sessionId: first })
    const second = vendor.goLive()
    vendor.model.fault(second, 9, vendor.now())
    const answer = vendor.post(PATHS.history, { pageNo: 1, pageSize: 2 })
    expect(data(answer, 'pagination')).toEqual({
      pageNo: 1,
      pageSize: 2,
      numberPages: 2,
      numberRecords: 3,
      startIndex: 0,
    })
    expect(data(answer, 'result', 0)).toMatchObject({ sessionId: second, status: 9 })
    const rest = vendor.post(PATHS.history, { pageNo: 2, pageSize: 2 })
    expect(data(rest, 'pagination')).toMatchObject({ pageSize: 1, startIndex: 2 })
    expect(data(vendor.post(PATHS.history, { status: 98 }), 'result', 0, 'status')).toBe(98)
    expect(data(vendor.post(PATHS.history, { sessionId: first }), 'result')).toHaveLength(1)
    const oldest = data(vendor.post(PATHS.history, { sortValue: 'asc' }), 'result', 2, 'sessionId')
    expect(oldest).toBe(second)
    expect(code(vendor.post(PATHS.history, { pageNo: 0 }))).not.toBe(0)
  })

  test('a viewer gets a token for the right channel of an open session', () => {
    const vendor = aVendor()
    const sessionId = vendor.goLive()
    const rtcChannelId = `live-${sessionId}`
    const token = data(vendor.post(PATHS.viewerToken, { sessionId, rtcChannelId }))
    expect(token).toMatch(/^[0-9a-f]+$/)
    expect(code(vendor.post(PATHS.viewerToken, { sessionId, rtcChannelId: 'x' }))).not.toBe(0)
  })
})

import { expect, test } from 'vitest'
import { after, hours, millis, minutes, NEVER, seconds } from '../../../daemon/core/time.js'
import type { Profile } from '../../../daemon/stand-in/softsugar/profile.js'
import { aVendor, field, statuses } from './a-vendor.js'

const night = (profile: Partial<Profile>, count = 40) => {
  const vendor = aVendor({ init: millis(0), ...profile, speechFactor: 0.1 })
  const session = vendor.goLive()
  for (let n = 0; n < count; n += 1) vendor.enqueue(session)
  return { vendor, callbacks: vendor.pass(minutes(2)) }
}

test('callbacks come in the order of what happened', () => {
  const { callbacks } = night({}, 3)
  expect(statuses(callbacks)).toEqual([36, 37, 36, 37, 36, 37])
})

test('they can be lost; the record knows which', () => {
  const { vendor, callbacks } = night({ loseCallbacks: 0.5 })
  const lost = vendor.model.record().filter((entry) => entry.type === 'callback-lost').length
  expect(lost).toBeGreaterThan(20)
  expect(callbacks.length).toBeGreaterThan(20)
  expect(night({ loseCallbacks: 1 }).callbacks).toEqual([])
})

test('they can be repeated', () => {
  const { callbacks } = night({ repeatCallbacks: 1 })
  const bodies = callbacks.map((one) => JSON.stringify(one.body))
  expect(bodies).toHaveLength(2 * new Set(bodies).size)
})

test('they can be late', () => {
  const vendor = aVendor({ init: seconds(2), delayCallbacks: seconds(3) })
  vendor.create()
  expect(vendor.pass(millis(4_999))).toEqual([])
  expect(statuses(vendor.pass(millis(1)))).toEqual([35])
})

test('they can overtake each other', () => {
  const { callbacks } = night({ shuffleCallbacks: true })
  const inOrder = Array.from({ length: 40 }, () => [36, 37]).flat()
  const seen = statuses(callbacks)
  expect(seen).not.toEqual(inOrder)
  expect(seen.toSorted()).toEqual(inOrder.toSorted())
})

test('nobody fetching them costs no memory without end', () => {
  const vendor = aVendor({ init: millis(0), speechFactor: 0.001, heartbeatLimit: hours(9) })
  const session = vendor.goLive()
  let time = vendor.now()
  for (let n = 0; n < 6_000; n += 1) {
    vendor.enqueue(session)
    time = after(time, seconds(1))
    vendor.model.receive({ method: 'GET', path: '/' }, time)
  }
  expect(vendor.pass(hours(2))).toHaveLength(10_000)
})

test('an account with an AuthKey can have its callbacks signed', () => {
  const vendor = aVendor({}, { signCallback: (_body, at) => ({ timestamp: at, signature: 'x' }) })
  vendor.create()
  const [callback] = vendor.pass(seconds(2))
  expect(field(callback?.body, 'signature')).toBe('x')
})

test('a stand-in where nothing is open has nothing to do', () => {
  const vendor = aVendor()
  expect(vendor.model.nextAt()).toBe(NEVER)
  const session = vendor.goLive()
  vendor.enqueue(session)
  vendor.model.fault(session, 50, vendor.now())
  expect(vendor.pass(seconds(0)).length).toBeGreaterThan(0)
  expect(vendor.model.nextAt()).toBe(NEVER)
})

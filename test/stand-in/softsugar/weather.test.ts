import { expect, test } from 'vitest'
import { after, before, hours, seconds } from '../../../daemon/core/time.js'
import type { ModelOptions } from '../../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../../daemon/stand-in/softsugar/profile.js'
import { aLiveScript, aVendor, NINE, PATHS } from './a-vendor.js'

const tryToOpen = (profile: Partial<Profile>, more: Partial<ModelOptions> = {}) => {
  const vendor = aVendor({ slots: 1_000, ...profile }, more)
  const authorization = `Bearer ${vendor.signIn()}`
  const body = { param: aLiveScript() }
  const open = () =>
    vendor.model.exchange({ method: 'POST', path: PATHS.create, body, authorization }, vendor.now())
  return { vendor, open, opened: () => vendor.model.sessions().length }
}

test('a lost request has no effect, a lost answer has', () => {
  const request = tryToOpen({ loseRequests: 1 })
  expect(request.open()).toMatchObject({ is: 'unanswered' })
  expect(request.opened()).toBe(0)
  const answer = tryToOpen({ loseAnswers: 1 })
  expect(answer.open()).toMatchObject({ is: 'unanswered' })
  expect(answer.opened()).toBe(1)
})

test('only the first few may be lost', () => {
  const answers = tryToOpen({ loseFirstAnswers: 1 })
  expect([answers.open().is, answers.open().is]).toEqual(['unanswered', 'answered'])
  expect(answers.opened()).toBe(2)
  const requests = tryToOpen({ loseFirstRequests: 2 })
  expect([1, 2, 3].map(() => requests.open().is)).toEqual(['unanswered', 'unanswered', 'answered'])
  expect(requests.opened()).toBe(1)
})

test('an effect may come after everybody gave up on it', () => {
  const late = tryToOpen({ lateEffects: 1, lateBy: seconds(20) })
  expect(late.open()).toMatchObject({ is: 'unanswered' })
  expect(late.opened()).toBe(0)
  late.vendor.pass(seconds(20))
  expect(late.opened()).toBe(1)
})

test('a 500 has had its effect half of the time', () => {
  const broken = tryToOpen({ http500: 1 })
  for (let n = 0; n < 100; n += 1) {
    expect(broken.open()).toMatchObject({ is: 'answered', answer: { status: 500 } })
  }
  expect(broken.opened()).toBeGreaterThan(30)
  expect(broken.opened()).toBeLessThan(70)
})

test('rubbish is answered 200 without a readable body', () => {
  const rubbish = tryToOpen({ garbage: 1 })
  expect(rubbish.open()).toEqual({ is: 'answered', answer: { status: 200, body: undefined } })
  expect(rubbish.opened()).toBe(1)
})

test('the faults may be kept to some endpoints', () => {
  const elsewhere = tryToOpen({ loseRequests: 1, on: ['queue'] })
  expect(elsewhere.open().is).toBe('answered')
  const here = tryToOpen({ loseRequests: 1, on: ['queue', 'create'] })
  expect(here.open().is).toBe('unanswered')
})

test('the weather clears when it was meant to, for callbacks as well', () => {
  const calmFrom = after(NINE, seconds(60))
  const stormy = tryToOpen({ loseRequests: 1, loseCallbacks: 1 }, { calmFrom })
  stormy.vendor.create()
  expect(stormy.vendor.pass(seconds(59))).toEqual([])
  expect(stormy.open().is).toBe('unanswered')
  stormy.vendor.pass(seconds(1))
  expect(stormy.open().is).toBe('answered')
  expect(stormy.vendor.pass(seconds(2))).toHaveLength(1)
})

test('refusals travel under HTTP 200 or 400, as switched', () => {
  const status = (businessErrors: 'code' | 'http') =>
    aVendor({ businessErrors }).post(PATHS.create, { param: '' }).status
  expect([status('code'), status('http')]).toEqual([200, 400])
})

test('a clock that steps back stands still', () => {
  const vendor = aVendor()
  const session = vendor.goLive()
  expect(vendor.model.fault(session, 50, before(vendor.now(), hours(1)))).toBe(true)
  const ended = vendor.model.record().find((entry) => entry.type === 'session-ended')
  expect(ended?.at).toBe(vendor.now())
})

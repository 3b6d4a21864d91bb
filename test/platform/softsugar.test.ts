import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { after, instant, millis, seconds } from '../../daemon/core/time.js'
import { authorised } from '../../daemon/platform/softsugar/authorise.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { openSoftSugar } from '../../daemon/platform/softsugar/open.js'
import type { Deadlines } from '../../daemon/platform/softsugar/send.js'
import { breaches } from '../../daemon/schemas/breaches.js'
import { secret } from '../../daemon/secret.js'
import { createModel } from '../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import { openStandIn } from '../../daemon/stand-in/softsugar/server.js'
import { aLiveSession, describePlatform, valueIn } from './contract.js'
import { aLiveScript, aTakeover } from './softsugar/scripts.js'

const NIGHT = instant(Date.UTC(2026, 10, 21, 20))
const words = aTakeover({ say: 'This item has just sold out, thank you all.' })

/** The stand-in behind a real socket, on a clock that the test moves. */
async function openRig(profile: Partial<Profile> = {}, deadlines?: Deadlines) {
  const clock = { now: NIGHT }
  const now = () => clock.now
  const standIn = await openStandIn({ now, profile: { slots: 2, ...profile } })
  const { url, appId, appKey, model } = standIn
  const account = { baseUrl: url, appId, appKey: secret(appKey), now, deadlines }
  const platform = openSoftSugar(account)
  return {
    platform,
    model,
    account,
    slots: 2,
    question: ['qa-7f3a', 'what is the price?'] as const,
    pass: (time: number) => {
      clock.now = after(clock.now, millis(time))
    },
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]()
      await standIn[Symbol.asyncDispose]()
    },
  }
}

describePlatform('softsugar', () => openRig())

test('a slow opening is answered at once, and becomes ready later', async () => {
  await using rig = await openRig({ init: seconds(5) })
  const opened = valueIn(await rig.platform.open(aLiveScript(), 'demo/evening/1'))
  expect(opened.state).toBe('initialising')
  rig.pass(seconds(6))
  expect(valueIn(await rig.platform.state(opened.session))).toBe('ready')
  expect(rig.model.sessions()[0]?.marker).toBe('demo/evening/1')
})

test('a session nobody keeps alive is dropped', async () => {
  await using rig = await openRig()
  const session = await aLiveSession(rig)
  rig.pass(seconds(181))
  expect(valueIn(await rig.platform.state(session))).toBe('dropped')
})

test('a full platform is told from a full account', async () => {
  await using rig = await openRig({ platformSlots: 0 })
  expect(await rig.platform.open(aLiveScript(), 'm')).toMatchObject({ why: 'platform-full' })
})

test('a takeover whose files take long is in preparation, then in the queue', async () => {
  await using rig = await openRig({ prepare: seconds(20) })
  const session = await aLiveSession(rig)
  const enqueued = valueIn(await rig.platform.enqueue(session, words, undefined))
  expect(enqueued.prepared).toBe(false)
  expect(valueIn(await rig.platform.queue(session))).toEqual([])
  rig.pass(seconds(21))
  expect(valueIn(await rig.platform.queue(session))).toEqual([enqueued.trace])
})

test('business refusals with HTTP 400 are refusals as well', async () => {
  await using rig = await openRig({ businessErrors: 'http' })
  const session = await aLiveSession(rig)
  expect(await rig.platform.goLive(session)).toMatchObject({ is: 'not-applied', why: 'refused' })
  expect(await rig.platform.state('no-such-session')).toMatchObject({ value: 'unknown' })
})

test.each<[string, Partial<Profile>]>([
  ['an answer that is lost', { loseAnswers: 1, on: ['queue'] }],
  ['a request that is lost', { loseRequests: 1, on: ['queue'] }],
  ['an effect that comes late', { lateEffects: 1, on: ['queue'] }],
  ['HTTP 500', { http500: 1, on: ['queue'] }],
  ['a page that is no JSON', { garbage: 1, on: ['queue'] }],
  ['silence', { loseAnswers: 1, on: ['queue'], hang: true }],
])('%s leaves a takeover ambiguous', async (_, profile) => {
  await using rig = await openRig(profile, {
    pulse: seconds(3),
    read: seconds(2),
    write: millis(500),
  })
  const session = await aLiveSession(rig)
  expect(await rig.platform.enqueue(session, words, undefined)).toMatchObject({ is: 'ambiguous' })
})

test.each<Profile['tokenRefusal']>(['http', 'code'])(
  'others taking tokens kill ours (%s): calls go on with a new one',
  async (tokenRefusal) => {
    await using rig = await openRig({ tokenRefusal })
    const session = await aLiveSession(rig)
    for (let stranger = 0; stranger < 2; stranger += 1) {
      await using other = openSoftSugar(rig.account)
      await other.running()
    }
    expect(await rig.platform.keepAlive(session)).toMatchObject({ is: 'applied' })
    expect(rig.model.record().filter(({ type }) => type === 'token-issued')).toHaveLength(4)
  },
)

test('wrong credentials are refused, not ambiguous', async () => {
  await using rig = await openRig()
  await using platform = openSoftSugar({ ...rig.account, appKey: secret('not-the-key') })
  expect(await platform.open(aLiveScript(), 'm')).toMatchObject({ why: 'unauthorised' })
})

test('over the model alone, without a socket, callbacks follow a takeover', async () => {
  const clock = { now: NIGHT }
  const model = createModel({
    appId: 'demo-app',
    appKey: 'demo-key',
    md5: (text) => createHash('md5').update(text).digest('hex'),
    breaches,
    profile: { init: seconds(5) },
  })
  const send = authorised(
    async (exchange, _, bearer) =>
      model.exchange(
        { ...exchange, ...(bearer && { authorization: `Bearer ${bearer.reveal()}` }) },
        clock.now,
      ),
    { appId: 'demo-app', appKey: secret('demo-key'), now: () => clock.now },
  )
  const platform = softSugarCalls(send)
  const hints = (wait: number) => {
    clock.now = after(clock.now, millis(wait))
    return model.advance(clock.now).map(({ body }) => softSugar.readCallback(body))
  }

  const { session } = valueIn(await platform.open(aLiveScript(), 'demo/evening/1'))
  expect(hints(6_000)).toMatchObject([{ session, claim: 'ready', marker: 'demo/evening/1' }])
  valueIn(await platform.goLive(session))
  const { trace } = valueIn(await platform.enqueue(session, words, undefined))
  expect(hints(60_000)).toMatchObject([
    { session, trace, claim: 'speaking' },
    { session, trace, claim: 'finished' },
  ])
  valueIn(await platform.close(session))
  expect(hints(0)).toMatchObject([{ session, trace: undefined, claim: 'closed' }])
})

/**
 * What every platform must do, run against its stand-in. A platform's own test calls
 * `describePlatform` and adds only what is peculiar to it. A call the platform lacks must say
 * `unsupported`; then the rest of that test is moot.
 */
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../daemon/core/plan/outcome.js'
import { type Duration, seconds } from '../../daemon/core/time.js'
import type { Dialect, Platform } from '../../daemon/platform/contract.js'
import { platforms } from '../../daemon/platform/platforms.js'
import { aLiveScript, aTakeover } from './softsugar/scripts.js'

export interface Rig extends AsyncDisposable {
  readonly platform: Platform
  /** Lets time pass at the stand-in. */
  readonly pass: (time: Duration) => void
  /** Sessions the stand-in lets this account have. */
  readonly slots: number
  /** A library and a question it knows. */
  readonly question: readonly [string, string]
}

export function describePlatform(name: string, openRig: () => Promise<Rig>): void {
  const dialect = platforms[name]?.dialect
  describe(`${name} keeps the contract`, () => {
    test('it is listed under its own name, with limits that can be kept', () => {
      expect(dialect?.platform).toBe(name)
      expect(dialect?.queueShare).toBeGreaterThanOrEqual(1)
      expect(dialect?.speech.textMax).toBeGreaterThan(dialect?.speech.textMin ?? 0)
    })
    describeSessions(openRig)
    describeTakeovers(openRig, dialect)
    describeRefusals(openRig)
  })
}

function describeSessions(openRig: () => Promise<Rig>): void {
  test('a session becomes ready, goes live, is kept alive, and is closed', async () => {
    await using rig = await openRig()
    const { platform } = rig
    const session = await aReadySession(rig)
    await mustApply(platform.goLive(session))
    expect(await platform.state(session)).toEqual({ is: 'applied', value: 'live' })
    await mustApply(platform.keepAlive(session))
    await mustApply(platform.close(session))
    expect(await platform.state(session)).toEqual({ is: 'applied', value: 'closed' })
  })

  test('open sessions are in the running list, closed ones in the history', async () => {
    await using rig = await openRig()
    const { platform } = rig
    if (isUnsupported(await platform.running())) return
    const session = await aLiveSession(rig)
    expect(await platform.running()).toEqual({
      is: 'applied',
      value: [{ session, state: 'live' }],
    })
    await mustApply(platform.close(session))
    expect(await platform.running()).toEqual({ is: 'applied', value: [] })
    const history = await platform.history(1)
    if (isUnsupported(history)) return
    expect(history).toMatchObject({ value: [{ session, state: 'closed' }] })
  })

  test('a viewer can be told where the picture is, and be let in', async () => {
    await using rig = await openRig()
    const { platform } = rig
    const session = await aLiveSession(rig)
    const viewer = await platform.viewer(session)
    if (isUnsupported(viewer)) return
    const { channelId } = valueIn(viewer)
    expect(valueIn(await platform.viewerToken(session, channelId))).toMatch(/./)
  })

  test('a question finds its answer, or none', async () => {
    await using rig = await openRig()
    const [library, question] = rig.question
    const answer = await rig.platform.ask(library, question, 'evening-1')
    if (isUnsupported(answer)) return
    expect(valueIn(answer)).toMatch(/./)
    expect(valueIn(await rig.platform.ask(library, 'xyzzy', 'evening-1'))).toBe('')
  })
}

function describeTakeovers(openRig: () => Promise<Rig>, dialect: Dialect | undefined): void {
  test('takeovers play in their order, and one placed first comes next', async () => {
    await using rig = await openRig()
    const { platform } = rig
    const session = await aLiveSession(rig)
    const a = await anEnqueued(rig, session, undefined)
    const b = await anEnqueued(rig, session, undefined)
    const c = await anEnqueued(rig, session, 1)
    if (isUnsupported(await platform.queue(session))) return
    expect(valueIn(await platform.queue(session))).toEqual([a, c, b])
  })

  test('a takeover can be moved', async () => {
    await using rig = await openRig()
    const session = await aLiveSession(rig)
    const a = await anEnqueued(rig, session, undefined)
    const b = await anEnqueued(rig, session, undefined)
    const c = await anEnqueued(rig, session, undefined)
    const moved = await rig.platform.move(session, c, 1)
    expect(isUnsupported(moved)).toBe(!dialect?.canReorder)
    if (isUnsupported(moved)) return
    expect(valueIn(await rig.platform.queue(session))).toEqual([a, c, b])
  })

  test('one takeover can be cancelled and the others stay', async () => {
    await using rig = await openRig()
    const session = await aLiveSession(rig)
    const a = await anEnqueued(rig, session, undefined)
    const b = await anEnqueued(rig, session, undefined)
    const cancelled = await rig.platform.cancel(session, b)
    expect(isUnsupported(cancelled)).toBe(!dialect?.canCancelOne)
    if (isUnsupported(cancelled)) return
    expect(valueIn(await rig.platform.queue(session))).toEqual([a])
  })

  test('what has been spoken leaves the queue', async () => {
    await using rig = await openRig()
    const session = await aLiveSession(rig)
    await anEnqueued(rig, session, undefined)
    rig.pass(seconds(60))
    const queue = await rig.platform.queue(session)
    if (!isUnsupported(queue)) expect(valueIn(queue)).toEqual([])
  })

  test('a live voice is let in once the queue is empty, and taken to its end', async () => {
    await using rig = await openRig()
    const { platform } = rig
    const session = await aLiveSession(rig)
    const trace = await anEnqueued(rig, session, undefined)
    const early = await platform.speak(session)
    expect(isUnsupported(early)).toBe(dialect?.voice === undefined)
    if (isUnsupported(early)) return
    expect(early).toMatchObject({ is: 'not-applied', why: 'busy' })
    await mustApply(platform.cancel(session, trace))
    using line = valueIn(await platform.speak(session))
    line.send(new Uint8Array((dialect?.voice?.sampleRate ?? 0) * 2))
    line.end()
    expect(await line.over).toMatchObject({ how: 'ended' })
    await mustApply(platform.close(session))
    expect(await platform.speak(session)).toMatchObject({ is: 'not-applied' })
  })

  test.each(['interruptible', 'plain'] as const)('an operator can cut in: %s', async (how) => {
    await using rig = await openRig()
    const session = await aLiveSession(rig)
    const outcome = await rig.platform.cutIn(session, words, how)
    if (!isUnsupported(outcome)) expect(outcome).toMatchObject({ is: 'applied' })
  })
}

function describeRefusals(openRig: () => Promise<Rig>): void {
  test('what the platform refuses is not applied, and says why', async () => {
    await using rig = await openRig()
    const { platform } = rig
    const session = await aLiveSession(rig)
    for (const outcome of [
      await platform.enqueue(session, aTakeover({ say: 'short' }), undefined),
      await platform.enqueue('no-such-session', words, undefined),
      await platform.keepAlive('no-such-session'),
      await platform.close('no-such-session'),
    ]) {
      expect(outcome).toMatchObject({ is: 'not-applied', why: 'refused' })
      expect(outcome).toHaveProperty('says', expect.stringMatching(/./))
    }
  })

  test('a session it does not know is unknown', async () => {
    await using rig = await openRig()
    expect(await rig.platform.state('no-such-session')).toEqual({
      is: 'applied',
      value: 'unknown',
    })
  })

  test('an account whose slots are used up is told so', async () => {
    await using rig = await openRig()
    for (let slot = 0; slot < rig.slots; slot += 1) await aReadySession(rig)
    expect(await rig.platform.open(aLiveScript(), 'one-too-many')).toMatchObject({
      is: 'not-applied',
      why: 'account-full',
    })
  })

  test('after it is put away nothing is sent, and sessions stay as they are', async () => {
    await using rig = await openRig()
    const session = await aReadySession(rig)
    await rig.platform[Symbol.asyncDispose]()
    expect(await rig.platform.close(session)).toMatchObject({
      is: 'not-applied',
      why: 'never-sent',
    })
  })
}

const words = aTakeover({ say: 'This item has just sold out, thank you all.' })

export async function aReadySession({ platform, pass }: Rig): Promise<string> {
  const { session } = valueIn(await platform.open(aLiveScript(), 'contract/1'))
  pass(seconds(30))
  expect(await platform.state(session)).toEqual({ is: 'applied', value: 'ready' })
  return session
}

export async function aLiveSession(rig: Rig): Promise<string> {
  const session = await aReadySession(rig)
  await mustApply(rig.platform.goLive(session))
  return session
}

async function anEnqueued({ platform }: Rig, session: string, place: number | undefined) {
  const { trace } = valueIn(await platform.enqueue(session, words, place))
  return trace ?? ''
}

const isUnsupported = (outcome: Outcome<unknown>) =>
  outcome.is === 'not-applied' && outcome.why === 'unsupported'

const mustApply = async (call: Promise<Outcome<unknown>>) =>
  expect(await call).toMatchObject({ is: 'applied' })

export function valueIn<T>(outcome: Outcome<T>): T {
  if (outcome.is !== 'applied') throw new Error(`${outcome.is}: ${outcome.says}`)
  return outcome.value
}

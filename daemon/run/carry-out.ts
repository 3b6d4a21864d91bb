/** Makes the calls the core decided on, and brings their answers back as events: the one place where both meet. */
import { assert, unreachable } from '../core/assert.js'
import type { TakeoverScript } from '../core/compile/programme.js'
import type { Call, Guarded, LetGo } from '../core/plan/actions.js'
import type { Event, SessionId, TraceId } from '../core/plan/events.js'
import { ambiguous, type NotApplied, notApplied, type Outcome } from '../core/plan/outcome.js'
import type { Finding } from '../core/plan/preflight.js'
import type { AccountId } from '../core/rundown/rundown.js'
import type { Receipt } from '../journal/journal.js'
import type { Platform } from '../platform/contract.js'
import { openVoices, type Voices } from './voices.js'

export type Platforms = ReadonlyMap<AccountId, Platform>
type Post = (event: Event, receipt?: Receipt) => void

export interface Hands {
  readonly carryOut: (call: Call) => void
  /** Calls whose answers are out. */
  readonly idle: () => Promise<void>
}

/** A viewer's words stand in no call: they are put in at the last moment. undefined: they are forgotten. */
export type PutIn = (script: TakeoverScript) => TakeoverScript | undefined

/** Whoever looks at the media of a rundown's version; what is in order is not named. */
export type CheckMedia = (account: AccountId, version: string) => Promise<readonly Finding[]>

export interface Helpers {
  readonly putIn?: PutIn
  readonly checkMedia?: CheckMedia
  readonly voices?: Voices
}

export function hands(
  platforms: Platforms,
  post: Post,
  {
    putIn = (script) => script,
    voices = openVoices(post),
    checkMedia = async () => [],
  }: Helpers = {},
): Hands {
  const underWay = new Set<Promise<void>>()
  return {
    carryOut(call) {
      const platform = platforms.get(call.account)
      assert(platform !== undefined, `no platform for account ${call.account}`)
      if (call.type === 'close-line') {
        voices.letGo(call)
        return
      }
      const making = makeWith({ putIn, voices, checkMedia }, platform, call).then(
        ({ event, receipt }) => post(event, receipt),
      )
      underWay.add(making)
      making.finally(() => underWay.delete(making))
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.allSettled([...underWay])
    },
  }
}

interface Made {
  readonly event: Event
  readonly receipt?: Receipt
}

type Making = Exclude<Call, LetGo>
type Sending = Exclude<Making, { type: 'check-media' }>

async function makeWith(
  { putIn, voices, checkMedia }: Required<Helpers>,
  platform: Platform,
  call: Making,
): Promise<Made> {
  if (call.type === 'check-media') {
    const { account, airing, version } = call
    const findings = await checkMedia(account, version)
    return { event: { type: 'media-checked', airing, version, findings } }
  }
  if (call.type !== 'enqueue' && call.type !== 'cut-in') return make(platform, call, voices)
  const script = worded(putIn, call.script)
  if ('say' in script) return make(platform, { ...call, script }, voices)
  return answered(call, enqueuedEvent(call, script), script)
}

/** They stand on the disk, which may fail: then nothing has left, and that is the answer. */
function worded(putIn: PutIn, script: TakeoverScript): TakeoverScript | NotApplied {
  try {
    return putIn(script) ?? notApplied('refused', 'its words were forgotten')
  } catch {
    return notApplied('never-sent', 'its words cannot be read')
  }
}

async function make(platform: Platform, call: Sending, voices: Voices): Promise<Made> {
  switch (call.type) {
    case 'beat':
      return {
        event: {
          type: 'beaten',
          airing: call.airing,
          session: call.session,
          outcome: await safe(platform.keepAlive(call.session)),
        },
      }
    case 'look':
      return {
        event: {
          type: 'seen',
          airing: call.airing,
          session: call.session,
          outcome: await safe(platform.state(call.session)),
        },
      }
    case 'look-at-queue': {
      const outcome = branded<TraceId>(await safe(platform.queue(call.session)))
      const { airing, session } = call
      return { event: { type: 'queue-seen', airing, session, outcome } }
    }
    case 'look-at-running': {
      const seen = await safe(platform.running())
      const outcome = mapped(seen, (list) =>
        list.map(({ session, state }) => ({ session: session as SessionId, state })),
      )
      return { event: { type: 'running-seen', account: call.account, outcome } }
    }
    case 'open': {
      const opened = await safe(platform.open(call.script, call.marker))
      const outcome = mapped(opened, ({ session, state }) => ({
        session: session as SessionId,
        state,
      }))
      return answered(call, { type: 'opened', airing: call.airing, outcome }, opened)
    }
    case 'go-live': {
      const outcome = await safe(platform.goLive(call.session))
      return answered(call, { ...ofSession(call), type: 'went-live', outcome }, outcome)
    }
    case 'close': {
      const outcome = await safe(platform.close(call.session))
      return answered(call, { ...ofSession(call), type: 'close-answered', outcome }, outcome)
    }
    case 'close-stranger': {
      const { account, session } = call
      const outcome = await safe(platform.close(session))
      return answered(call, { type: 'stranger-close-answered', account, session, outcome }, outcome)
    }
    case 'open-line': {
      const outcome = await safe(voices.open(call, platform))
      const { request } = call
      return answered(call, { ...ofSession(call), type: 'line-opened', request, outcome }, outcome)
    }
    case 'enqueue': {
      const enqueued = await safe(platform.enqueue(call.session, call.script, call.place))
      return answered(call, enqueuedEvent(call, enqueued), enqueued)
    }
    case 'cut-in': {
      const enqueued = await safe(platform.cutIn(call.session, call.script, call.how))
      return answered(call, enqueuedEvent(call, enqueued), enqueued)
    }
    case 'cancel': {
      const outcome = await safe(platform.cancel(call.session, call.trace))
      return answered(call, { ...ofTakeover(call), type: 'cancel-answered', outcome }, outcome)
    }
    case 'move': {
      const outcome = await safe(platform.move(call.session, call.trace, call.place))
      return answered(call, { ...ofTakeover(call), type: 'move-answered', outcome }, outcome)
    }
    default:
      return unreachable(call)
  }
}

/** A platform answers with values; should one throw all the same, nobody knows what became of the call. */
async function safe<T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await call
  } catch (error) {
    return ambiguous(`the call broke: ${error instanceof Error ? error.name : 'unknown error'}`)
  }
}

const answered = (call: Guarded, event: Event, outcome: Outcome<unknown>): Made => ({
  event,
  receipt: { intent: { key: call.key, outcome } },
})

type TakeoverCall = Extract<Guarded, { takeover: unknown }>

function enqueuedEvent(
  call: TakeoverCall,
  outcome: Outcome<{ readonly trace: string | undefined; readonly prepared: boolean }>,
): Event {
  const known = mapped(outcome, ({ trace, prepared }) => ({
    trace: trace as TraceId | undefined,
    prepared,
  }))
  return { ...ofTakeover(call), type: 'enqueued', outcome: known }
}

const mapped = <T, U>(outcome: Outcome<T>, map: (value: T) => U): Outcome<U> =>
  outcome.is === 'applied' ? { is: 'applied', value: map(outcome.value) } : outcome

const branded = <B extends string>(outcome: Outcome<readonly string[]>): Outcome<readonly B[]> =>
  mapped(outcome, (list) => list as readonly B[])

const ofSession = ({ airing, session }: Extract<Call, { airing: unknown; session: unknown }>) => ({
  airing,
  session,
})
const ofTakeover = ({ airing, session, takeover, gen }: TakeoverCall) => ({
  airing,
  session,
  takeover,
  gen,
})

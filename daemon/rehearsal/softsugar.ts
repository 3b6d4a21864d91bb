/** SoftSugar in rehearsal: the production calls over the stand-in's model, twenty milliseconds of wire between them. */
import { createHash } from 'node:crypto'
import { PULSE_DEADLINE, READ_DEADLINE, WRITE_DEADLINE } from '../core/limits.js'
import { after, type Duration, type Instant, millis } from '../core/time.js'
import type { Json } from '../platform/contract.js'
import { authorised, type Carry } from '../platform/softsugar/authorise.js'
import { softSugarCalls } from '../platform/softsugar/calls.js'
import { softSugar } from '../platform/softsugar/dialect.js'
import type { Lane, Sent } from '../platform/wire.js'
import type { Span } from '../render/span.js'
import type { VirtualClock } from '../run/virtual-clock.js'
import { breaches } from '../schemas/breaches.js'
import { secret } from '../secret.js'
import { parseFaults } from '../stand-in/softsugar/faults.js'
import { createModel, type Model } from '../stand-in/softsugar/model.js'
import { USUAL } from '../stand-in/softsugar/profile.js'
import type { RecordEntry } from '../stand-in/softsugar/record.js'
import { stageOf } from '../stand-in/softsugar/stage.js'
import type { BilledSession, FarEnd, FarEndWish } from './far-end.js'
import { keepTime } from './model-time.js'

/** One way; a platform in the same country. */
const WIRE = millis(20)
const DEADLINES: Readonly<Record<Lane, Duration>> = {
  pulse: PULSE_DEADLINE,
  read: READ_DEADLINE,
  write: WRITE_DEADLINE,
}
const ACCOUNT = { appId: 'rehearsal', appKey: 'rehearsal-key' }

export function softSugarRehearsal(wish: FarEndWish): FarEnd {
  const { clock, seed, slots, faults, sounds } = wish
  const parsed = parseFaults(faults, { ...USUAL, slots })
  const sessions = new Map<string, BilledSession>()
  const { spans, watch } = audience((session) => model.onStage(session))
  const model: Model = createModel({
    ...ACCOUNT,
    md5: (text) => createHash('md5').update(text).digest('hex'),
    breaches,
    seed,
    soundLength: (url) => sounds.get(url),
    recordMax: RECORD_MAX,
    witness: (entry) => {
      bill(sessions, entry)
      watch(entry)
    },
    ...(parsed.ok ? { profile: parsed.profile } : {}),
  })
  let hear: (body: Json) => void = () => {}
  const ring = keepTime(model, clock, ({ body }) => {
    clock.wake(after(clock.now(), WIRE), () => hear(body))
  })
  const access = { appId: ACCOUNT.appId, appKey: secret(ACCOUNT.appKey), now: clock.now }
  return {
    platform: softSugarCalls(authorised(wireTo(model, clock, ring), access)),
    dialect: softSugar,
    listen: (listener) => {
      hear = listener
    },
    spans: () => spans,
    billed: () => [...sessions.values()],
  }
}

/** It follows the session that went live last; where that one ends, it sees nothing. */
function audience(onStage: Model['onStage']) {
  const stage = stageOf(onStage)
  const spans: Span[] = []
  let current: string | undefined
  return {
    spans,
    watch(entry: RecordEntry) {
      const begun = stage.follow(entry)
      if (entry.type === 'session-live') current = entry.session
      if (!begun || begun.session !== current) return
      // What begins at the same instant replaces what would have lasted no time.
      if (spans.at(-1)?.at === begun.span.at) spans.pop()
      spans.push(begun.span)
    },
  }
}

/** Everything is told to the witness; nobody reads the record itself. */
const RECORD_MAX = 10

function bill(sessions: Map<string, BilledSession>, entry: RecordEntry): void {
  const { type, at } = entry
  if (type === 'session-created') {
    sessions.set(entry.session, { from: at, to: undefined, liveAt: undefined })
    return
  }
  if (type !== 'session-live' && type !== 'session-ended') return
  const known = sessions.get(entry.session)
  if (known)
    sessions.set(entry.session, { ...known, [type === 'session-live' ? 'liveAt' : 'to']: at })
}

function wireTo(model: Model, clock: VirtualClock, ring: () => void): Carry {
  return async (exchange, lane, bearer) => {
    const deadline = after(clock.now(), DEADLINES[lane])
    await clock.sleep(WIRE)
    const authorization = bearer ? { authorization: `Bearer ${bearer.reveal()}` } : {}
    const sent = model.exchange({ ...exchange, ...authorization }, clock.now())
    ring()
    const back = millis(WIRE + model.profile.latency)
    if (sent.is === 'unanswered' && !model.profile.hang) await clock.sleep(WIRE)
    else if (sent.is === 'unanswered' || after(clock.now(), back) > deadline)
      return tooLate(clock, deadline)
    else await clock.sleep(back)
    return sent
  }
}

async function tooLate(clock: VirtualClock, deadline: Instant): Promise<Sent> {
  await clock.sleep(millis(Math.max(0, deadline - clock.now())))
  return { is: 'unanswered', says: 'no answer in time' }
}

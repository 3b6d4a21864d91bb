/**
 * A whole station on a virtual clock: the production core, loop, journal and SoftSugar calls, against the stand-in's
 * model. Only the clock, the dice and the wire are ours; a day passes in seconds.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import type { Tell } from '../../daemon/core/plan/actions.js'
import { isManned } from '../../daemon/core/plan/airing.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { SessionId, TraceId } from '../../daemon/core/plan/events.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { hours, type Instant, millis, minutes } from '../../daemon/core/time.js'
import { openJournal } from '../../daemon/journal/journal.js'
import type { Json } from '../../daemon/platform/contract.js'
import { authorised, type Carry } from '../../daemon/platform/softsugar/authorise.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { hands } from '../../daemon/run/carry-out.js'
import { openLoop } from '../../daemon/run/loop.js'
import { wakeUp } from '../../daemon/run/resume.js'
import { breaches } from '../../daemon/schemas.js'
import { secret } from '../../daemon/secret.js'
import { createModel, type Model } from '../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import { lots } from './lots.js'
import { type VirtualClock, virtualClock } from './virtual-clock.js'

export interface WorldOptions {
  readonly start: Instant
  readonly programmes: readonly Programme[]
  readonly faults?: Partial<Profile>
  readonly account?: Partial<AccountFacts>
  readonly seed?: number
}

export interface World {
  readonly clock: VirtualClock
  readonly model: Model
  readonly rows: AsRunRow[]
  readonly tells: (Tell & { readonly at: Instant })[]
  readonly daemon: () => Daemon
  /** Ends the daemon as kill -9 does: nothing is said, calls under way are never answered. */
  readonly kill: () => void
  readonly boot: () => Daemon
  /** The as-run log in short: "show/cue status reason". */
  readonly summary: () => readonly string[]
  readonly close: () => void
}

export type Daemon = ReturnType<typeof bootDaemon>

export const DEMO = 'demo' as AccountId
/** A disk that forgets: what a virtual night writes need not survive the test. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const APP_ID = 'demo-app-0001'
const APP_KEY = 'demo-key-0001'
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
/** One way, on a virtual wire. */
const WIRE = millis(20)
const SILENCE = millis(2_000)

export function aWorld(options: WorldOptions): World {
  const clock = virtualClock(options.start)
  const seed = options.seed ?? 1
  const profile = { ...options.faults }
  const model = createModel({ appId: APP_ID, appKey: APP_KEY, md5, breaches, profile, seed })
  const folder = mkdtempSync(join(MEMORY, 'onair-world-'))
  const rows: AsRunRow[] = []
  const tells: (Tell & { readonly at: Instant })[] = []
  let daemon: Daemon | undefined
  const listeners = new Set<(body: Json) => void>()
  runModel(clock, model, (body) => {
    for (const hear of listeners) hear(body)
  })
  const boot = () => {
    daemon = bootDaemon(options, { clock, model, folder, rows, tells, listeners, seed })
    return daemon
  }
  boot()
  return {
    clock,
    model,
    rows,
    tells,
    daemon: () => daemon ?? boot(),
    kill: () => daemon?.kill(),
    boot,
    summary: () =>
      rows.map(
        ({ type, show, item, status, reason }) => `${type} ${item ?? show} ${status} ${reason}`,
      ),
    close() {
      daemon?.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Surroundings {
  readonly clock: VirtualClock
  readonly model: Model
  readonly folder: string
  readonly rows: AsRunRow[]
  readonly tells: (Tell & { readonly at: Instant })[]
  readonly listeners: Set<(body: Json) => void>
  readonly seed: number
}

function bootDaemon(options: WorldOptions, around: Surroundings) {
  const { clock, model, rows, tells, listeners } = around
  const journal = openJournal(around.folder)
  const platform = softSugarCalls(wireTo(model, clock))
  let alive = true
  const working = hands(new Map([[DEMO, platform]]), (event, receipt) => {
    if (alive) loop.post(event, receipt)
  })
  const loop = openLoop({
    state: journal.load(),
    clock,
    dice: lots(around.seed),
    commit: journal.commit,
    carryOut: (call) => {
      if (alive) working.carryOut(call)
    },
    show: (action, at) => {
      if (action.type === 'record') rows.push(action.row)
      else tells.push({ ...action, at })
    },
    trouble: (error) => {
      throw error
    },
  })
  journal.doubtOpenIntents(clock.now())
  const facts: AccountFacts = {
    id: DEMO,
    platform: 'softsugar',
    station: 'test',
    exclusive: true,
    slots: 2,
    lead: minutes(4),
    sessionMaxAge: hours(23),
    queueShare: 2,
    ...options.account,
  }
  wakeUp(loop, [facts], options.programmes)
  const hear = (body: Json) => {
    const hint = softSugar.readCallback(body)
    if (!hint || !alive) return
    const { session, trace, ...rest } = hint
    loop.post({
      type: 'hinted',
      account: DEMO,
      hint: { ...rest, session: session as SessionId, trace: trace as TraceId | undefined },
    })
  }
  listeners.add(hear)
  return {
    loop,
    platform,
    airing: (id: string) => loop.state.airings[id],
    session: (id: string) => {
      const airing = loop.state.airings[id]
      return airing && isManned(airing) ? airing.session : undefined
    },
    kill() {
      if (!alive) return
      alive = false
      listeners.delete(hear)
      loop.stop()
      journal[Symbol.dispose]()
    },
  }
}

/** The model's own time: stream ready, speech over, cut-off; its callbacks arrive a wire later. */
function runModel(clock: VirtualClock, model: Model, hear: (body: Json) => void): void {
  let alarm: Disposable | undefined
  let alarmAt = 0
  const arm = () => {
    const at = model.nextAt()
    if (alarm && at === alarmAt) return
    alarm?.[Symbol.dispose]()
    alarmAt = at
    alarm = clock.wake(at, ring)
  }
  const ring = () => {
    alarm?.[Symbol.dispose]()
    alarm = undefined
    for (const { body } of model.advance(clock.now())) {
      clock.sleep(WIRE).then(() => hear(body))
    }
    arm()
  }
  const receive = model.exchange
  Object.assign(model, {
    exchange: (...args: Parameters<Model['exchange']>) => {
      const sent = receive(...args)
      queueMicrotask(ring)
      return sent
    },
  })
  arm()
}

/** The production token and calls; only the wire is virtual: 20 ms each way, 2 s of silence where an answer is lost. */
function wireTo(model: Model, clock: VirtualClock) {
  const carry: Carry = async (exchange, _lane, bearer) => {
    await clock.sleep(WIRE)
    const authorization = bearer ? { authorization: `Bearer ${bearer.reveal()}` } : {}
    const sent = model.exchange({ ...exchange, ...authorization }, clock.now())
    await clock.sleep(sent.is === 'unanswered' ? SILENCE : WIRE)
    return sent
  }
  return authorised(carry, { appId: APP_ID, appKey: secret(APP_KEY), now: clock.now })
}

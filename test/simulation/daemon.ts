/**
 * One life of a simulated daemon, from boot to kill: the production core, loop and SoftSugar calls on a machine, a disk
 * and a wire of ours. Every durable write, every send and every answer is a step at which it can be made to die.
 */
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import type { Call, Tell } from '../../daemon/core/plan/actions.js'
import { type Airing, isManned } from '../../daemon/core/plan/airing.js'
import { tell } from '../../daemon/core/plan/announce.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import type { Event, SessionId, TraceId } from '../../daemon/core/plan/events.js'
import type { Shift } from '../../daemon/core/plan/shift.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import type { Duration, Instant } from '../../daemon/core/time.js'
import type { Journal, Receipt, TakenTurn } from '../../daemon/journal/journal.js'
import { type Broken, RefusedCall } from '../../daemon/journal/refused-call.js'
import type { Json, Platform } from '../../daemon/platform/contract.js'
import { authorised } from '../../daemon/platform/softsugar/authorise.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import type { Exchange, Lane } from '../../daemon/platform/wire.js'
import type { AudienceDesk } from '../../daemon/run/audience.js'
import { hands, type PutIn } from '../../daemon/run/carry-out.js'
import { type Loop, openLoop } from '../../daemon/run/loop.js'
import { clockSetBack, wakeUp } from '../../daemon/run/resume.js'
import { toldAgain } from '../../daemon/run/tell.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import { openVoices, type Voices } from '../../daemon/run/voices.js'
import { secret } from '../../daemon/secret.js'
import type { Endpoint } from '../../daemon/stand-in/softsugar/endpoints.js'
import { type Lines, linesTo, type Overheard } from './line.js'
import { aMachine, type Machine } from './machine.js'
import { APP_ID, APP_KEY, type Vendor } from './vendor.js'
import type { Viewers, ViewersDesk } from './viewers.js'
import { wireTo } from './wire.js'

/** What an onlooker is told while a daemon works. */
export interface Onlooker {
  /** Durable from now on. */
  readonly committed?: (turns: readonly TakenTurn[], loop: Loop) => void
  /** It left for the vendor; what is returned is called when its answer is in, or is waited for no longer. */
  readonly sent?: (
    account: AccountId,
    exchange: Exchange,
    endpoint: Endpoint | undefined,
    lane: Lane,
  ) => (() => void) | undefined
  /** A line for a live voice was asked for, or is over. */
  readonly voice?: Overheard
  /** It died, and comes back after so long. */
  readonly down?: (wait: Duration) => void
  /** It ended because of this airing. */
  readonly broke?: (broken: Broken) => void
  readonly step?: (kind: StepKind) => void
  readonly trouble?: (error: unknown) => void
  readonly moved?: (shift: Shift) => void
  /** Puts a viewer's words in where they belong. */
  readonly putIn?: PutIn
}

export type StepKind = 'before commit' | 'after commit' | 'before call' | 'before answer'

export interface Surroundings {
  readonly clock: VirtualClock
  readonly vendors: ReadonlyMap<AccountId, Vendor>
  readonly accounts: readonly AccountFacts[]
  readonly programmes: readonly Programme[]
  readonly journal: Journal
  readonly dice: () => number
  readonly rows: AsRunRow[]
  readonly tells: (Tell & { readonly at: Instant })[]
  /** Throws what the disk throws now, if anything. */
  readonly disk: () => void
  /** True: this is the step at which it dies. */
  readonly fuse: (kind: StepKind) => boolean
  readonly died: () => void
  readonly onlooker: Onlooker
  readonly wrongBy: number
  readonly forgottenSince: Instant | undefined
  /** Why the last one ended, kept beside the journal; forgotten when something was made of it. */
  readonly broken: { readonly kept: () => Broken | undefined; readonly forget: () => void }
  /** The journal refused what it wanted: it ends, and is started anew. */
  readonly broke: (broken: Broken) => void
  readonly viewers: Viewers | undefined
}

export interface Daemon {
  readonly loop: Loop
  readonly machine: Machine
  readonly platform: Platform
  /** The speakers' end of the lines. */
  readonly voices: Voices
  /** Where viewers ask; undefined: nobody looks on. */
  readonly audience: AudienceDesk | undefined
  readonly airing: (id: string) => Airing | undefined
  readonly session: (id: string) => unknown
  readonly kill: () => void
}

class Dead extends Error {
  override readonly name = 'Dead'
}

export function bootDaemon(around: Surroundings): Daemon {
  const { clock, vendors, journal, onlooker, fuse } = around
  const machine = aMachine(clock, around.wrongBy as never)
  const { isAlive } = machine
  const hearing: [Vendor, (body: Json) => void][] = []
  const lines: Lines[] = []

  const kill = () => {
    if (!isAlive()) return
    machine.die()
    for (const [vendor, hear] of hearing) vendor.listeners.delete(hear)
    for (const line of lines) line.hangUp()
    loop?.stop()
    audience?.[Symbol.dispose]()
    journal[Symbol.dispose]()
  }
  const survives = (kind: StepKind): boolean => {
    if (!isAlive()) return false
    onlooker.step?.(kind)
    if (!fuse(kind)) return true
    kill()
    around.died()
    return false
  }

  const platforms = new Map<AccountId, Platform>()
  for (const [id, vendor] of vendors) {
    const carry = wireTo(vendor, clock, machine, (exchange, endpoint, lane) =>
      onlooker.sent?.(id, exchange, endpoint, lane),
    )
    const access = { appId: APP_ID, appKey: secret(APP_KEY), now: machine.clock.now }
    const line = linesTo(vendor, clock, machine, (session, what) => onlooker.voice?.(session, what))
    lines.push(line)
    platforms.set(id, softSugarCalls(authorised(carry, access), line.open))
  }
  const post = (event: Event, receipt?: Receipt) => {
    if (survives('before answer')) loop?.post(event, receipt)
  }
  const voices = openVoices(post)
  let audience: ViewersDesk | undefined
  const putIn: PutIn = (script) =>
    (audience?.desk.putIn ?? onlooker.putIn ?? ((same) => same))(script)
  const working = hands(platforms, post, { putIn, voices })
  let loop: Loop | undefined
  const open = openLoop({
    state: journal.load(),
    clock: machine.clock,
    dice: around.dice,
    commit(turns) {
      if (!survives('before commit')) throw new Dead()
      around.disk()
      journal.commit(turns)
      // A row is there from now on, whether or not anybody lives to show it.
      for (const { decision } of turns)
        for (const action of decision.actions)
          if (action.type === 'record') around.rows.push(action.row)
      if (open) onlooker.committed?.(turns, open)
      if (!survives('after commit')) throw new Dead()
    },
    carryOut: (call) => {
      if (survives('before call')) working.carryOut(marked(call, putIn))
    },
    show: (action) => {
      if (!isAlive()) return
      if (action.type === 'tell') around.tells.push({ ...action, at: clock.now() })
      if (action.type === 'record') audience?.desk.recorded(action.row)
    },
    moved: (shift) => {
      audience?.desk.clockMoved(shift)
      onlooker.moved?.(shift)
    },
    trouble: (error) => {
      if (error instanceof Dead) return
      if (error instanceof RefusedCall) {
        if (!isAlive()) return
        kill()
        around.broke({ airing: error.airing, says: error.message, id: `broke-${clock.now()}` })
        return
      }
      onlooker.trouble?.(error)
      if (!onlooker.trouble) throw error
    },
  })
  loop = open
  if (isAlive()) journal.doubtOpenIntents(machine.clock.now())
  for (const { airing, says } of isAlive() ? journal.untold() : []) {
    const about = airing as AiringId | undefined
    around.tells.push({ ...tell(about, 'alert', toldAgain(says)), at: clock.now() })
  }
  wakeUp(open, around.accounts, around.programmes, {
    forgottenSince: around.forgottenSince,
    setBack: clockSetBack(journal.lastAt(), machine.clock.now()),
    broken: around.broken.kept(),
  })
  if (isAlive() && open.isKept()) around.broken.forget()
  if (isAlive() && around.viewers) {
    const { rows } = around
    audience = around.viewers.open({ clock: machine.clock, state: open.state, rows, write })
    audience.man(open, platforms)
  }
  const unread = isAlive() ? journal.unread() : []
  for (const { id, account, body } of unread) hearFrom(account as AccountId, id, body)
  for (const [id, vendor] of vendors) {
    const hear = (body: Json) => void receive(id, body)
    hearing.push([vendor, hear])
    if (isAlive()) vendor.listeners.add(hear)
  }

  /** The book of questions lies on the same disk. */
  function write<T>(what: () => T): T {
    if (!survives('before commit')) throw new Dead()
    around.disk()
    const written = what()
    if (!survives('after commit')) throw new Dead()
    return written
  }

  /** As the daemon's own door does it: stored, answered, then read. */
  async function receive(account: AccountId, body: Json): Promise<void> {
    await machine.running()
    if (!isAlive()) return
    const written = JSON.stringify(body)
    try {
      around.disk()
      hearFrom(account, journal.receive(account, written, machine.clock.now()), written)
    } catch (error) {
      onlooker.trouble?.(error)
    }
  }

  function hearFrom(account: AccountId, inbox: number, written: string): void {
    if (!isAlive()) return
    const hint = softSugar.readCallback(JSON.parse(written))
    if (!hint) {
      journal.setAside(inbox, machine.clock.now())
      return
    }
    const { session, trace, ...rest } = hint
    const facts = { ...rest, session: session as SessionId, trace: trace as TraceId | undefined }
    open.post({ type: 'hinted', account, hint: facts }, { inbox })
  }

  return {
    loop: open,
    machine,
    platform: [...platforms.values()][0] ?? unheardOf(),
    voices,
    audience: audience?.desk,
    airing: (id) => open.state.airings[id],
    session: (id) => {
      const airing = open.state.airings[id]
      return airing && isManned(airing) ? airing.session : undefined
    },
    kill,
  }
}

const unheardOf = (): never => {
  throw new Error('a world without an account')
}

/** What is sent bears its name in a tag nobody speaks, so that the vendor's record tells which takeover it was. */
function marked(call: Call, putIn: PutIn): Call {
  if (call.type !== 'enqueue' && call.type !== 'cut-in') return call
  const script = putIn(call.script)
  const say = script?.say
  if (!script || say === undefined) return call
  const mark = `<mark name="${call.takeover}/${call.gen}"/>`
  return { ...call, script: { ...script, say: `${say}${mark}` } }
}

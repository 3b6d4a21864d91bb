/**
 * A whole station on a virtual clock: the production core, loop, journal and SoftSugar calls, against the stand-in's
 * model. Only the clock, the dice, the disk and the wire are ours; a day passes in seconds.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import type { Tell } from '../../daemon/core/plan/actions.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import {
  after,
  type Duration,
  hours,
  type Instant,
  millis,
  minutes,
  seconds,
} from '../../daemon/core/time.js'
import { openJournal } from '../../daemon/journal/journal.js'
import type { Broken } from '../../daemon/journal/refused-call.js'
import { lots } from '../../daemon/run/lots.js'
import { type VirtualClock, virtualClock } from '../../daemon/run/virtual-clock.js'
import type { Model } from '../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import { bootDaemon, type Daemon, type Onlooker } from './daemon.js'
import type { ModelStore } from './store.js'
import type { Successors } from './successors.js'
import { aVendor, type Fates, type Vendor } from './vendor.js'
import type { Viewers } from './viewers.js'

export type { Daemon } from './daemon.js'

export interface WorldOptions {
  readonly start: Instant
  readonly programmes: readonly Programme[]
  /** Of the one account, where there is one. */
  readonly faults?: Partial<Profile>
  readonly account?: Partial<AccountFacts>
  readonly accounts?: readonly AccountOptions[]
  readonly seed?: number
  /** Chance strikes no more from then on. */
  readonly calmFrom?: Instant
  /** The modelled store, or SQLite on a disk that forgets. */
  readonly store?: ModelStore | 'sqlite'
  readonly onlooker?: Onlooker
  readonly witness?: (account: AccountId, entry: RecordEntry) => void
  readonly recordMax?: number
  readonly hazard?: Hazard
  /** Who looks on, and asks. */
  readonly viewers?: Viewers | undefined
  /** No daemon runs yet. */
  readonly asleep?: boolean
}

/** Decides at every step, request and callback what goes wrong there. */
export interface Hazard extends Fates {
  readonly dies: () => boolean
  readonly downFor: Duration
}

export interface AccountOptions {
  readonly facts: AccountFacts
  readonly profile: Partial<Profile>
  readonly successors?: Successors | undefined
}

export interface World {
  readonly clock: VirtualClock
  readonly model: Model
  readonly vendors: ReadonlyMap<AccountId, Vendor>
  readonly rows: AsRunRow[]
  readonly tells: (Tell & { readonly at: Instant })[]
  readonly daemon: () => Daemon
  /** Ends the daemon as kill -9 does: nothing is said, calls under way are never answered. */
  readonly kill: () => void
  /** `forgottenSince`: its journal was put back, and knows nothing of what was done from then on. */
  readonly boot: (forgottenSince?: Instant) => Daemon
  readonly isUp: () => boolean
  readonly lightFuse: (fuse: Fuse) => void
  /** The programmes the next boot reads, and the daemon on air from now on. */
  readonly takeIn: (programme: Programme) => void
  readonly disk: (fault: DiskFault | undefined) => void
  readonly stepClock: (by: Duration) => void
  /** The as-run log in short: "show/cue status reason". */
  readonly summary: () => readonly string[]
  readonly close: () => void
}

export interface Fuse {
  /** Dies after so many steps more; at 0 at the very next one. */
  readonly steps: number
  readonly downFor: Duration
  /** What was not synced is gone. */
  readonly power?: boolean
  /** It dies once more, so many steps after it came back. */
  readonly again?: number | undefined
}

export type DiskFault =
  | { readonly is: 'full' | 'broken' }
  | { readonly is: 'slow'; readonly by: Duration }

export const DEMO = 'demo' as AccountId
/** What a virtual night writes need not survive the test. */
export const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export const accountFacts = (more: Partial<AccountFacts> = {}): AccountFacts => ({
  id: DEMO,
  platform: 'softsugar',
  station: 'test',
  exclusive: true,
  slots: 2,
  lead: minutes(4),
  sessionMaxAge: hours(23),
  queueShare: 2,
  textMin: 10,
  textMax: 10_000,
  ...more,
})

/** Who supervises it starts it anew. */
const RESTART = seconds(0.5)

export function aWorld(options: WorldOptions): World {
  const clock = virtualClock(options.start)
  const seed = options.seed ?? 1
  const accounts = options.accounts ?? [
    { facts: accountFacts(options.account), profile: { ...options.faults } },
  ]
  const vendors = openVendors(accounts, options, clock, seed)
  const [first] = vendors.values()
  if (!first) throw new Error('a world without an account')
  const store = openStore(options.store)
  const rows: AsRunRow[] = []
  const tells: (Tell & { readonly at: Instant })[] = []
  const programmes = new Map(options.programmes.map((programme) => [programme.show, programme]))
  const dice = lots(seed)
  let daemon: Daemon | undefined
  let fuse: (Fuse & { left: number }) | undefined
  let fault: DiskFault | undefined
  let wrongBy = 0
  let broken: Broken | undefined
  const boot = (forgottenSince?: Instant) => {
    daemon = bootDaemon({
      clock,
      vendors,
      accounts: accounts.map(({ facts }) => facts),
      programmes: [...programmes.values()],
      journal: store.open(),
      dice,
      rows,
      tells,
      disk: () => useDisk(fault, clock),
      fuse: () => (fuse !== undefined && fuse.left-- <= 0) || (options.hazard?.dies() ?? false),
      died,
      onlooker: options.onlooker ?? {},
      wrongBy,
      forgottenSince,
      broken: {
        kept: () => broken,
        forget: () => {
          broken = undefined
        },
      },
      broke,
      viewers: options.viewers,
    })
    return daemon
  }
  function died(): void {
    const blown: Fuse = fuse ?? { steps: 0, downFor: options.hazard?.downFor ?? millis(0) }
    fuse = undefined
    if (blown.power && typeof options.store === 'object') options.store.powerCut(lots(seed)())
    options.onlooker?.down?.(blown.downFor)
    clock.wake(after(clock.now(), blown.downFor), () => {
      if (blown.again !== undefined) lightFuse({ ...blown, steps: blown.again, again: undefined })
      boot()
    })
  }
  function broke(why: Broken): void {
    broken = why
    options.onlooker?.broke?.(why)
    options.onlooker?.down?.(RESTART)
    clock.wake(after(clock.now(), RESTART), () => void boot())
  }
  const lightFuse = (next: Fuse) => {
    fuse = { ...next, left: next.steps }
  }
  if (!options.asleep) boot()
  const isUp = () => daemon?.machine.isAlive() ?? false
  return {
    clock,
    model: first.model,
    vendors,
    rows,
    tells,
    daemon: () => daemon ?? boot(),
    kill: () => daemon?.kill(),
    boot,
    isUp,
    lightFuse,
    takeIn(programme) {
      programmes.set(programme.show, programme)
      if (isUp()) daemon?.loop.post({ type: 'show-taken-in', programme })
    },
    disk(next) {
      fault = next
    },
    stepClock(by) {
      wrongBy += by
      daemon?.machine.stepClock(by)
    },
    summary: () =>
      rows.map(
        ({ type, show, item, status, reason }) => `${type} ${item ?? show} ${status} ${reason}`,
      ),
    close() {
      daemon?.kill()
      store.close()
    },
  }
}

function openVendors(
  accounts: readonly AccountOptions[],
  { calmFrom, witness, recordMax, hazard: fates }: WorldOptions,
  clock: VirtualClock,
  seed: number,
): ReadonlyMap<AccountId, Vendor> {
  return new Map(
    accounts.map(({ facts: { id }, profile, successors }, at) => {
      const told = witness && ((entry: RecordEntry) => witness(id, entry))
      const options = {
        profile,
        seed: seed + at * 7_919,
        calmFrom,
        recordMax,
        witness: told,
        fates,
        successors,
      }
      return [id, aVendor(clock, options)]
    }),
  )
}

function openStore(store: WorldOptions['store']) {
  if (store !== undefined && store !== 'sqlite') return { open: store.open, close: () => {} }
  const folder = mkdtempSync(join(MEMORY, 'onair-world-'))
  return {
    open: () => openJournal(folder),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** As SQLite names its own troubles. */
export class DiskTrouble extends Error {
  override readonly name = 'SqliteError'
  readonly code: 'SQLITE_FULL' | 'SQLITE_IOERR_FSYNC'
  constructor(code: DiskTrouble['code']) {
    super(code)
    this.code = code
  }
}

function useDisk(fault: DiskFault | undefined, clock: VirtualClock): void {
  if (fault?.is === 'full') throw new DiskTrouble('SQLITE_FULL')
  if (fault?.is === 'broken') throw new DiskTrouble('SQLITE_IOERR_FSYNC')
  if (fault?.is === 'slow') clock.stall(fault.by)
}

/**
 * Between the loop and the journal: what is wrong with the disk is noticed here, told once, and told again when it is
 * over. A full disk is lived with, for as long as it takes; a disk that loses what it is given ends the daemon.
 */
import type { Instant } from '../core/time.js'
import type { Ballast } from '../journal/ballast.js'
import type { TakenTurn } from '../journal/journal.js'
import { keepBroken, RefusedCall } from '../journal/refused-call.js'
import { type Trouble, troubleOf } from '../journal/trouble.js'
import type { Log } from '../log.js'

export interface Disk {
  readonly commit: (turns: readonly TakenTurn[]) => void
  /** Any other writing; throws what it throws. */
  readonly write: <T>(what: () => T) => T
  readonly trouble: () => Trouble | undefined
  /** For whoever looks later than the alert. */
  readonly standing: () => DiskStanding | undefined
  /** When something was last written, by the steady clock. */
  readonly wroteAt: () => number
  /** Resolves when nothing can be trusted to be on the disk any more. */
  readonly lost: Promise<void>
  /** Lays the ballast down again once there is room. */
  readonly restore: () => void
}

/** What is wrong, since when, and what to do; `low`: it is written, but the reserve is used up. */
export interface DiskStanding {
  readonly is: Trouble | 'low'
  readonly since: Instant
  readonly says: string
  readonly todo: string
}

export interface DiskOptions {
  readonly commit: (turns: readonly TakenTurn[]) => void
  readonly ballast: Ballast
  readonly steady: () => number
  readonly now: () => Instant
  readonly log: Pick<Log, 'alert' | 'warn' | 'info'>
  /** Of the journal: there it is kept who is to blame if a call was refused. */
  readonly folder: string
}

export function openDisk({ commit, ballast, steady, now, log, folder }: DiskOptions): Disk {
  let trouble: Trouble | undefined
  let troubleSince = now()
  let wroteAt = steady()
  let dropped = !ballast.lay()
  let droppedSince = now()
  let lose: () => void = () => {}
  const lost = new Promise<void>((resolve) => {
    lose = resolve
  })
  if (dropped) log.warn({}, NO_RESERVE)

  function write<T>(what: () => T): T {
    // After a failed sync the system forgets what it could not write: a later success would prove nothing.
    if (trouble === 'lost') throw new Error(SAYS.lost.says)
    try {
      return over(tryTwice(what))
    } catch (error) {
      note(troubleOf(error), error)
      throw error
    }
  }

  function tryTwice<T>(what: () => T): T {
    try {
      return what()
    } catch (error) {
      if (troubleOf(error) !== 'full' || !ballast.drop()) throw error
      dropped = true
      droppedSince = now()
      log.alert({}, DROPPED)
      return what()
    }
  }

  function over<T>(result: T): T {
    if (trouble) log.info({}, 'the journal can be written again')
    trouble = undefined
    wroteAt = steady()
    return result
  }

  function note(found: Trouble, error: unknown): void {
    if (found === trouble) return
    trouble = found
    troubleSince = now()
    if (error instanceof RefusedCall) {
      keepBroken(folder, error)
      log.alert({ airing: error.airing }, `${error.message}: ${PARKED}`)
    } else {
      const { says, todo } = SAYS[found]
      log.alert({}, `${says}; ${todo} (${nameOf(error)})`)
    }
    if (found === 'lost') lose()
  }

  return {
    commit: (turns) => write(() => commit(turns)),
    write,
    trouble: () => trouble,
    standing: () => {
      if (trouble) return { is: trouble, since: troubleSince, ...SAYS[trouble] }
      return dropped ? { is: 'low', since: droppedSince, ...SAYS.low } : undefined
    },
    wroteAt: () => wroteAt,
    lost,
    restore: () => {
      if (!dropped || trouble || !ballast.lay()) return
      dropped = false
      log.info({}, 'the disk has room again; the reserve is back')
    },
  }
}

const DROPPED = 'the disk is full: the reserve was given up, so writing goes on for now; make room'
const NO_RESERVE = 'the disk has hardly any room: there is no reserve for the journal; make room'

const PARKED =
  'a mistake of onair, please report it; it ends, to be started anew with this airing parked'

const SAYS: Readonly<Record<DiskStanding['is'], Pick<DiskStanding, 'says' | 'todo'>>> = {
  low: {
    says: 'the disk is full or nearly so: no reserve is left, writing goes on for now',
    todo: 'make room',
  },
  full: {
    says: 'the disk is full, the journal cannot be written: nothing is aired until it can',
    todo: 'make room',
  },
  busy: {
    says: 'another program holds the journal: nothing is aired until it lets go',
    todo: 'close that program',
  },
  lost: {
    says: 'the journal cannot be trusted any more: onair ends, to be started anew',
    todo: 'look at the disk (dmesg, SMART)',
  },
}

/** The code, and what SQLite says: it names no data. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error'
  return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message
}

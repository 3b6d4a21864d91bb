/**
 * Each start of a daemon on a journal is an epoch, committed before anything is sent. Here it is noticed that the
 * journal is older than what was last written in its folder; that stands in the journal until it was acted upon.
 */
import { type Instant, instant } from '../core/time.js'
import type { Db } from './database.js'
import { movedSince, type Place } from './place.js'
import { forgotten, type Position, readWitness } from './witness.js'

export interface Begun {
  readonly generation: string
  readonly epoch: number
  /** What the journal has forgotten; undefined: nothing that anybody knows of. */
  readonly amnesia: Amnesia | undefined
}

export interface Amnesia {
  /** Up to here the log reaches; what happened from then on until now, nobody here knows. */
  readonly since: Instant
  readonly says: string
}

/** What happened to the folder since a daemon last began on it; undefined: nothing, or none ever did. */
export function movedHere(db: Db, place: Place): string | undefined {
  const stored = readMeta(db, PLACE)
  if (stored === undefined) return undefined
  const { machine, inode, born } = JSON.parse(stored)
  const then = { machine: textOr(machine), inode: textOr(inode), born: textOr(born) }
  return movedSince(then, place)
}

const textOr = (stored: unknown) => (stored === undefined ? undefined : String(stored))

export function beginEpoch(db: Db, folder: string, position: Position, place: Place): Begun {
  return db.transaction((): Begun => {
    const witness = readWitness(folder)
    const says = movedHere(db, place) ?? forgotten(position, witness)
    const amnesia = stillForgotten(db) ?? newlyForgotten(db, says)
    // Above the witness's too: an epoch never comes twice, also where an older journal was put back.
    const epoch = Math.max(position.epoch, witness?.epoch ?? 0) + 1
    putMeta(db, 'epoch', String(epoch))
    putMeta(db, PLACE, JSON.stringify(place))
    if (amnesia) putMeta(db, FORGOTTEN, JSON.stringify(amnesia))
    return { generation: position.generation, epoch, amnesia }
  })()
}

/** What was forgotten has been acted upon, and that is on the disk. */
export const amnesiaOver = (db: Db): void => {
  db.prepare('delete from meta where key = ?').run(FORGOTTEN)
}

const FORGOTTEN = 'forgotten'
const PLACE = 'place'

/** A daemon that ended before it could act on it leaves it to the next. */
function stillForgotten(db: Db): Amnesia | undefined {
  const stored = readMeta(db, FORGOTTEN)
  if (stored === undefined) return undefined
  const { since, says } = JSON.parse(stored)
  return { since: instant(Number(since)), says: String(says) }
}

function newlyForgotten(db: Db, says: string | undefined): Amnesia | undefined {
  if (says === undefined) return undefined
  return { since: lastAt(db) ?? instant(0), says }
}

/** When the last turn was taken, by the clock of then. */
export function lastAt(db: Db): Instant | undefined {
  const last = db.prepare<[], { at: number }>('select at from turn order by seq desc limit 1').get()
  return last && instant(last.at)
}

export const readMeta = (db: Db, key: string): string | undefined =>
  db.prepare<[string], { value: string }>('select value from meta where key = ?').get(key)?.value

export const putMeta = (db: Db, key: string, value: string): void => {
  db.prepare('insert or replace into meta (key, value) values (?, ?)').run(key, value)
}

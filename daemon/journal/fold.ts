/**
 * Plays the turns again, from one checkpoint to the next and from the last one to the end, through the very code that
 * decided them, and holds the state they lead to against the one that was stored: byte for byte.
 */
import { decide } from '../core/plan/decide.js'
import type { Turn } from '../core/plan/events.js'
import { emptyState, type State, settle } from '../core/plan/state.js'
import { upgraded } from '../core/plan/upgrade.js'
import { instant } from '../core/time.js'
import { canonical } from './canonical.js'
import { type Checkpoint, checkpoints } from './checkpoint.js'
import { type Db, JournalTrouble } from './database.js'
import { wholeFrom } from './kept.js'

export interface Folded {
  readonly epoch: number
  readonly turns: number
  /** Why it could not be folded; undefined: it was. */
  readonly skipped: string | undefined
  /** What came out otherwise than it was stored, as `airings market@…`. */
  readonly differs: readonly string[]
}

export function foldAll(db: Db, version: string): readonly Folded[] {
  const all = checkpoints(db)
  return all.map((checkpoint, index) => fold(db, checkpoint, all[index + 1], version))
}

function fold(db: Db, from: Checkpoint, to: Checkpoint | undefined, version: string): Folded {
  const { epoch } = from
  const last = to?.turn ?? Number.MAX_SAFE_INTEGER
  const { turns, drawn } = countTurns(db, from.turn, last)
  const skipped =
    from.version !== version
      ? `written by version ${from.version}, this is ${version}`
      : drawn > 0
        ? `${drawn} turns were drawn together while the disk was full`
        : undefined
  if (skipped !== undefined) return { epoch, turns, skipped, differs: [] }
  try {
    const state = readRows(db, BASE, from.id)
    for (const turn of turnsBetween(db, from.turn, last)) settle(state, decide(state, turn).changes)
    const stored = to ? readRows(db, BASE, to.id) : readRows(db, SNAPSHOT)
    return { epoch, turns, skipped, differs: differences(state, stored) }
  } catch (error) {
    if (!(error instanceof JournalTrouble)) throw error
    return { epoch, turns, skipped, differs: [error.message] }
  }
}

const BASE = 'select kind, id, json from base where checkpoint = ? order by kind, id'
const SNAPSHOT = 'select kind, id, json from snapshot order by kind, id'

function countTurns(db: Db, from: number, to: number) {
  const count = db
    .prepare<[number, number], { turns: number; drawn: number | null }>(
      'select count(*) as turns, sum(stands_for) as drawn from turn where seq > ? and seq <= ?',
    )
    .get(from, to)
  return { turns: count?.turns ?? 0, drawn: count?.drawn ?? 0 }
}

function* turnsBetween(db: Db, from: number, to: number): Iterable<Turn> {
  const rows = db
    .prepare<[number, number], { at: number; roll: number; event: string }>(
      'select at, roll, event from turn where seq > ? and seq <= ? order by seq',
    )
    .iterate(from, to)
  const whole = wholeFrom(db)
  for (const { at, roll, event } of rows) {
    const full = JSON.parse(event)
    if ('programme' in full) full.programme = whole(full.programme)
    yield { event: full, now: instant(at), roll }
  }
}

/** The state as rows of a table hold it, whichever version wrote them. */
export function readRows(db: Db, sql: string, ...parameters: readonly number[]): State {
  const state = emptyState()
  const rows = db.prepare<number[], { kind: string; id: string; json: string }>(sql)
  const whole = wholeFrom(db)
  for (const { kind, id, json } of rows.iterate(...parameters)) {
    const entries: Record<string, unknown> | undefined = isKind(kind) ? state[kind] : undefined
    if (entries) entries[id] = upgraded(kind, whole(JSON.parse(json)))
  }
  return state
}

const KINDS = ['accounts', 'shows', 'programmes', 'airings', 'sessions'] as const

const isKind = (kind: string): kind is keyof State => KINDS.some((known) => known === kind)

function differences(folded: State, stored: State): readonly string[] {
  return KINDS.flatMap((kind) => {
    const ids = new Set([...Object.keys(folded[kind]), ...Object.keys(stored[kind])])
    return [...ids]
      .filter((id) => written(folded[kind][id]) !== written(stored[kind][id]))
      .map((id) => `${kind} ${id}`)
  })
}

/** What is undefined in memory is not there on the disk. */
const written = (value: unknown): string =>
  value === undefined ? '' : canonical(JSON.parse(JSON.stringify(value)))

/**
 * Long lists of cues, kept apart from the rows that name them: in slices, each under the hash of what it holds. A
 * rundown of 5,000 cues is on the disk, slice by slice, before the turn that takes it in, and that turn is as short as
 * any; what two versions of it have in common is there once.
 */
import { hash } from 'node:crypto'
import type { PlannedCue, Programme } from '../core/compile/programme.js'
import { type Db, JournalTrouble } from './database.js'

/** Cues in a slice, a millisecond of writing; programmes with no more of them stand in their rows whole. */
export const SLICE = 250

export interface Keeper {
  /** A programme as its row holds it; slices that are not there yet are written. `turn`: that row's number. */
  readonly lean: (programme: Programme, turn: number) => unknown
  /** Writes the slices, one each time it is asked for the next. */
  readonly ahead: (programme: Programme, turn: number) => Iterator<void>
}

/** In the place of cues: the names of the slices they are in. */
interface Lean {
  readonly cues: { readonly kept: readonly string[] }
}

type Cues = readonly PlannedCue[]

export function openKeeper(db: Db): Keeper {
  /** By the first cue of a slice: of a rundown that was saved again most are what they were, the very same objects. */
  const known = new WeakMap<PlannedCue, { readonly part: Cues; readonly name: string }>()
  const find = db.prepare('select 1 from kept where name = ?')
  const keep = db.prepare('insert into kept (name, json) values (?, ?)')
  const claim = db.prepare('insert or replace into kept_for (name, turn) values (?, ?)')
  const write = db.transaction((name: string, json: string, turn: number) => {
    keep.run(name, json)
    claim.run(name, turn)
  })

  /** A name that is known may have come of a commit that failed: then it is not there. */
  function slice(part: Cues, turn: number): string {
    const [first] = part
    const before = first && known.get(first)
    if (before && isSame(before.part, part) && find.get(before.name)) return before.name
    const json = JSON.stringify(part)
    const name = hash('sha256', json, 'hex')
    if (!find.get(name)) write(name, json, turn)
    if (first) known.set(first, { part, name })
    return name
  }

  function* slices(cues: Cues, turn: number): Generator<void, readonly string[]> {
    const names: string[] = []
    for (let from = 0; from < cues.length; from += SLICE) {
      names.push(slice(cues.slice(from, from + SLICE), turn))
      yield
    }
    return names
  }

  function namesOf(cues: Cues, turn: number): readonly string[] {
    const writing = slices(cues, turn)
    for (;;) {
      const { done, value } = writing.next()
      if (!done) continue
      for (const name of value) claim.run(name, turn)
      return value
    }
  }

  return {
    lean: (programme, turn) => {
      const { cues } = programme
      return cues.length <= SLICE
        ? programme
        : { ...programme, cues: { kept: namesOf(cues, turn) } }
    },
    ahead: ({ cues }, turn) => slices(cues.length <= SLICE ? [] : cues, turn),
  }
}

const isSame = (one: Cues, other: Cues) =>
  one.length === other.length && one.every((cue, n) => cue === other[n])

/** What `lean` made of a programme, whole again; anything else as it is. */
export const wholeFrom =
  (db: Db) =>
  (row: unknown): unknown => {
    if (!isLean(row)) return row
    const find = db.prepare<[string], { json: string }>('select json from kept where name = ?')
    return { ...row, cues: row.cues.kept.flatMap((name) => cuesIn(name, find.get(name)?.json)) }
  }

function cuesIn(name: string, json: string | undefined): readonly unknown[] {
  if (json !== undefined) return JSON.parse(json)
  throw new JournalTrouble(
    `the journal names cues that it does not hold (${name.slice(0, 8)}…): put back a backup of it`,
  )
}

function isLean(row: unknown): row is Lean {
  if (typeof row !== 'object' || row === null || !('cues' in row)) return false
  const { cues } = row
  return typeof cues === 'object' && cues !== null && 'kept' in cues && Array.isArray(cues.kept)
}

/** What is not what its name says. */
export function keptFindings(db: Db): readonly string[] {
  const rows = db.prepare<[], { name: string; json: string }>('select name, json from kept')
  const findings: string[] = []
  for (const { name, json } of rows.iterate())
    if (hash('sha256', json, 'hex') !== name)
      findings.push(`cues ${name.slice(0, 8)}…: were changed after they were written`)
  return findings
}

/** One small step: slices that no turn that is left, and no state, can name. Answers whether there is more to do. */
export function pruneKept(db: Db): boolean {
  const first = db.prepare<[], { seq: number | null }>('select min(seq) as seq from turn').get()
  const old = db
    .prepare<[number], { name: string }>('select name from kept_for where turn < ?')
    .all(first?.seq ?? 0)
  if (old.length === 0) return false
  const named = new Set(
    db
      .prepare<[], { name: string }>(
        `select part.value as name from (
           select kind, json from snapshot union all select kind, json from base
         ) as state, json_each(state.json, '$.cues.kept') as part
         where state.kind = 'programmes' and state.json like '%"kept"%'`,
      )
      .all()
      .map(({ name }) => name),
  )
  const gone = old.filter(({ name }) => !named.has(name)).slice(0, PRUNE_MAX)
  const drops = ['kept', 'kept_for'].map((table) =>
    db.prepare(`delete from ${table} where name = ?`),
  )
  db.transaction(() => {
    for (const { name } of gone) for (const drop of drops) drop.run(name)
  })()
  return gone.length > 0
}

/** A megabyte or two in one step. */
const PRUNE_MAX = 20

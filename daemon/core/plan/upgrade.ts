/**
 * A row of state as an older version of this program wrote it, made one of today: what was not thought of then has the
 * value that changes nothing. Whoever adds a field to the state adds its line here, or the airings that run across the
 * upgrade break at the first turn; a test holds every line against what is made new today.
 */
import type { AiringId } from './calendar.js'
import { NOT_YET } from './look.js'
import { sessionNumber } from './relay.js'
import { TURNED_UP } from './verdicts.js'

type Row = Readonly<Record<string, unknown>>

export function upgraded(kind: string, row: unknown): unknown {
  if (!isObject(row)) return row
  if (kind === 'airings') return airing(row)
  if (kind === 'accounts') return account(row)
  return row
}

/** By the version that did not have it yet. */
const AIRING = {
  renamed: {},
  sought: false,
  revision: 0,
  strangers: [],
  denied: [],
} as const

function airing(row: Row): Row {
  const { takeovers, givenUp } = row
  const relays = sessionNumber(String(row.id) as AiringId)
  // Then a queue that nobody had read yet was to be read never, and so it was, behind the first item.
  const unread = row.situation === 'planned' ? { queueLook: NOT_YET } : {}
  return {
    ...AIRING,
    relays,
    ...row,
    ...unread,
    takeovers: each(takeovers, takeover),
    givenUp: each(givenUp, ghost),
  }
}

const ghost = (row: Row): Row =>
  isObject(row.takeover) ? { ...row, takeover: takeover(row.takeover) } : row

/** Then there were cues, and words of an operator; all went whole, and were taken back only if they turned up late. */
function takeover(row: Row): Row {
  const source = row.cue === undefined ? 'operator' : 'rundown'
  const recall = isObject(row.recall) ? { recall: { ...TURNED_UP, ...row.recall } } : {}
  return { source, ...row, ...recall }
}

/**
 * 0.1 kept when openings were given up, not whose they were: they are nobody's, and count as they did. Of a restore it
 * kept one time for two.
 */
function account(row: Row): Row {
  const { unresolved, restoredAt, ...rest } = row
  const givenUp = Array.isArray(unresolved)
    ? unresolved.map((at: unknown) => ({ airing: '', attempt: 0, at }))
    : []
  const restored = restoredAt === undefined ? {} : { restoredAt, forgottenUntil: restoredAt }
  return { givenUp, ...restored, ...rest }
}

const each = (list: unknown, how: (row: Row) => Row): readonly unknown[] =>
  Array.isArray(list) ? list.map((row: unknown) => (isObject(row) ? how(row) : row)) : []

const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

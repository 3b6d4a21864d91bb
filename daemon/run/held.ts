/**
 * Turns that wait for the disk. While it is full they may be many: those that neither wish, settle nor record anything
 * are then drawn together, so that what is held grows with what is planned and not with time.
 */
import { isGuarded } from '../core/plan/actions.js'
import type { Changes } from '../core/plan/state.js'
import type { TakenTurn } from '../journal/journal.js'

/** Beyond this they are drawn together: a few minutes of a large station, some tens of MB. */
export const HELD_MAX = 5_000

/**
 * By their keys: starts that were wished, not seen to happen, and wished again while none could leave. None of them is
 * still what is wanted: how long ago it left is counted from the wish, and so another would follow on its heels.
 */
export function overtaken(turns: readonly TakenTurn[]): ReadonlySet<string> {
  const last = new Map<string, string>()
  const late = new Set<string>()
  for (const { decision } of turns) {
    for (const action of decision.actions) {
      if (action.type !== 'go-live') continue
      const before = last.get(action.session)
      if (before !== undefined) late.add(before).add(action.key)
      last.set(action.session, action.key)
    }
  }
  return late
}

/** Neighbours only, so that what changed last still stands last. */
export function drawnTogether(turns: readonly TakenTurn[]): TakenTurn[] {
  const drawn: TakenTurn[] = []
  for (const taken of turns) {
    const before = drawn.at(-1)
    if (before && isPlain(before) && isPlain(taken)) drawn[drawn.length - 1] = joined(before, taken)
    else drawn.push(taken)
  }
  return drawn
}

/** Heartbeats and reads left at once; nobody needs to know next morning. */
const isPlain = ({ decision, receipt }: TakenTurn): boolean =>
  receipt === undefined &&
  decision.actions.every(
    (action) => !isGuarded(action) && action.type !== 'record' && action.type !== 'resolve',
  )

const joined = (one: TakenTurn, other: TakenTurn): TakenTurn => ({
  turn: other.turn,
  decision: {
    changes: merged(one.decision.changes, other.decision.changes),
    actions: told(one, other),
  },
  receipt: undefined,
  standsFor: (one.standsFor ?? 1) + (other.standsFor ?? 1),
  news: [...(one.news ?? []), ...(other.news ?? [])].slice(-NEWS_MAX),
})

/** Who listens meanwhile learns the last of it; all that is worth a row of the log is kept as a row. */
const NEWS_MAX = 200

/** The last things that were told are enough: the first one said what is wrong. */
const TOLD_MAX = 100
const told = (one: TakenTurn, other: TakenTurn) =>
  [...one.decision.actions, ...other.decision.actions]
    .filter(({ type }) => type === 'tell')
    .slice(-TOLD_MAX)

const merged = (one: Changes, other: Changes): Changes => ({
  accounts: new Map([...one.accounts, ...other.accounts]),
  shows: new Map([...one.shows, ...other.shows]),
  programmes: new Map([...one.programmes, ...other.programmes]),
  airings: new Map([...one.airings, ...other.airings]),
  sessions: new Map([...one.sessions, ...other.sessions]),
})

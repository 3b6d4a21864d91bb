/** What a sweep has reached: situations met by events, verdicts, reasons for calls, faults that struck. */
import { isGuarded } from '../../daemon/core/plan/actions.js'
import { type Airing, isManned } from '../../daemon/core/plan/airing.js'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import type { Event } from '../../daemon/core/plan/events.js'
import type { TakenTurn } from '../../daemon/journal/journal.js'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'

/** How often each thing was seen; its name says what sort of thing it is. */
export type Reached = Map<string, number>

export interface Coverage {
  readonly reached: Reached
  readonly turns: (turns: readonly TakenTurn[]) => void
  readonly entry: (entry: RecordEntry) => void
  /** The journal was put back: from where it was nobody goes anywhere. */
  readonly forget: () => void
  readonly saw: (what: string) => void
  /** An airing went from one situation to another; undefined: the table allows it. */
  readonly forbidden: () => readonly string[]
}

/** S9: where an airing may go from where it is. */
const STEPS: Readonly<Record<Airing['situation'], readonly Airing['situation'][]>> = {
  planned: ['opening', 'closed', 'missed'],
  opening: ['ready', 'on-air', 'closing', 'closed', 'missed', 'lost'],
  ready: ['on-air', 'opening', 'closing', 'closed', 'missed', 'lost'],
  'on-air': ['opening', 'closing', 'closed', 'lost'],
  closing: ['opening', 'closed', 'missed', 'lost'],
  closed: [],
  missed: [],
  lost: [],
}

export function coverage(): Coverage {
  const reached: Reached = new Map()
  const airings = new Map<string, Airing>()
  const forbidden: string[] = []
  const saw = (what: string) => {
    reached.set(what, (reached.get(what) ?? 0) + 1)
  }
  return {
    reached,
    saw,
    forget: () => airings.clear(),
    forbidden: () => forbidden,
    entry({ type }) {
      if (FAULTS.has(type)) saw(`fault ${type}`)
    },
    turns(turns) {
      for (const { turn, decision } of turns) {
        cells(saw, airings, turn.event)
        for (const [id, airing] of decision.changes.airings) {
          const before = airings.get(id)?.situation
          const find = (of: AiringId) => decision.changes.airings.get(of) ?? airings.get(of)
          if (airing) relays(saw, airings.get(id), airing, find)
          if (airing) airings.set(id, airing)
          else airings.delete(id)
          const now = airing?.situation
          if (!before || !now || before === now) continue
          saw(`airing ${before} → ${now}`)
          // Nothing of it was ever opened: it is planned anew.
          if (turn.event.type === 'operator-started' && now === 'planned') continue
          if (!STEPS[before].includes(now)) forbidden.push(`${id} went from ${before} to ${now}`)
        }
        for (const action of decision.actions) {
          if (isGuarded(action)) saw(`call ${action.type}: ${plain(action.because)}`)
          if (action.type === 'record')
            saw(`row ${action.row.type} ${action.row.status} ${action.row.reason}`)
        }
      }
    },
  }
}

const FAULTS: ReadonlySet<string> = new Set([
  'request-lost',
  'answer-lost',
  'effect-delayed',
  'answer-spoilt',
  'token-revoked',
  'session-refused',
  'takeover-failed',
  'callback-lost',
])

function cells(
  saw: (what: string) => void,
  airings: ReadonlyMap<string, Airing>,
  event: Event,
): void {
  if (!('airing' in event)) return
  const airing = airings.get(event.airing)
  if (!airing) return
  const outcome = 'outcome' in event ? event.outcome.is : ''
  const situation = isManned(airing) ? airing.session.situation : airing.situation
  saw(cell('session', situation, event.type, outcome))
  if (!('takeover' in event) && event.type !== 'woke' && event.type !== 'queue-seen') return
  for (const takeover of airing.takeovers) {
    if ('takeover' in event && takeover.id !== event.takeover) continue
    saw(cell('takeover', takeover.situation, event.type, outcome))
  }
}

type Names = Map<string, Map<string, Map<string, string>>>
const NAMES: Readonly<Record<'session' | 'takeover', Names>> = {
  session: new Map(),
  takeover: new Map(),
}

/** Written out once each: every turn has one, and to make its name takes longer than to count it. */
function cell(of: keyof typeof NAMES, situation: string, event: string, outcome: string): string {
  const events = known(NAMES[of], situation, () => new Map<string, Map<string, string>>())
  const outcomes = known(events, event, () => new Map<string, string>())
  return known(outcomes, outcome, () => `${of} ${situation} × ${event} ${outcome}`.trimEnd())
}

function known<T>(all: Map<string, T>, name: string, make: () => T): T {
  const one = all.get(name)
  if (one !== undefined) return one
  const made = make()
  all.set(name, made)
  return made
}

/** How one session comes to follow another, or does not. */
function relays(
  saw: (what: string) => void,
  before: Airing | undefined,
  now: Airing,
  find: (id: AiringId) => Airing | undefined,
): void {
  if (before?.successor && !now.successor) saw('relay given up')
  if (now.handingOver && before && !before.handingOver) {
    const next = now.successor && find(now.successor)
    const is = next && isManned(next) ? next.session.situation : next?.situation
    saw(`relay to one that is ${is} from one that is ${before.situation}`)
  }
  if (now.succeeds && before && before.situation !== now.situation)
    saw(`successor ${before.situation} → ${now.situation}`)
  if (now.succeeds && before && now.openings > Math.max(1, before.openings))
    saw('successor opened anew')
}

/** Without the numbers and names of one night. */
const plain = (because: string): string => because.replace(/\d+/g, '#').slice(0, 60)

export const addReached = (all: Reached, more: Iterable<readonly [string, number]>): void => {
  for (const [what, count] of more) all.set(what, (all.get(what) ?? 0) + count)
}

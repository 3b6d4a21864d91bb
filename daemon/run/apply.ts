/** Rundowns taken in because somebody says so: what that would change in the words of the API, and the order itself. */
import { type Answer, type Refused, refused } from '../console/answers.js'
import type { ApplyView, EditView } from '../console/views.js'
import { sayOf } from '../core/assert.js'
import { covers, EVERYTHING, isLimited, type Scope } from '../core/desk/roles.js'
import type { Edit } from '../core/plan/edit.js'
import type { State } from '../core/plan/state.js'
import { local } from '../core/time.js'
import { STATION } from './desk-names.js'
import { NOT_YET, type Weighed } from './orders.js'
import type { Pending, Rundowns } from './rundowns.js'

/** A rundown rewritten from end to end is not read line by line. */
const LINES_MAX = 200
/** The first few say what to mend. */
const SAID_MAX = 5

export async function previewing(
  state: State,
  rundowns: Rundowns | undefined,
  scope: Scope,
): Promise<ApplyView | Refused> {
  if (!rundowns) return NOT_YET
  return rundowns
    .preview()
    .then((pending) => viewOf(state, pending, scope))
    .catch((error) => refused('refused', `the rundowns could not be read: ${sayOf(error)}`))
}

/** They are read first; then it is an order as any other. */
export async function applying(
  state: State,
  rundowns: Rundowns | undefined,
  carryOut: (weigh: () => Weighed) => Answer,
): Promise<Answer> {
  if (!rundowns) return NOT_YET
  return rundowns
    .consider((pending, then) => carryOut(() => weighed(state, pending, then)))
    .catch((error) => refused('refused', `the rundowns could not be read: ${sayOf(error)}`))
}

/** Should the machine die in between, the next start reads the folder, and so comes to the same. */
function weighed(state: State, pending: Pending, then: () => void): Weighed {
  const about = STATION
  const { shows, bad } = pending
  const wrong = bad.flatMap(({ says }) => says)
  if (shows.length === 0 && wrong.length > 0)
    return {
      about,
      answer: refused(
        'refused',
        `nothing was changed: ${listed(wrong)}`,
        'mend it, then apply again; the last good version stays in force',
      ),
    }
  const done = shows.map(({ show, what }) => `${show}: ${what}`)
  const says = done.length === 0 ? 'nothing has changed' : listed(done)
  const not = wrong.length === 0 ? '' : `; not taken in: ${listed(wrong)}`
  return {
    about,
    answer: {
      ok: true,
      says: `${says}${not}`,
      foresees: { ...viewOf(state, pending, EVERYTHING) },
    },
    then,
  }
}

function viewOf(state: State, { shows, bad }: Pending, scope: Scope): ApplyView {
  return {
    shows: shows.flatMap(({ edits, ...one }) => {
      const account = state.shows[one.show]?.account
      if (!covers(scope, { account, show: one.show, airing: edits[0]?.airing })) return []
      return [{ ...one, edits: edits.map(({ airing, edit }) => shown(state, airing, edit)) }]
    }),
    // A file that cannot be read may be anybody's.
    bad: isLimited(scope) ? [] : bad,
  }
}

const shown = (state: State, airing: string, { lines, waits }: Edit): EditView => ({
  airing,
  lines: lines.slice(0, LINES_MAX).map((line) => ({
    ...line,
    at: line.at && local(line.at, state.airings[airing]?.timezone ?? 'UTC'),
  })),
  more: Math.max(0, lines.length - LINES_MAX),
  waits,
})

const listed = (all: readonly string[]) =>
  all.length <= SAID_MAX
    ? all.join(', ')
    : `${all.slice(0, SAID_MAX).join(', ')} and ${all.length - SAID_MAX} more`

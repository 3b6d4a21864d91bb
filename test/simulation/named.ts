/** What a takeover's name says, and what the plan of the night knows of it. */
import { lengthOfAll, piecesOf } from '../../daemon/core/compile/pieces.js'
import { turnAt } from '../../daemon/core/plan/cues.js'
import type { Doubt, Urgency } from '../../daemon/core/rundown/rundown.js'
import type { Instant } from '../../daemon/core/time.js'
import { aProgramme, aTakeoverScript } from '../builders.js'
import type { Night } from './night.js'
import {
  type CuePlan,
  cueOf,
  edited,
  programmeOf,
  type Scenario,
  type ShowPlan,
} from './scenario.js'
import { accountFacts } from './world.js'

/** `show@date/cue+edit/turn~resumed.part` */
export function named(takeover: string) {
  const [airing = '', name = '', last = '0'] = takeover.split('/')
  const [, turn = '0', , part = '1'] = /^(\d+)(~\d+)?(?:\.(\d+))?$/.exec(last) ?? []
  return { airing, cue: name.replace(/\+[\d.]+$/, ''), turn: Number(turn), part: Number(part) }
}

/** Whatever piece of it it is, and how often it was taken up. */
export const itemOf = (takeover: string): string => takeover.replace(/(~\d+)?(\.\d+)?$/, '')

export const partOf = (takeover: string): number => named(takeover).part

function planned({ airings, scenario }: Night, takeover: string): CuePlan | undefined {
  const { airing, cue } = named(takeover)
  const plan = airings.find(({ id }) => id === airing)?.plan
  return plan && cuesEver(scenario, plan).find(({ name }) => name === cue)
}

const everOf = new WeakMap<ShowPlan, readonly CuePlan[]>()

/** Of the plan, and those that edits added: each is a copy of whichever cue was the first by then. */
function cuesEver({ happenings }: Scenario, plan: ShowPlan): readonly CuePlan[] {
  const known = everOf.get(plan)
  if (known) return known
  const ever = [...plan.cues]
  let now = plan
  for (const one of happenings) {
    if (one.do !== 'edit' || one.show !== plan.show) continue
    now = edited(now, one.change)
    ever.push(...now.cues.filter(({ name }) => !ever.some((cue) => cue.name === name)))
  }
  everOf.set(plan, ever)
  return ever
}

const isOperators = (takeover: string) => named(takeover).cue.startsWith('operator:')

export const isQuestion = (takeover: string) => named(takeover).cue.startsWith('question:')

export const doubtOf = (night: Night, takeover: string): Doubt =>
  isOperators(takeover) ? 'once' : (planned(night, takeover)?.doubt ?? 'once')

/** The cue that calls it. */
export function leaderOf(night: Night, takeover: string): string | undefined {
  const when = planned(night, takeover)?.when
  return when?.kind === 'after' ? when.after : undefined
}

/** It goes whole: whoever heard the one piece of it heard all. */
export function isOnePiece(night: Night, takeover: string): boolean {
  const cue = planned(night, takeover)
  return cue !== undefined && piecesOf(cueOf(cue, 1).script, SPEAKING).length === 1
}

/** As it is foreseen; the voice may be faster or slower. */
export const foreseen = (words: string): number =>
  lengthOfAll([aTakeoverScript({ say: words })], SPEAKING.voice) ?? 0

const SPEAKING = { voice: aProgramme().liveScript.presenter.voice, textMin: accountFacts().textMin }

/** It takes the air at its time, whoever waits. */
export const startsHard = (night: Night, takeover: string): boolean =>
  !isOperators(takeover) && planned(night, takeover)?.hard !== undefined

export function urgencyOf(night: Night, takeover: string): Urgency | undefined {
  if (isQuestion(takeover)) return 'routine'
  if (!isOperators(takeover)) return planned(night, takeover)?.urgency
  const request = named(takeover).cue.slice('operator:'.length)
  const said = night.scenario.happenings.find((one) => one.do === 'say' && one.request === request)
  return said?.do === 'say' ? said.urgency : undefined
}

/** Of a cue with a time of its own; what follows another, or was edited before it fell due, has none that the plan knows. */
export function plannedAt(night: Night, takeover: string): Instant | undefined {
  const { airing, cue: name, turn } = named(takeover)
  const found = night.airings.find(({ id }) => id === airing)
  const cue = found && programmeOf(found.plan).cues.find((one) => one.cue === name)
  if (!found || !cue) return undefined
  const window = { startsAt: found.startsAt, endsAt: found.endsAt, timezone: found.plan.zone }
  const at = turnAt(cue, window, turn)
  const isEdited = night.scenario.happenings.some(
    (one) => one.do === 'edit' && one.show === found.plan.show && one.at <= (at ?? one.at),
  )
  return isEdited ? undefined : at
}

/**
 * A checked rundown → its programme: variables put in, defaults settled, one flat list of cues.
 * Never fails.
 */
import type { AccountId, Cue, Rundown } from '../rundown/rundown.js'
import { filledIn } from '../rundown/variables.js'
import type { LiveScript, PlannedCue, Programme, TakeoverScript } from './programme.js'

/** What the rundown leaves to the station. */
export interface Settled {
  /** Changes when the file changes. */
  readonly version: string
  readonly account: AccountId
  readonly timezone: string
}

type Variables = Readonly<Record<string, string>>

export function compile(rundown: Rundown, settled: Settled): Programme {
  const { show, title, schedule, segments, variables } = rundown
  return {
    show,
    title,
    account: rundown.account ?? settled.account,
    timezone: rundown.timezone ?? settled.timezone,
    version: settled.version,
    schedule,
    liveScript: liveScript(rundown),
    cues: segments.flatMap(({ segment, cues }) =>
      cues.map((cue) => planned(cue, segment, variables)),
    ),
  }
}

function liveScript({ presenter, stage, script, variables }: Rundown): LiveScript {
  const { say, ssml, audio, repeat, cutIn } = script
  return { presenter, stage, say: said(say, variables), ssml, audio, repeat, cutIn }
}

const planned = (cue: Cue, segment: string, variables: Variables): PlannedCue => ({
  cue: cue.cue,
  segment,
  when: cue.when,
  script: takeover(cue, variables),
  expires: cue.expires,
  urgency: cue.urgency,
  doubt: cue.doubt,
})

const takeover = (cue: Cue, variables: Variables): TakeoverScript => ({
  say: said(cue.say, variables),
  ssml: cue.ssml,
  audio: cue.audio[0],
  foregrounds: cue.foregrounds,
  background: cue.background,
})

const said = (text: string | undefined, variables: Variables) =>
  text === undefined ? undefined : filledIn(text, variables)

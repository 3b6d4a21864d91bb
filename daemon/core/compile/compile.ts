/**
 * A checked rundown → its programme: defaults settled, one flat list of cues. Variables stay in the
 * texts: each airing has its own values (fill.ts). Never fails.
 */
import type {
  AccountId,
  Adlib,
  Cue,
  CueId,
  Disclosure,
  Picture,
  Rundown,
  Speech,
  Values,
  Variable,
} from '../rundown/rundown.js'
import { millis } from '../time.js'
import type {
  LiveScript,
  PlannedCue,
  PreparedItem,
  Programme,
  Reserve,
  TakeoverScript,
} from './programme.js'

/** What the rundown leaves to the station. */
export interface Settled {
  /** Changes when the file changes. */
  readonly version: string
  readonly account: AccountId
  readonly timezone: string
}

export function compile(rundown: Rundown, settled: Settled): Programme {
  const { show, title, schedule, segments, disclosure, adlibs, questions } = rundown
  return {
    show,
    title,
    account: rundown.account ?? settled.account,
    timezone: rundown.timezone ?? settled.timezone,
    version: settled.version,
    schedule,
    liveScript: liveScript(rundown),
    cues: [
      ...(disclosure ? [disclosed(disclosure)] : []),
      ...segments.flatMap(({ segment, cues }) => cues.map((cue) => planned(cue, segment))),
    ],
    adlibs: adlibs.map(prepared),
    questions,
    variables: defaults(rundown.variables),
  }
}

/** The name of the disclosure's cue and of its segment. */
export const DISCLOSURE = 'disclosure' as CueId

function liveScript({ presenter, stage, script, disclosure }: Rundown): LiveScript {
  const { say, ssml, audio, repeat, cutIn } = script
  const foregrounds = [...stage.foregrounds, ...shown(disclosure)]
  return { presenter, stage: { ...stage, foregrounds }, say, ssml, audio, repeat, cutIn }
}

const shown = (disclosure: Disclosure | undefined): readonly Picture[] =>
  disclosure?.picture ? [disclosure.picture] : []

function disclosed(disclosure: Disclosure): PlannedCue {
  const { say, ssml, every } = disclosure
  const start = { from: 'start', plus: millis(0) } as const
  return {
    cue: DISCLOSURE,
    segment: DISCLOSURE,
    when:
      every === undefined
        ? { kind: 'at', at: start }
        : { kind: 'every', every, from: start, between: undefined },
    script: {
      say,
      ssml,
      audio: undefined,
      foregrounds: shown(disclosure),
      background: undefined,
    },
    variants: [],
    expires: undefined,
    urgency: 'priority',
    doubt: 'must',
    drop: undefined,
    start: { kind: 'soft' },
    onCut: undefined,
  }
}

const planned = (cue: Cue, segment: string): PlannedCue => ({
  cue: cue.cue,
  segment,
  when: cue.when,
  script: takeover(cue),
  variants: cue.variants,
  expires: cue.expires,
  urgency: cue.urgency,
  doubt: cue.doubt,
  drop: cue.drop,
  start: cue.start,
  onCut: cue.onCut,
  ...reserve(cue),
})

const prepared = (item: Adlib): PreparedItem => ({
  adlib: item.adlib,
  script: takeover(item),
  expires: item.expires,
  urgency: item.urgency,
  onCut: item.onCut,
  ...reserve(item),
})

/** Without the pictures of its item: they may be what must not be shown. */
const reserve = ({ alternative, valid }: Cue | Adlib): Reserve => ({
  ...(alternative && {
    alternative: takeover({ ...alternative, foregrounds: [], background: undefined }),
  }),
  ...(valid && { valid }),
})

type Shown = Speech & Pick<Cue, 'foregrounds' | 'background'>

const takeover = ({ say, ssml, audio, foregrounds, background }: Shown): TakeoverScript => ({
  say,
  ssml,
  audio: audio[0],
  foregrounds,
  background,
})

const defaults = (variables: Readonly<Record<string, Variable>>): Values =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, { value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

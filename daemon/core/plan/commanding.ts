/**
 * Doing what an operator commands. What would break something is left alone here as foresee.ts says it would be: both
 * ask the same questions. A command changes the airing; what follows from that is pursued as ever.
 */
import { unreachable } from '../assert.js'
import { filledTakeover, valuesOf } from '../compile/fill.js'
import type { ViewerWords } from '../compile/programme.js'
import { HOLD_MAX, REQUESTS_REMEMBERED } from '../limits.js'
import type { CueId } from '../rundown/rundown.js'
import { after, earliest, type Instant } from '../time.js'
import { type Admitted, admit, type Item } from './admission.js'
import { type Airing, isManned, type Manned } from './airing.js'
import type { Command } from './commands.js'
import { onAirIn } from './cutting.js'
import type { Event } from './events.js'
import { cutShort } from './going-on.js'
import { askedFor } from './microphone.js'
import { moved } from './order.js'
import { fit } from './preflight.js'
import type { Scene } from './pursuit.js'
import { hasEnded, type Takeover } from './takeover.js'

export type Commanded = Extract<Event, { type: 'commanded' }>

/** The same request twice acts once. */
export function obey(airing: Airing, asked: Commanded, scene: Scene): Airing {
  if (airing.requests.includes(asked.request)) return airing
  const done = carriedOut(airing, asked, scene)
  if (done === airing) return airing
  const requests = [...airing.requests, asked.request].slice(-REQUESTS_REMEMBERED)
  return { ...done, requests, revision: airing.revision + 1 }
}

function carriedOut(airing: Airing, asked: Commanded, scene: Scene): Airing {
  const { command, by } = asked
  if (command.type === 'stop')
    return { ...airing, stop: airing.stop ?? { at: scene.now, hold: command.hold } }
  if (!isManned(airing)) return airing
  switch (command.type) {
    case 'say':
    case 'take':
    case 'answer': {
      const admitted = admittedBy(airing, asked, scene)
      return admitted.ok ? admitted.airing : airing
    }
    case 'move':
      return moved(airing, command.takeover, command.to, scene.now) ?? airing
    case 'cancel':
      return cancelled(airing, command.takeover, by)
    case 'hold':
      return { ...airing, heldUntil: heldUntil(command.until, scene.now) }
    case 'release':
      return { ...airing, heldUntil: undefined }
    case 'speak': {
      const { how, longest } = command
      if (airing.microphone) return airing
      const microphone = askedFor({ request: asked.request, by, how, longest }, scene.now)
      return { ...airing, microphone }
    }
    case 'skip':
      return skipped(airing, by, scene.now)
    default:
      return unreachable(command)
  }
}

/** What `say` and `take` put into the queue, or why they may not. */
export function admittedBy(
  airing: Manned,
  { command, request, by }: Pick<Commanded, 'command' | 'request' | 'by'>,
  scene: Scene,
): Admitted {
  const item = itemOf(airing, command, request, by, scene)
  return typeof item === 'string' ? { ok: false, says: item } : admit(airing, item, scene)
}

function itemOf(
  airing: Manned,
  command: Command,
  request: string,
  by: string,
  { programme, now }: Scene,
): Item | string {
  const common = { by, doubt: 'once', backlog: undefined } as const
  if (command.type === 'say') {
    const { script, urgency, how, expires } = command
    const words = { script, urgency, how, expires, name: undefined, onCut: undefined }
    return { ...common, ...words, key: `operator:${request}`, source: 'operator' }
  }
  if (command.type === 'answer') {
    const { words, backlog, expires } = command
    const script = { ...SILENT, words }
    const rest = {
      script,
      urgency: 'routine',
      how: 'queue',
      name: undefined,
      onCut: 'drop',
    } as const
    return { ...common, ...rest, expires, backlog, key: questionKey(words), source: 'question' }
  }
  if (command.type !== 'take') return `${command.type} puts nothing into the queue`
  const found = programme.adlibs.find(({ adlib }) => adlib === command.adlib)
  if (!found) return noAdlib(command.adlib, programme.adlibs)
  const { adlib, urgency, expires, onCut } = found
  const values = { ...valuesOf(programme, airing.values), ...command.values }
  const fitting = fit(found, filledTakeover(found.script, values), values, airing, now)
  if (!fitting.ok) return `${adlib} cannot air: ${fitting.verdict.says}`
  const { script } = fitting
  const prepared = { script, urgency, how: 'queue', expires, onCut, name: adlib } as const
  return { ...common, ...prepared, key: `adlib:${adlib}:${request}`, source: 'adlib' }
}

const SILENT = {
  say: undefined,
  ssml: false,
  audio: undefined,
  foregrounds: [],
  background: undefined,
}

/** Of its takeover: that of a question is known by the question. */
export const questionKey = ({ question }: Pick<ViewerWords, 'question'>) => `question:${question}`

function noAdlib(name: CueId, adlibs: Scene['programme']['adlibs']): string {
  const known = adlibs.map(({ adlib }) => adlib).join(', ')
  return `there is no ad-lib "${name}"${known ? `; there are: ${known}` : ' in its rundown'}`
}

/** Never longer than an operator may be away. */
export const heldUntil = (until: Instant, now: Instant): Instant =>
  earliest(until, after(now, HOLD_MAX))

/**
 * Whoever is not at the platform ends at once; what is there or may be is taken back as soon as it can be: every
 * sending of it, and what was said to have failed and may turn up.
 */
function cancelled(airing: Manned, id: string, by: string): Manned {
  const isMeant = (one: Takeover) => one.id === id && mayBeCancelled(one)
  if (!airing.takeovers.some(isMeant)) return airing
  const unwanted = { reason: 'CANCELLED_BY_OPERATOR', because: `cancelled by ${by}` } as const
  return {
    ...airing,
    takeovers: airing.takeovers.map((one) => (isMeant(one) ? { ...one, unwanted } : one)),
    denied: airing.denied.map((one) =>
      one.takeover.id === id ? { ...one, takeover: { ...one.takeover, unwanted } } : one,
    ),
  }
}

export const mayBeCancelled = (takeover: Takeover): boolean =>
  !hasEnded(takeover) && takeover.situation !== 'speaking' && takeover.unwanted === undefined

/** What speaks is cut, and nothing of it is taken up again. */
function skipped(airing: Manned, by: string, now: Instant): Manned {
  const onAir = onAirIn(airing)
  const why = { reason: 'CANCELLED_BY_OPERATOR', because: `skipped by ${by}` } as const
  return onAir ? cutShort(airing, onAir, why, now) : airing
}

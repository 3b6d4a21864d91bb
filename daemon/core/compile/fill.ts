/** A programme's texts with the values of one airing put in. */
import type { Questions, Values } from '../rundown/rundown.js'
import { filledIn } from '../rundown/variables.js'
import type { LiveScript, PlannedCue, Programme, TakeoverScript } from './programme.js'

/** The programme's defaults, and over them what the airing's entry of the schedule says. */
export const valuesOf = ({ variables }: Pick<Programme, 'variables'>, own: Values): Values => ({
  ...variables,
  ...own,
})

export const filledScript = (script: LiveScript, values: Values): LiveScript => ({
  ...script,
  say: said(script.say, values),
})

export const filledTakeover = (script: TakeoverScript, values: Values): TakeoverScript => ({
  ...script,
  say: said(script.say, values),
})

/** All a cue may send: one takeover, or one for each of its variants. */
export const takeoversOf = (
  { script, variants }: Pick<PlannedCue, 'script' | 'variants'>,
  values: Values,
): readonly TakeoverScript[] =>
  variants.length === 0
    ? [filledTakeover(script, values)]
    : variants.map((say) => filledTakeover({ ...script, say }, values))

/** What the rundown itself asks and answers; the template of answers has names of its own, and viewers' words none. */
export const filledQuestions = (questions: Questions, values: Values): Questions => ({
  ...questions,
  faq: questions.faq.map(({ q, a }) => ({
    q: q.map((one) => filledIn(one, values)),
    a: filledIn(a, values),
  })),
  otherwise: said(questions.otherwise, values),
})

const said = (text: string | undefined, values: Values) =>
  text === undefined ? undefined : filledIn(text, values)

/** A programme's texts with the values of one airing put in. */
import type { Values } from '../rundown/rundown.js'
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

const said = (text: string | undefined, values: Values) =>
  text === undefined ? undefined : filledIn(text, values)

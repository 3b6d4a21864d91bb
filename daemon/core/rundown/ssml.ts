/**
 * Marked-up texts: whether their marks are well-formed XML, and how long their breaks last. Marks of every name are
 * taken, since each voice has its own; what would make an XML reader give up is a fault, and only the first is told.
 */
import { type Duration, millis, seconds } from '../time.js'

export interface Fault {
  readonly says: string
  readonly hint: string
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_.:-]*'
const ATTRIBUTE = `\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`
const MARK = new RegExp(`<(/?)(${NAME})((?:${ATTRIBUTE})*)\\s*(/?)>`, 'uy')
const COMMENT = /<!--(?:(?!--).)*-->/sy
const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});/y
/** What may be no text: where marks and entities begin. */
const SIGNS = /[<&]/g

/** The first thing that is not well-formed. */
export function faultIn(text: string): Fault | undefined {
  const open: Open[] = []
  for (let at = next(text, 0); at !== undefined; ) {
    const comment = matched(COMMENT, text, at)
    const mark = matched(MARK, text, at)
    const found = comment ?? mark ?? matched(ENTITY, text, at)
    if (found === undefined) return text[at] === '&' ? alone(text, at) : noMark(text, at)
    const fault = mark && faultOf(mark, open)
    if (fault) return fault
    at = next(text, at + found[0].length)
  }
  const last = open.at(-1)
  return last && { says: `"${last.mark}" is not closed`, hint: toClose(last) }
}

const next = (text: string, from: number): number | undefined => {
  SIGNS.lastIndex = from
  return SIGNS.exec(text)?.index
}

function matched(form: RegExp, text: string, at: number): RegExpExecArray | undefined {
  form.lastIndex = at
  return form.exec(text) ?? undefined
}

interface Open {
  readonly name: string
  readonly mark: string
}

/** Opens or closes, and what is in it. */
function faultOf(
  [mark, closes, name = '', attributes = '', isEmpty]: RegExpExecArray,
  open: Open[],
) {
  const names = [...attributes.matchAll(ATTRIBUTES)].map(([, one = '']) => one)
  const twice = names.find((one, index) => names.indexOf(one) !== index)
  if (twice !== undefined)
    return { says: `"${shown(mark)}" has "${twice}" twice`, hint: 'keep one of them' }
  const lone = loneIn(attributes)
  if (lone !== undefined) return alone(attributes, lone)
  if (!closes) {
    if (!isEmpty) open.push({ name, mark: shown(mark) })
    return undefined
  }
  const last = open.pop()
  if (last?.name === name) return undefined
  if (last === undefined) return { says: `"${mark}" closes nothing`, hint: 'remove it' }
  return { says: `"${mark}" comes before "${last.mark}" is closed`, hint: toClose(last) }
}

const ATTRIBUTES = new RegExp(`(${NAME})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'gu')

function loneIn(attributes: string): number | undefined {
  for (const { index } of attributes.matchAll(/&/g)) {
    if (!matched(ENTITY, attributes, index)) return index
  }
  return undefined
}

/** These have nothing inside. */
const toClose = ({ name, mark }: Open) =>
  /^(?:break|mark|audio|phoneme)$/i.test(name)
    ? `write "${mark.replace(/\s*>$/, '/>')}"`
    : `write "</${name}>" where it ends`

const alone = (text: string, at: number): Fault => ({
  says: `a "&" stands alone: "${shown(text.slice(at))}"`,
  hint: 'write "&amp;", or "and"',
})

function noMark(text: string, at: number): Fault {
  const rest = text.slice(at)
  const [begun = ''] = /^<[^<>]*>?/.exec(rest) ?? []
  if (!/^<\/?[\p{L}_]/u.test(rest))
    return { says: `a "<" begins no mark: "${shown(rest)}"`, hint: 'write "&lt;" for the sign' }
  if (!begun.endsWith('>'))
    return {
      says: `a mark is not closed: "${shown(begun)}"`,
      hint: 'write ">" at its end, or "/>"',
    }
  const [, key, value] = /\s([\w:-]+)\s*=\s*([^\s"'<>/][^\s"'<>/]*)/.exec(begun) ?? []
  return {
    says: `this is no mark: "${shown(begun)}"`,
    hint: key === undefined ? 'a mark is written <name key="value">' : `write ${key}="${value}"`,
  }
}

const shown = (text: string): string => {
  const [start = ''] = /^.{0,40}/su.exec(text) ?? []
  return start.length < text.length ? `${start}…` : text
}

// ---- breaks ----

export interface Break {
  readonly mark: string
  readonly length: Duration
}

/** SSML leaves these to the voice; as Parloa's documentation lists them ("Break"). */
const STRENGTHS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 250,
  weak: 500,
  medium: 750,
  strong: 1_000,
  'x-strong': 1_250,
}

export const breaksIn = (text: string): readonly Break[] =>
  text.includes('<')
    ? [...text.matchAll(/<break\b([^<>]*)>/gi)].map(([mark, attributes = '']) => ({
        mark,
        length: lengthOf(attributes),
      }))
    : []

function lengthOf(attributes: string): Duration {
  const [, amount, unit] =
    /\btime\s*=\s*["']\s*\+?(\d+(?:\.\d+)?)\s*(ms|s)\s*["']/i.exec(attributes) ?? []
  const [, strength = 'medium'] = /\bstrength\s*=\s*["']([\w-]+)["']/i.exec(attributes) ?? []
  return millis(
    amount === undefined
      ? (STRENGTHS[strength.toLowerCase()] ?? STRENGTHS.medium ?? 0)
      : Number(amount) * (unit?.toLowerCase() === 'ms' ? 1 : 1_000),
  )
}

/** Voices make no longer ones of them, whatever is written. */
const HEARD_MAX = seconds(20)

/** All of them together, as they are heard. */
export const breaksLength = (text: string): Duration =>
  millis(breaksIn(text).reduce((sum, { length }) => sum + Math.min(HEARD_MAX, length), 0))

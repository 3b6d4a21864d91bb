/**
 * Characters of a text that nobody sees: what steers terminals or comes of a wrong encoding is refused, what turns the
 * order of reading round is told. Tabs and line breaks are text; marks that set a name of another script apart are too.
 */
import type { Mistake } from './mistake.js'

const STEERING = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f'
/** What steers terminals, or comes of a wrong encoding. */
export const STEERS = new RegExp(`[${STEERING}]`)
const CONTROL = new RegExp(`[${STEERING}]|\\p{Surrogate}`, 'u')
const OVERRIDE = /[\u202d\u202e]/
/** As they are, or a backslash that may name one. */
const SUSPECT = new RegExp(`[${STEERING}\\u202d\\u202e\\ud800-\\udfff\\\\]`)

/** One look at a whole file: in most of them no text needs another. */
export const mayHoldUnseen = (file: string): boolean => SUSPECT.test(file)

/** A scalar as the YAML package hands it out. */
interface Written {
  readonly value: unknown
  readonly range?: readonly number[] | null | undefined
}

export function unseenIn({ value, range }: Written, file: string): Mistake | undefined {
  if (typeof value !== 'string') return undefined
  const control = CONTROL.exec(value)?.[0]
  const found = control ?? OVERRIDE.exec(value)?.[0]
  if (found === undefined) return undefined
  const [from = 0, to = from] = range ?? []
  const offset = from + placeOf(found, file.slice(from, to))
  const name = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return control === undefined ? turned(offset, name) : refused(offset, name, control)
}

const refused = (offset: number, name: string, control: string): Mistake => ({
  offset,
  code: 'control-character',
  says: `there is ${control < HALF ? 'a control character' : 'half a character'} (${name}) in this text`,
  hint: hintFor(control),
})

/** What other programs write as two; a file of UTF-8 has none, but a text in quotes may name one. */
const HALF = '\ud800'

const hintFor = (control: string): string => {
  if (control >= HALF) return 'write the character itself, or both of its halves'
  return control < '\u0080' ? 'delete it' : 'save the file as UTF-8, or delete it'
}

const turned = (offset: number, name: string): Mistake => ({
  offset,
  severity: 'warning',
  code: 'turned-text',
  says: `an unseen character (${name}) turns the order of what follows: it is not what it looks like`,
  hint: 'delete it; letters of Hebrew and Arabic need none',
})

/** As it is, or as a text in double quotes may name it. */
function placeOf(character: string, text: string): number {
  const plain = character >= HALF ? -1 : text.indexOf(character)
  if (plain >= 0) return plain
  for (const found of text.matchAll(ESCAPES)) {
    const [all, ...codes] = found
    const code = codes.find((one) => one !== undefined)
    const named = code === undefined ? SHORT[all] : String.fromCodePoint(Number.parseInt(code, 16))
    if (named === character) return found.index
  }
  return 0
}

const ESCAPES = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U(000[\da-f]{5}|0010[\da-f]{4})|.)/gis

const SHORT: Readonly<Record<string, string>> = {
  '\\0': '\u0000',
  '\\a': '\u0007',
  '\\b': '\b',
  '\\v': '\v',
  '\\f': '\f',
  '\\e': '\u001b',
  '\\N': '\u0085',
}

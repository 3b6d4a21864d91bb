/** What to do about a value of another type or form, where what stands there tells what was meant. */
import type { Breach } from './breach.js'
import { expected, isSecret, noted, SHOWN_MAX } from './expected.js'
import { meant } from './meant.js'
import { keysOf } from './names.js'
import { valueAt } from './pointer.js'

/** A text that looks like a number or a truth is one, unless it is quoted; and so the other way round. */
export function typeHint(breach: Breach): string | undefined {
  const { data, params } = breach
  const note = clockTime(breach) ?? noted(breach, '$comment')
  if (note !== undefined || isSecret(breach)) return note
  const type = String(params.type)
  if (type.includes('string') && ['number', 'boolean'].includes(typeof data)) {
    return 'put it in quotes'
  }
  if (typeof data === 'object' && data !== null)
    return splitText(breach, data) ?? blockHint(type, data)
  if (typeof data !== 'string' || data.length > SHOWN_MAX) return undefined
  if (type === 'object') return keyHint(breach, data)
  if (type === 'array' && /^a list(?: of|$)/.test(expected(breach)) && !holdsBlocks(breach)) {
    return `write [${data}]`
  }
  const number = percent(breach, data) ?? data.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2')
  const isNumber = (type === 'number' || type === 'integer') && /^-?\d+(?:\.\d+)?$/.test(number)
  return isNumber ? `write ${number}, without quotes` : undefined
}

/** `at: 9.30` is a number to YAML. */
function clockTime({ data, parentSchema }: Breach): string | undefined {
  const pattern = valueAt(parentSchema, '/pattern')
  if (typeof data !== 'number' || Number.isInteger(data) || typeof pattern !== 'string')
    return undefined
  const time = meant(data.toFixed(2), new RegExp(pattern, 'u'), false)
  return time === undefined || !/:/.test(time) ? undefined : `did you mean "${time}"?`
}

/** `- Breaking: here is the news`: a text that was split at its ": ". */
function splitText(breach: Breach, data: object): string | undefined {
  const [rest, ...more] = Object.values(data)
  const isText = !Array.isArray(data) && more.length === 0 && typeof rest !== 'object'
  return isText && /\btext\b/.test(expected(breach)) ? 'put a text with ": " in quotes' : undefined
}

/** `speed: 150%` */
function percent({ parentSchema }: Breach, data: string): string | undefined {
  const [, hundredths] = /^(\d{1,4}) ?%$/.exec(data.trim()) ?? []
  const isFactor = Number(valueAt(parentSchema, '/maximum')) < 100
  return hundredths && isFactor ? `${Number(hundredths) / 100}` : hundredths
}

/** A block where a list of them belongs, and the other way round. */
function blockHint(type: string, data: object): string | undefined {
  if (type === 'object' && Array.isArray(data) && data.length === 1 && isBlock(data[0])) {
    return 'only one belongs here: write it without "-" and without [ ]'
  }
  // One whose values are all blocks or lists is not an entry: its keys are names.
  const isEntry = Object.values(data).some((value) => typeof value !== 'object')
  if (type !== 'array' || Array.isArray(data)) return undefined
  return isEntry
    ? 'write "- " before its first key, or [ ] around it'
    : 'the entries of a list have no names before them: each begins with "- "'
}

const isBlock = (data: unknown) => typeof data === 'object' && data !== null && !Array.isArray(data)

/** `background: media/x.png` */
function keyHint({ parentSchema }: Breach, data: string): string | undefined {
  const [first] = keysOf(valueAt(parentSchema, '/properties'))
  if (first !== 'image' && first !== 'say' && first !== 'calendar') return undefined
  const simple = !/: | #|^[^\p{L}\p{N}]|[{},[\]]/u.test(data)
  return `write { ${first}: ${simple ? data : JSON.stringify(data)} }`
}

const holdsBlocks = (breach: Breach) => valueAt(breach.parentSchema, '/items/type') === 'object'

/** What belongs here is written in another way altogether. */
export function otherForm(data: string, breach: Breach): string | undefined {
  const form = expected(breach)
  const isCalendar = /\.ics$/i.test(data)
  if (isCalendar && /^https?:/i.test(data)) {
    return 'download the file, and put it into the folder of the rundown'
  }
  if (isCalendar && form.includes('{ calendar: ')) return `write { calendar: ${data} }`
  if (form.startsWith('a duration')) {
    const [, first, second] = /^(\d{1,2}):(\d\d)$/.exec(data) ?? []
    if (first && second)
      return `write ${both(first, 'h', second, 'm')} or ${both(first, 'm', second, 's')}`
    if (/^-/.test(data)) return 'it is never negative'
  }
  if (form.startsWith('a date with a clock time')) {
    if (/^\d\d?:\d\d(?::\d\d)?$/.test(data))
      return `write its date, too: 2026-12-24T${data.padStart(5, '0')}`
    if (/^\d{4}-\d\d-\d\d$/.test(data)) return `write its clock time, too: ${data}T20:00`
  }
  const isRange = /^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/.test(data)
  return isRange && form.startsWith('a date such as')
    ? 'one date each; a range of dates is left out with "except"'
    : undefined
}

const both = (first: string, large: string, second: string, small: string) =>
  `${Number(first) > 0 ? `${Number(first)}${large}` : ''}${Number(second)}${small}`

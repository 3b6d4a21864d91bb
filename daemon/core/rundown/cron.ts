/**
 * Cron rules → the values each field allows. node-cron reads the fields; what it lets through and
 * nobody means (5-1, a step wider than its field) is refused here. Never used for scheduling:
 * occurrences come from the calendar.
 */
import { parse, validateDetailed } from 'node-cron'
import { days } from '../time.js'
import { meant } from './meant.js'
import type { CronFields } from './rundown.js'

export type CronReading =
  | { readonly fields: CronFields; readonly says?: undefined }
  | { readonly fields?: undefined; readonly says: string; readonly hint: string | undefined }

interface Field {
  readonly name: string
  readonly key: keyof ReturnType<typeof parse>
  readonly least: number
  readonly most: number
  readonly names: readonly string[]
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ')

const FIELDS: readonly Field[] = [
  { name: 'seconds', key: 'second', least: 0, most: 59, names: [] },
  { name: 'minutes', key: 'minute', least: 0, most: 59, names: [] },
  { name: 'hours', key: 'hour', least: 0, most: 23, names: [] },
  { name: 'days of the month', key: 'dayOfMonth', least: 1, most: 31, names: [] },
  { name: 'months', key: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'days of the week', key: 'dayOfWeek', least: 0, most: 7, names: WEEKDAYS },
]

export function readCron(written: string): CronReading {
  const parts = written.trim().split(/\s+/)
  if (/[„“”‚‘’«»]/u.test(written)) return CURLED
  if (/[–—]/u.test(written)) return DASHED
  if (parts.length !== 5 && parts.length !== 6) return wrongCount(written, parts)
  const fields = parts.length === 6 ? FIELDS : FIELDS.slice(1)
  for (const [index, field] of fields.entries()) {
    const refused = refusal(parts[index] ?? '', field)
    if (refused !== undefined) return refused
  }
  return readFields(written)
}

const CURLED: CronReading = {
  says: 'cron has quotes of a word processor in it',
  hint: 'write straight ones: "30 9 * * 1-5"',
}

const DASHED: CronReading = {
  says: 'cron has a dash of a word processor in it',
  hint: 'write a hyphen: "30 9 * * 1-5"',
}

function wrongCount(written: string, parts: readonly string[]): CronReading {
  const found = `${parts.length} ${parts.length === 1 ? 'field' : 'fields'}`
  const says = written.startsWith('@')
    ? `"${written}" is a nickname; cron needs its fields written out`
    : `cron has ${found}; it needs ${NEEDED}`
  const [hour, minute] = (meant(` ${written}`, /^\d\d:\d\d$/, false) ?? '').split(':').map(Number)
  const hint =
    hour === undefined || minute === undefined
      ? 'for example "30 9 * * 1-5": weekdays at 09:30'
      : `every day at that time is "${minute} ${hour} * * *"`
  return { says, hint }
}

const NEEDED = '5 (minute hour day month weekday), or 6 with seconds first'

/** What is wrong with one field, if anything. */
function refusal(part: string, field: Field): CronReading | undefined {
  if (/[lw#]/i.test(part.replace(/[a-z]{3,}/gi, ''))) {
    return { says: `L, W and # are not supported in cron ("${part}")`, hint: undefined }
  }
  for (const item of part.split(',')) {
    const refused = reversed(item, field) ?? wideStep(item, field) ?? unknownValue(item, field)
    if (refused !== undefined) return refused
  }
  return undefined
}

function reversed(item: string, field: Field): CronReading | undefined {
  const [, first, second] = /^(\w+)-(\w+)(?:\/\d+)?$/.exec(item) ?? []
  if (first === undefined || second === undefined) return undefined
  const [from, to] = [numbered(first, field), numbered(second, field)]
  if (from === undefined || to === undefined || from <= to) return undefined
  const says = `the range ${item} of the ${field.name} runs backwards`
  if (field.key === 'dayOfWeek' && to === 0)
    return { says, hint: `write ${from}-7: 7 is Sunday too` }
  const most = field.key === 'dayOfWeek' ? 6 : field.most
  return { says, hint: `write ${span(from, most)},${span(field.least, to)}` }
}

const span = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`)

function wideStep(item: string, field: Field): CronReading | undefined {
  const [, base = '', step] = /^([^/]*)\/(\d+)$/.exec(item) ?? []
  if (step === undefined) return undefined
  if (/^\d+$/.test(base)) {
    const says = `"${item}" is no step of the ${field.name}: a step needs a range or *`
    return { says, hint: `write ${base}-${field.most}/${step}` }
  }
  if (Number(step) <= field.most - field.least) return undefined
  const says = `the step ${step} is wider than the ${field.name} (${field.least} to ${field.most})`
  return { says, hint: 'a step begins anew with each hour, day or week' }
}

function unknownValue(item: string, field: Field): CronReading | undefined {
  const values = item.replace(/\/\d+$/, '').split('-')
  if (values.every((value) => isAny(value, field) || isAllowed(numbered(value, field), field))) {
    return undefined
  }
  const range = `${field.least} to ${field.most}`
  const named = field.names.length > 0 ? `, or ${field.names[0]} to ${field.names.at(-1)}` : ''
  const example =
    field.key === 'dayOfWeek' ? 'write 1-5 or mon-fri for Monday to Friday' : undefined
  return { says: `"${item}" is none of the ${field.name} (${range}${named})`, hint: example }
}

const isAny = (value: string, field: Field) =>
  value === '*' || (value === '?' && field.key.startsWith('day'))

const isAllowed = (value: number | undefined, field: Field) =>
  value !== undefined && value >= field.least && value <= field.most

/** `mon` → 1, `05` → 5. */
function numbered(value: string, field: Field): number | undefined {
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const place = field.names.indexOf(value.slice(0, 3).toLowerCase())
  return place < 0 ? undefined : place + field.least
}

function readFields(written: string): CronReading {
  const { valid, errors } = validateDetailed(written)
  if (!valid) {
    const [first] = errors
    const says =
      first?.field === 'dayOfMonth'
        ? 'this day of the month never comes in these months'
        : `cron cannot be read: ${first?.message ?? 'nobody knows why'}`
    return { says, hint: undefined }
  }
  const parsed = parse(written)
  const daysOfMonth = ascending(parsed.dayOfMonth)
  const daysOfWeek = ascending(parsed.dayOfWeek)
  return {
    fields: {
      seconds: ascending(parsed.second),
      minutes: ascending(parsed.minute),
      hours: ascending(parsed.hour),
      daysOfMonth,
      months: ascending(parsed.month),
      daysOfWeek,
      eitherDay: daysOfMonth.length < 31 && daysOfWeek.length < 7,
    },
  }
}

const ascending = (values: readonly (number | string)[]) =>
  [...new Set(values.map(Number))].sort((a, b) => a - b)

/** Whether the rule names times on a day, counted from 1970-01-01. */
export function matchesDay(cron: CronFields, day: number): boolean {
  const date = new Date(day * days(1))
  if (!cron.months.includes(date.getUTCMonth() + 1)) return false
  const dayOfMonth = cron.daysOfMonth.includes(date.getUTCDate())
  const dayOfWeek = cron.daysOfWeek.includes(date.getUTCDay())
  return cron.eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek
}

/**
 * RRULE, as far as holidays need it: yearly, monthly, weekly and daily, with months, days of the month and weekdays.
 * A rule is a question asked of each day; parts that would need more are refused by name.
 */

type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY'

export interface Recurrence {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | undefined
  /** As written, `20301224` or `20301224T170000Z`; included. */
  readonly until: string | undefined
  readonly months: readonly number[]
  /** Negative: from the end of the month. */
  readonly daysOfMonth: readonly number[]
  readonly weekdays: readonly Weekday[]
  readonly weekStart: number
}

interface Weekday {
  /** 0 is Sunday. */
  readonly day: number
  /** The 4th, or −1: the last, of the month or year; undefined: each. */
  readonly nth: number | undefined
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const DAY_MS = 86_400_000

/** The rule, or what is wrong with it. */
export function readRecurrence(written: string): Recurrence | string {
  const parts = new Map<string, string>()
  for (const part of written.toUpperCase().split(';').filter(Boolean)) {
    const [key = '', value = ''] = part.split('=')
    if (parts.has(key)) return `${key} is given twice`
    parts.set(key, value)
  }
  const take = (key: string) => {
    const value = parts.get(key)
    parts.delete(key)
    return value
  }
  const frequency = take('FREQ') ?? ''
  if (!isFrequency(frequency)) return `FREQ=${frequency} is not supported`
  const rule = {
    frequency,
    interval: Number(take('INTERVAL') ?? 1),
    count: numberOf(take('COUNT')),
    until: take('UNTIL'),
    months: numbers(take('BYMONTH')),
    daysOfMonth: numbers(take('BYMONTHDAY')),
    weekdays: list(take('BYDAY')).map(weekday),
    weekStart: WEEKDAYS.indexOf(take('WKST') ?? 'MO'),
  }
  const [unknown] = parts.keys()
  if (unknown !== undefined) return `${unknown} is not supported`
  return refusal(rule) ?? rule
}

const isFrequency = (written: string): written is Frequency =>
  ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'].includes(written)

const list = (written: string | undefined) => written?.split(',').map((item) => item.trim()) ?? []
const numbers = (written: string | undefined) => list(written).map(Number)
const numberOf = (written: string | undefined) =>
  written === undefined ? undefined : Number(written)

function weekday(written: string): Weekday {
  const [, nth, day = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(written) ?? []
  return { day: WEEKDAYS.indexOf(day), nth: numberOf(nth) }
}

function refusal(rule: Recurrence): string | undefined {
  const { frequency, interval, count, months, daysOfMonth, weekdays, weekStart } = rule
  const isIn = (least: number, most: number) => (value: number) =>
    Number.isInteger(value) && value >= least && value <= most
  const isSound =
    isIn(1, 10_000)(interval) &&
    (count === undefined || isIn(1, 1_000_000)(count)) &&
    months.every(isIn(1, 12)) &&
    daysOfMonth.every((day) => isIn(1, 31)(Math.abs(day))) &&
    weekdays.every(
      ({ day, nth }) => day >= 0 && (nth === undefined || isIn(1, 53)(Math.abs(nth))),
    ) &&
    weekStart >= 0
  if (!isSound) return 'a number or a weekday in it cannot be'
  if (frequency === 'WEEKLY' && daysOfMonth.length > 0) return 'BYMONTHDAY has no place in a week'
  const isCounted = weekdays.some(({ nth }) => nth !== undefined)
  if (isCounted && (frequency === 'WEEKLY' || frequency === 'DAILY'))
    return 'a counted weekday needs a month or a year'
  return undefined
}

/** Days examined; taken from a budget that all events of a file share. */
export interface Budget {
  left: number
}

/**
 * The days (since 1970-01-01) the rule names from its start up to `last`, ascending, the start among them. Ends when
 * `isAfter` says so, when the count is reached, or when the budget is used up.
 */
export function* recurring(
  rule: Recurrence,
  start: number,
  last: number,
  isAfter: (day: number) => boolean,
  budget: Budget,
): Generator<number> {
  const matches = matching(rule, start)
  let counted = 0
  for (let day = start; day <= last && budget.left > 0; budget.left--) {
    const date = new Date(day * DAY_MS)
    if (day !== start && isBarrenMonth(rule, start, date)) {
      day = firstOfNextMonth(date)
      continue
    }
    if (day === start || matches(day, date)) {
      if (isAfter(day) || counted === rule.count) return
      counted++
      yield day
    }
    day++
  }
}

const firstOfNextMonth = (date: Date) =>
  Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS

/** Nothing of the rule lies in this month: a yearly rule is asked of some forty days a year, not of all. */
function isBarrenMonth(rule: Recurrence, start: number, date: Date): boolean {
  const { frequency, months, daysOfMonth, weekdays } = rule
  const month = date.getUTCMonth() + 1
  if (months.length > 0) return !months.includes(month)
  const isPlain = daysOfMonth.length === 0 && weekdays.length === 0
  return frequency === 'YEARLY' && isPlain && month !== new Date(start * DAY_MS).getUTCMonth() + 1
}

type Matches = (day: number, date: Date) => boolean

function matching(rule: Recurrence, start: number): Matches {
  const { frequency, months, weekdays } = rule
  const first = new Date(start * DAY_MS)
  const isPlain = rule.daysOfMonth.length === 0 && weekdays.length === 0
  const byDate = frequency === 'YEARLY' || frequency === 'MONTHLY'
  const daysOfMonth = byDate && isPlain ? [first.getUTCDate()] : rule.daysOfMonth
  const allowed =
    frequency === 'WEEKLY' && weekdays.length === 0
      ? [{ day: first.getUTCDay(), nth: undefined }]
      : weekdays
  const inYear = frequency === 'YEARLY' && months.length === 0
  return (day, date) =>
    period(rule, day, date) % rule.interval === period(rule, start, first) % rule.interval &&
    (months.length === 0 || months.includes(date.getUTCMonth() + 1)) &&
    (daysOfMonth.length === 0 || daysOfMonth.some((one) => isDayOfMonth(one, date))) &&
    (allowed.length === 0 || allowed.some((one) => isWeekday(one, date, inYear)))
}

/** Years, months, weeks or days since some beginning. */
function period({ frequency, weekStart }: Recurrence, day: number, date: Date): number {
  switch (frequency) {
    case 'YEARLY':
      return date.getUTCFullYear()
    case 'MONTHLY':
      return date.getUTCFullYear() * 12 + date.getUTCMonth()
    case 'WEEKLY':
      // Day 0 was a Thursday, and 140,000 weeks before it nobody had this calendar.
      return Math.floor((day + 4 - weekStart) / 7) + 140_000
    case 'DAILY':
      return day + 1_000_000
  }
}

const isDayOfMonth = (wanted: number, date: Date) =>
  wanted > 0 ? date.getUTCDate() === wanted : date.getUTCDate() === daysInMonth(date) + 1 + wanted

function isWeekday({ day, nth }: Weekday, date: Date, inYear: boolean): boolean {
  if (date.getUTCDay() !== day) return false
  if (nth === undefined) return true
  const [place, length] = inYear
    ? [dayOfYear(date), dayOfYear(new Date(Date.UTC(date.getUTCFullYear(), 11, 31)))]
    : [date.getUTCDate(), daysInMonth(date)]
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length + 1 - place) / 7) === -nth
}

const daysInMonth = (date: Date) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()

const dayOfYear = (date: Date) =>
  (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
    Date.UTC(date.getUTCFullYear(), 0, 1)) /
    DAY_MS +
  1

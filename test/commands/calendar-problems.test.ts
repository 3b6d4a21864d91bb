import { expect, test } from 'vitest'
import { readOne } from '../../daemon/commands/readings.js'
import { at } from '../builders.js'
import { written } from '../help/written-rundown.js'

const night = (more = '') =>
  written({
    timezone: 'timezone: America/New_York',
    schedule: `schedule: [{ cron: "30 2 * * *", duration: 20m${more} }]`,
  })
const told = (text: string, now = at('2026-11-21T00:00Z')) =>
  readOne({ file: 'night.yaml', text }, { now })
    .problems.filter(({ code }) => code === 'clock-change')
    .map(({ severity, says }) => `${severity}: ${says}`)

test('a show in an hour the clocks skip is named, with what becomes of it', () => {
  const [warning] = told(night())
  expect(warning).toContain('warning: 2027-03-14T02:30 is skipped when the clocks change')
  expect(warning).toContain('it is aired at 2027-03-14T03:30:00-04:00')
})

test('what the producer decided is a note: the dates, and nothing to do', () => {
  const [note, ...more] = told(night(', gap: skip, fold: first'))
  expect(note).toMatch(
    /^note: 2027-03-14T02:30 is skipped .* it is not aired, as "gap: skip" says$/,
  )
  expect(more).toEqual([])
  const [left] = told(night(', gap: skip').replace('30 2 *', '30 1,2 *'))
  expect(left).toMatch(/^warning: 2027-03-14T02:30 is skipped .*; 2027-11-07T01:30 comes twice/)
})

const hints = (text: string) =>
  readOne({ file: 'night.yaml', text }, { now: at('2026-11-21T00:00Z') })
    .problems.filter(({ code }) => code === 'clock-change')
    .map(({ hint }) => hint)

test('what the producer decided is told as decided, and not asked again', () => {
  const twice = written({
    timezone: 'timezone: Europe/Berlin',
    schedule: 'schedule: [{ cron: "30 2 * * *", duration: 20m, gap: skip }]',
  })
  expect(told(twice)).toEqual([
    'warning: 2027-03-28T02:30 is skipped when the clocks change; it is not aired, as "gap: skip" says; ' +
      '2027-10-31T02:30 comes twice when the clocks change; it is aired once, at 2027-10-31T02:30:00+02:00; ' +
      '2028-03-26T02:30 is skipped when the clocks change; it is not aired, as "gap: skip" says',
  ])
  expect(hints(twice)).toEqual(['move the show by an hour, or say what you want with fold'])
  expect(hints(twice.replace('gap: skip', 'gap: skip, fold: both'))).toEqual([undefined])
  expect(hints(twice.replace(', gap: skip', ''))).toEqual([
    'move the show by an hour, or say what you want with gap and fold',
  ])
})

test('a rule for every hour follows the clock, so there is nothing to decide', () => {
  const hourly = night(', gap: shift').replace('30 2 *', '30 * *')
  expect(told(hourly)[0]).toMatch(/^note: (?!.* says)/)
  expect(hints(hourly)).toEqual([undefined])
})

test('a zone without clock changes, or nobody asking for today, gives no warning', () => {
  expect(told(night().replace('America/New_York', 'Asia/Shanghai'))).toEqual([])
  expect(
    readOne({ file: 'night.yaml', text: night() }).problems.map(({ code }) => code),
  ).not.toContain('clock-change')
})

const overridden = (slot: string, ...overrides: readonly string[]) =>
  readOne({
    file: 'night.yaml',
    text: written({
      timezone: 'timezone: Europe/Berlin',
      schedule: `schedule:\n  - ${slot}\n    duration: 30m\n    overrides:${overrides
        .map((one) => `\n      - { on: ${one} }`)
        .join('')}`,
    }),
  }).problems.map(({ code, line, says }) => `${line} ${code}: ${says}`)

test('an override has to meet something', () => {
  const slot = 'cron: "0,30 9 * * 1-5"\n    except: [2026-12-25]'
  const nothing = (on: string) =>
    `8 override-meets-nothing: nothing of this entry starts on ${on}: there is nothing to override`
  expect(overridden(slot, '2026-11-23, cancel: true')).toEqual([])
  expect(overridden(slot, '2026-11-23T09:30, cancel: true')).toEqual([])
  expect(overridden(slot, '2026-11-22, cancel: true')).toEqual([nothing('2026-11-22')])
  expect(overridden(slot, '2026-11-23T09:15, cancel: true')).toEqual([
    nothing('2026-11-23 at 09:15'),
  ])
  expect(overridden(slot, '2026-12-25, cancel: true')).toEqual([nothing('2026-12-25')])
})

test('what the clocks skip is nothing to override', () => {
  const slot = 'cron: "30 2 * * *"\n    gap: skip'
  const [told, ...more] = overridden(slot, '2027-03-28, duration: 1h')
  expect(told).toContain('the clocks skip what would start on 2027-03-28, and "gap: skip" leaves')
  expect(more).toEqual([])
  expect(overridden('cron: "30 2 * * *"', '2027-03-28, duration: 1h')).toEqual([])
})

test('an override of a day that others have taken changes nothing, and one that is there twice is told once', () => {
  const slot = 'cron: "0 9 * * *"'
  const [told, ...more] = overridden(
    slot,
    '2026-11-23, duration: 1h',
    '2026-11-23T09:00, cancel: true',
  )
  expect(told).toBe(
    '7 override-meets-nothing: whatever starts on 2026-11-23 has an override of its own: this one changes nothing',
  )
  expect(more).toEqual([])
  const twice = overridden(slot, '2026-11-23, duration: 1h', '2026-11-23, cancel: true')
  expect(twice.map((one) => one.split(':')[0])).toEqual(['8 duplicate-override'])
})

test('a rule of which everything is left out is a warning, and one of which something is left is not', () => {
  const left = (more: string) =>
    readOne(
      {
        file: 'night.yaml',
        text: written({
          timezone: 'timezone: Europe/Berlin',
          schedule: `schedule: [{ cron: "0 9 24 12 *", duration: 1h, ${more} }]`,
        }),
      },
      { now: at('2026-11-23T00:00Z') },
    ).problems.map(({ code, says }) => `${code}: ${says}`)
  const told =
    'all-left-out: all that starts in the next 18 months is left out: the show is not on air'
  expect(left('except: [2026-12-24, 2027-12-24]')).toEqual([told])
  expect(left('except: [2026-12-24], overrides: [{ on: 2027-12-24, cancel: true }]')).toEqual([
    told,
  ])
  expect(left('except: [2026-12-24]')).toEqual([])
  expect(
    left('except: [2026-12-24], overrides: [{ on: 2027-12-24, move: 2028-12-24T09:00 }]'),
  ).toEqual([])
})

test('a single date that the clocks skip and "gap: skip" leaves out is a warning', () => {
  const once = written({
    timezone: 'timezone: Europe/Berlin',
    schedule: 'schedule: [{ at: 2027-03-28T02:30, duration: 1h, gap: skip }]',
  })
  const { problems } = readOne({ file: 'a.yaml', text: once }, { now: at('2026-11-23T00:00Z') })
  expect(problems).toMatchObject([
    {
      code: 'clock-change',
      severity: 'warning',
      hint: 'choose another time, or write "gap: shift"',
    },
  ])
})

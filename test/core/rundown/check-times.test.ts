import { expect, test } from 'vitest'
import { told, written } from '../../help/written-rundown.js'

/** Problems of one cue at this time in a show with these slots. */
const at = (time: string, ...slots: readonly string[]) =>
  told(
    written({
      schedule: `schedule: [${slots.map((slot) => `{ ${slot} }`).join(', ')}]`,
      segments: `segments: [{ segment: a, cues: [{ cue: b, ${time}, say: Good evening everybody. }] }]`,
    }),
  )

const DAILY = 'cron: "0 20 * * *", duration: 2h'
const LATE_NIGHT = 'cron: "0 23 * * *", duration: 3h'
const ONCE = 'at: 2026-12-12T09:00:00, duration: 30m'
const ALWAYS = 'always: true'

test.each([
  ['at: start', DAILY],
  ['at: +1h59m', DAILY],
  ['at: end-2h', DAILY],
  ['at: "20:00"', DAILY],
  ['at: "21:59:59"', DAILY],
  ['at: "01:59"', LATE_NIGHT],
  ['at: "09:29"', ONCE],
  ['at: "04:00"', ALWAYS],
  ['at: +300h', ALWAYS],
  ['every: 1h', DAILY],
  ['every: 3h, from: end-1m', DAILY],
])('%s comes in a show with %s', (time, slot) => {
  expect(at(time, slot)).toEqual([])
})

test.each([
  ['at: +2h', DAILY, '2h after the start the show is over: it lasts 2h'],
  ['at: end-2h1s', DAILY, '2h1s before the end the show has not begun: it lasts 2h'],
  ['at: "22:00"', DAILY, 'the show is never on air at 22:00'],
  ['at: "19:59:59"', DAILY, 'the show is never on air at 19:59:59'],
  ['at: "02:00"', LATE_NIGHT, 'the show is never on air at 02:00'],
  ['at: "09:30"', ONCE, 'the show is never on air at 09:30'],
  ['every: 2h', DAILY, '2h after the start the show is over: it lasts 2h'],
  ['every: 1h, from: +3h', DAILY, '3h after the start the show is over: it lasts 2h'],
])('%s never comes in a show with %s', (time, slot, says) => {
  expect(at(time, slot)).toEqual([`never-on-air: ${says}`])
})

test('one slot that is long enough will do', () => {
  expect(at('at: +1h', ONCE, DAILY)).toEqual([])
  expect(at('at: "09:10"', DAILY, ONCE)).toEqual([])
})

test('a show that is always on has no end to count from', () => {
  expect(at('at: end-1m', ALWAYS)).toEqual([
    'no-end: "end-1m" has no meaning: a show that is always on has no end',
  ])
})

test('always stands alone', () => {
  expect(at('at: start', ALWAYS, DAILY)).toEqual([
    'always-and-more: a show that is always on has no other slots',
  ])
})

test('at the very end there is nothing to hear any more, but a window may close then', () => {
  expect(at('at: end-0s', DAILY)).toEqual([
    'never-on-air: at its end the show is over: this is never heard',
  ])
  expect(at('at: end-1s', DAILY)).toEqual([])
  expect(at('every: 5m, between: [+10m, end-0s]', DAILY)).toEqual([])
})

test('nothing comes more often than once a second', () => {
  expect(at('every: 1s', DAILY)).toEqual([])
  expect(at('every: 999ms', DAILY)).toEqual([
    'too-often: every 999ms is too often; 1s is the least',
  ])
  expect(at('every: 0s', DAILY)).toEqual(['too-often: every 0s is too often; 1s is the least'])
})

test('a rule that starts the show while it is still on is a warning', () => {
  expect(at('at: start', 'cron: "*/30 9-17 * * *", duration: 1h')).toEqual([
    'overlaps-itself: the show starts again after 30m, but lasts 1h',
  ])
  expect(at('at: start', 'cron: "0 9-17 * * *", duration: 1h')).toEqual([])
})

test.each([
  ['0,50 9,10 * * *', '11m', '10m'],
  ['0 6,22 * * *', '9h', '8h'],
  ['0 20 * * *', '25h', '1d'],
  ['0 20 * * 1,3', '49h', '2d'],
  ['0 20 31 * *', '800h', '31d'],
])('also from hour to hour, over midnight and from day to day: %s', (rule, duration, gap) => {
  const told = at('at: start', `cron: "${rule}", duration: ${duration}`)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(`overlaps-itself: the show starts again after ${gap}, but lasts`)
})

test.each([
  ['0,50 9,10 * * *', '10m'],
  ['0 6,22 * * *', '8h'],
  ['0 20 * * *', '24h'],
  ['0 20 * * 1', '7d'],
  ['0 20 1 1 *', '300d'],
])('a rule that starts again when the show is over is in order: %s for %s', (rule, duration) => {
  expect(at('at: start', `cron: "${rule}", duration: ${duration}`)).toEqual([])
})

test('every second of every day is counted without trouble', () => {
  expect(at('at: "12:00"', 'cron: "* * * * * *", duration: 24h')).toHaveLength(1)
})

test.each([
  ['every: 5m, between: [+10m, end-10m]', DAILY],
  ['every: 3h, between: [+10m, end-10m]', DAILY],
  ['every: 5m, between: ["20:30", "21:00"]', DAILY],
  ['every: 5m, between: ["22:00", "06:00"]', ALWAYS],
  ['every: 5m, between: [+10m, +20m], from: +15m', DAILY],
  ['at: start, start: hard, grace: 119m', DAILY],
  ['at: start, start: hard, grace: 2h', ALWAYS],
  ['at: start, expires: 1s', DAILY],
])('%s comes in a show with %s, too', (time, slot) => {
  expect(at(time, slot)).toEqual([])
})

test.each([
  ['every: 5m, between: [+20m, +10m]', DAILY, 'empty-window'],
  ['every: 5m, between: [+90m, end-40m]', DAILY, 'empty-window'],
  ['every: 5m, between: ["09:00", "09:00"]', ALWAYS, 'empty-window'],
  ['every: 5m, between: [+3h, +4h]', DAILY, 'never-on-air'],
  ['every: 5m, between: [+10m, +20m], from: +20m', DAILY, 'never-on-air'],
  ['every: 5m, between: ["09:00", end-10m]', ALWAYS, 'no-end'],
  ['at: start, grace: 10s', DAILY, 'grace-without-hard'],
  ['at: start, start: soft, grace: 10s', DAILY, 'grace-without-hard'],
  ['at: start, start: hard, grace: 2h', DAILY, 'grace-too-long'],
  ['at: start, expires: 1ms', DAILY, 'expires-at-once'],
  ['at: start, expires: 999ms', ALWAYS, 'expires-at-once'],
])('%s in a show with %s is told as %s', (time, slot, code) => {
  expect(at(time, slot).map((problem) => problem.split(':')[0])).toEqual([code])
})

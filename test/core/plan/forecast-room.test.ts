/** What the platform holds, on paper: no more than queue.ts sends, and in the order of the moment. */
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, start } from '../../builders.js'
import { hard, paperOf, sheetOf } from './forecast-builders.js'

const inARow = (patience: number) => [
  aCue('on-air', start(), { start: hard() }),
  aCue('next', start(10), { start: hard(60) }),
  aCue('last', start(15), { start: hard(90), expires: seconds(patience) }),
]
const LONG = { 'on-air': 60 }

test('one that would come behind another waits for room, and expires meanwhile as on air', () => {
  expect(sheetOf(paperOf(inARow(20), LONG))).toEqual(['on-air 0–60', 'last expires', 'next 60–70'])
  expect(sheetOf(paperOf(inARow(50), LONG))).toEqual(['on-air 0–60', 'next 60–70', 'last 70–80'])
})

test('where the platform holds more there is room for it', () => {
  expect(sheetOf(paperOf(inARow(20), LONG, undefined, 3))).toEqual([
    'on-air 0–60',
    'next 60–70',
    'last 70–80',
  ])
})

test('one that must begin first goes ahead of the others, room or not', () => {
  const cues = [...inARow(50), aCue('first', start(20), { start: hard(0), expires: seconds(5) })]
  expect(sheetOf(paperOf(cues, LONG))).toEqual([
    'on-air 0–20 cut',
    'first 20–30',
    'next 30–40',
    'last 40–50',
  ])
})

test('one that waited for room comes behind what the platform begins by itself, and cuts that in its time', () => {
  const cues = [
    aCue('on-air', start(), { start: hard() }),
    aCue('soft', start(1), { expires: minutes(5) }),
    aCue('second', start(10), { start: hard(60) }),
    aCue('third', start(12), { start: hard(55) }),
    aCue('first', start(15), { start: hard(50) }),
  ]
  expect(sheetOf(paperOf(cues, { 'on-air': 60 }))).toEqual([
    'on-air 0–60',
    'third 60–65 cut',
    'first 65–75',
    'second 75–85',
    'soft 85–95',
  ])
})

test('what was passed by for two minutes at the platform is moved ahead there, as on air', () => {
  const cues = [
    aCue('long', start(), { doubt: 'must' }),
    aCue('patient', start(10), { expires: minutes(5) }),
    aCue('urgent', start(20), { urgency: 'priority', expires: minutes(5) }),
  ]
  expect(sheetOf(paperOf(cues, { long: 125 }))).toEqual([
    'long 0–125',
    'urgent 125–135',
    'patient 135–145',
  ])
  expect(sheetOf(paperOf(cues, { long: 135 }))).toEqual([
    'long 0–135',
    'patient 135–145',
    'urgent 145–155',
  ])
})

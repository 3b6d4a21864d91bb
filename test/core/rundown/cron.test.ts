import { expect, test } from 'vitest'
import { readCron } from '../../../daemon/core/rundown/cron.js'

const fieldsOf = (written: string) => {
  const { fields, says } = readCron(written)
  if (fields === undefined) throw new Error(says)
  return fields
}

test('five fields begin with the minute and start at second 0', () => {
  expect(fieldsOf('30 9 * * 1-5')).toMatchObject({
    seconds: [0],
    minutes: [30],
    hours: [9],
    daysOfWeek: [1, 2, 3, 4, 5],
    eitherDay: false,
  })
})

test('six fields begin with the second', () => {
  expect(fieldsOf('15 30 9 * * *')).toMatchObject({ seconds: [15], minutes: [30], hours: [9] })
})

test('names, lists and steps are read, and values ascend', () => {
  expect(fieldsOf('0 9 * jan,Mar sun,wed')).toMatchObject({ months: [1, 3], daysOfWeek: [0, 3] })
  expect(fieldsOf('*/20 8-18/5 * * *')).toMatchObject({ minutes: [0, 20, 40], hours: [8, 13, 18] })
  expect(fieldsOf('50,10 9 * * 5-7')).toMatchObject({ minutes: [10, 50], daysOfWeek: [0, 5, 6] })
})

test('two restricted day fields: either may match; one that names every day is not restricted', () => {
  expect(fieldsOf('0 9 1 * 1').eitherDay).toBe(true)
  expect(fieldsOf('0 9 1 * *').eitherDay).toBe(false)
  expect(fieldsOf('0 9 1-31 * 1').eitherDay).toBe(false)
  expect(fieldsOf('0 9 ? * 1').eitherDay).toBe(false)
})

test.each([
  ['5-1 * * * *', 'runs backwards', 'write 5-59,0-1'],
  ['„0 9 * * *“', 'word processor', 'straight'],
  ['0 22-0 * * *', 'runs backwards', 'write 22-23,0'],
  ['0 9 * nov-feb *', 'runs backwards', 'write 11-12,1-2'],
  ['0 9 * * fri-sun', 'runs backwards', 'write 5-7: 7 is Sunday too'],
  ['0 9 * * 6-1', 'runs backwards', 'write 6,0-1'],
  ['*/70 * * * *', 'wider than', 'a step begins'],
  ['5/10 * * * *', 'is no step', 'write 5-59/10'],
  ['60 * * * *', '"60" is none of the minutes (0 to 59)', ''],
  ['0 24 * * *', '"24" is none of the hours', ''],
  ['0 9 0 * *', 'none of the days of the month (1 to 31)', ''],
  ['0 9 * * 8', 'none of the days of the week', ''],
  ['0 9 * 13 *', 'none of the months', ''],
  ['0 9 L * *', 'L, W and # are not supported', ''],
  ['0 9 15W * *', 'L, W and # are not supported', ''],
  ['0 9 * * 1#2', 'L, W and # are not supported', ''],
  ['0 9 31 2 *', 'never comes', ''],
  ['@daily', 'nickname', 'for example'],
  ['0 9 * *', '4 fields', 'for example'],
  ['0 0 9 * * * *', '7 fields', 'for example'],
  ['', '1 field;', 'for example'],
  ['1,,2 * * * *', 'none of the minutes', ''],
  ['-1 * * * *', 'none of the minutes', ''],
  ['*/0 * * * *', '', ''],
  ['mon * * * *', 'none of the minutes', ''],
  ['0 9 * * sunny', '', ''],
])('%j is refused', (written, says, hint) => {
  const reading = readCron(written)
  expect(reading.fields).toBeUndefined()
  if (reading.says === undefined) throw new Error('accepted')
  expect(reading.says).toContain(says)
  expect(reading.hint ?? '').toContain(hint)
})

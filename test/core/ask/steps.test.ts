import { expect, test } from 'vitest'
import { change, decline, facts, put, still } from '../../../daemon/core/ask/steps.js'
import { aDesk, asks, id, told } from './builders.js'

const { desk } = told(aDesk(), asks('ann'), asks('bob'))

test('what nobody asked, changes nothing', () => {
  expect(change(desk, id('cem'), (question) => question)).toEqual(still(desk))
  expect(decline(desk, id('cem'), 'EXPIRED', '')).toEqual(still(desk))
})

test('a change that changes nothing is none', () => {
  expect(change(desk, id('ann'), (question) => question).actions).toEqual([])
})

test('steps follow each other', () => {
  const first = decline(desk, id('ann'), 'EXPIRED', 'too long')
  const both = put(first, decline(first.desk, id('bob'), 'EXPIRED', 'too long'))
  expect(both.desk.open).toEqual([])
  expect(both.actions).toHaveLength(2)
})

test('of a question that is over only its facts are left', () => {
  const [question] = desk.open
  expect(question && facts(question)).not.toHaveProperty('situation')
})

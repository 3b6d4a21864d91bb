// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { filledIn, namesIn } from '../../../daemon/core/rundown/variables.js'

test('names are replaced by their texts, and nothing is evaluated', () => {
  expect(filledIn('${a} and ${a} and ${1 + 1}', { a: '$1 $& ${b}', b: 'no' })).toBe(
    '$1 $& ${b} and $1 $& ${b} and ${1 + 1}',
  )
})

test('what is inherited is no variable', () => {
  expect(filledIn('${constructor} ${toString}', {})).toBe('${constructor} ${toString}')
})

test('each name is asked for once', () => {
  expect(namesIn('${a} $b {c} ${d} ${a} ${}')).toEqual(['a', 'd', ''])
})

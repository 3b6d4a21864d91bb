// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { readText, told, written } from '../../help/written-rundown.js'

const asked = (more: string) =>
  `${written()}questions: { answer: "\${asker}: \${answer}"${more} }\n`

test('defaults are filled in', () => {
  expect(readText(asked('')).rundown?.questions).toEqual({
    library: undefined,
    answer: '${asker}: ${answer}',
    cooldown: seconds(20),
    perAsker: undefined,
    backlog: seconds(90),
    blocked: [],
    approve: 'auto',
  })
})

test('a rate is so many in a time', () => {
  expect(readText(asked(', perAsker: 2 per 5m')).rundown?.questions?.perAsker).toEqual({
    count: 2,
    per: minutes(5),
  })
  expect(told(asked(', perAsker: 1 per 0s'))).toEqual([
    'out-of-range: "1 per 0s" is no rate anybody can ask at',
  ])
})

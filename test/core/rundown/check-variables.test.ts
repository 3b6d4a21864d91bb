// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { aShelf, told, written } from '../../help/written-rundown.js'

const SCRIPT = 'script: { say: "Good evening, I am ${host}." }'
const slot = (more: string) => `schedule: [{ cron: "0 20 * * *", duration: 2h${more} }]`

test('a variable nobody says is a warning, unless another file shares it', () => {
  const variables = 'variables: { host: Li, guest: Wang }'
  expect(told(written({ variables, script: SCRIPT }))).toEqual([
    'unused-variable: no text uses the variable "guest"',
  ])
  const shelf = aShelf({ 'a.yaml': `${variables}\n` })
  expect(told(`${written({ script: SCRIPT })}include: [a.yaml]\n`, { shelf })).toEqual([])
})

test('a misspelt name is told once, where it is used', () => {
  expect(told(written({ variables: 'variables: { hots: Li }', script: SCRIPT }))).toEqual([
    'unknown-variable: there is no variable "host"',
  ])
})

test('what is required must be given by every entry of the schedule', () => {
  const variables = 'variables: { host: { required: true } }'
  const with_ = (more: string) => told(written({ variables, script: SCRIPT, schedule: slot(more) }))
  expect(with_(', variables: { host: Wang }')).toEqual([])
  expect(with_('')).toEqual([
    'missing-value: the variable "host" is required, and this entry gives no value',
  ])
  expect(with_(', variables: { hots: Wang, host: Li }')).toEqual([
    'unknown-variable: there is no variable "hots"',
  ])
})

test('the entry of a slot that is spoilt is not asked for its values', () => {
  const variables = 'variables: { host: { required: true } }'
  const schedule = 'schedule: [{ cron: "0 25 * * *", duration: 2h }]'
  expect(told(written({ variables, script: SCRIPT, schedule }))).toEqual([
    'cron: "25" is none of the hours (0 to 23)',
  ])
})

test('a variable that is begun, or named below a misspelt key, is used', () => {
  const variables = 'variables: { host: Li }'
  const say = 'Good evening to all of you, ${host'
  expect(told(`${written({ variables })}adlibs: [{ adlib: a, say: "${say}" }]\n`)).toEqual([
    expect.stringMatching(/^unclosed-variable/),
  ])
  expect(told(`${written({ variables })}adlib: [{ adlib: a, say: "${say}}" }]\n`)).toEqual([
    'unknown-key: unknown key "adlib"',
  ])
})

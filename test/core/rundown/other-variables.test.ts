// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { describe, expect, test } from 'vitest'
import { otherVariablesIn } from '../../../daemon/core/rundown/other-variables.js'
import { told, written } from '../../help/written-rundown.js'

const found = (text: string, declared: readonly string[] = ['host', 'price-today']) =>
  otherVariablesIn(text, declared).map(({ written, name, isDeclared }) =>
    isDeclared ? `${written} is ${name}` : `${written} is new: ${name}`,
  )

describe('what other languages write', () => {
  test.each([
    ['I am {{host}}.', '{{host}} is host'],
    ['I am {{ Host }}.', '{{ Host }} is host'],
    ['I am {{{host}}}.', '{{{host}}} is host'],
    ['I am {{hots}}.', '{{hots}} is host'],
    ['I am %host%, hello', '%host% is host'],
    ['I am #{host}.', '#{host} is host'],
    ['I am $host.', '$host is host'],
    ['Only $price-today, really', '$price-today is price-today'],
    ['I am {host}.', '{host} is host'],
    ['This is {{title}}.', '{{title}} is new: title'],
    ['This is $title.', '$title is new: title'],
    ['This is %title%.', '%title% is new: title'],
    ['It costs {{product.price}}', '{{product.price}} is new: product.price'],
  ])('%s', (text, is) => expect(found(text)).toEqual([is]))

  test('each form is named once', () =>
    expect(found('{{host}} and {{host}} for $price-today')).toEqual([
      '{{host}} is host',
      '$price-today is price-today',
    ]))
})

test.each([
  'I am ${host}.',
  'Only $20 today, that is $19.99 for two, or US$5, or $5k.',
  '100% cotton, 50%off%, between 5 % and 10 % of it, 5%-10%',
  'The share of $AAPL rose by 3%.',
  'He said {laughs} and went on.',
  'Use $ or % or {} or {{}} as you like.',
  'In a template you write {{ title }} and {{host}}.',
  'The placeholder %host% stands for my name.',
  'Write "{{host}}" where the name goes, or “$host”.',
  'host, title and show',
  'A set is {1, 2, 3}, a block {{1}}.',
  '${{host}}',
])('is none, and nothing is said of it: %s', (text) => expect(found(text)).toEqual([]))

test('it is told with the form that is meant, once, and the variable is not called unused', () => {
  const variables = 'variables: { host: Li }'
  const script = 'script: { say: "Good evening, I am {{host}} and this is {{ title }}." }'
  expect(told(written({ variables, script }))).toEqual([
    'other-variable: "{{host}}", "{{ title }}" would be read out as they stand',
  ])
})

test('an answer of the audience has its own three', () => {
  const asking = (answer: string) =>
    told(written({ segments: `questions: { library: qa, answer: "${answer}" }` }))
  expect(asking('{{asker}} asks: {{question}} {{answer}}')).toEqual([
    'other-variable: "{{asker}}", "{{question}}", "{{answer}}" would be read out as they stand',
  ])
})

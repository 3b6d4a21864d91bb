// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { expect, test } from 'vitest'
import { columnsIn, filled, slug } from '../../../daemon/core/rundown/cue-template.js'

const cell = (column: string) => ({ Name: 'Tea', Price: '59', None: '' })[column] ?? ''

test('columns are named in braces; a doubled $ leaves a variable of the rundown', () => {
  expect(columnsIn('${Name} for ${ Price } by $${host}')).toEqual(['Name', 'Price'])
  expect(filled('${Name} for ${ Price } by $${host}', cell)).toEqual({
    text: 'Tea for 59 by ${host}',
    empty: [],
    isVoid: false,
  })
})

test('a text is void if all its columns are empty, and it names one', () => {
  expect(filled('${None}', cell).isVoid).toBe(true)
  expect(filled('${Name}${None}', cell)).toMatchObject({ empty: ['None'], isVoid: false })
  expect(filled('start', cell).isVoid).toBe(false)
})

test('a cell is never read as a template', () => {
  expect(filled('${A}', () => '$& ${Name} $1').text).toBe('$& ${Name} $1')
})

test.each([
  ['Green Tea', 'green-tea'],
  ['  Crème brûlée — No. 5! ', 'creme-brulee-no-5'],
  ['Weiße Grüße', 'weisse-grusse'],
  ['SÜẞ', 'suss'],
  ['Smørrebrød Æble Œuvre', 'smorrebrod-aeble-oeuvre'],
  ['Łódź Đà Nẵng Þór Kadıköy İzmir', 'lodz-da-nang-thor-kadikoy-izmir'],
  ['ﬁne ½ № 5', 'fine-1-2-no-5'],
  // A click of Xhosa has no letter among a to z.
  ['ǃkung', undefined],
  ['a'.repeat(80), 'a'.repeat(60)],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ['59', '59'],
  ['桂花乌龙茶 500g', undefined],
  ['Чай', undefined],
  ['—', undefined],
  ['', undefined],
])('%j makes the id %j', (text, id) => {
  expect(slug(text)).toBe(id)
})

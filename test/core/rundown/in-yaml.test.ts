import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inYaml } from '../../../daemon/core/rundown/in-yaml.js'

test.each([
  'Morning Market',
  'a: b',
  '"quoted"',
  '# no comment',
  '价格',
  '12',
  'yes',
  '- item',
  '',
])('%j is read back as it was written', (text) => {
  expect(parse(`title: ${inYaml(text)}`)).toEqual({ title: text })
})

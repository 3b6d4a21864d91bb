import { expect, test } from 'vitest'
import { numberForms, withNumbersShown } from '../../daemon/commands/sheet-numbers.js'

const styles = (code: string) =>
  `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts>` +
  '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0"/><xf applyNumberFormat="1" numFmtId="170"/></cellXfs></styleSheet>'

/** A number in a cell of that format. */
const shown = (value: string, code: string) => {
  const cell = `<c r="A1" s="1"><v>${value}</v></c>`
  const [, text] = /<v>(.*)<\/v>/.exec(withNumbersShown(cell, numberForms(styles(code)))) ?? []
  return text
}

test.each([
  ['9.9', '0.00', '9.90'],
  ['1234.5', '#,##0.00 &quot;EUR&quot;', '1234.50'],
  ['9.9', '[$€-407] #,##0.00;[Red]-#,##0.00', '9.90'],
  ['9.9', '_-* #,##0.00\\ _€_-', '9.90'],
  ['0.25', '0%', '25%'],
  ['0.28999999999999998', '0%', '29%'],
  ['0.125', '0.00%', '12.50%'],
  ['-3', '0.0', '-3.0'],
])('%s in a cell of the format %s is read as %s', (value, code, text) => {
  expect(shown(value, code)).toBe(text)
})

test.each([
  ['what is shown rounded stays exact', '9.987', '0.0', '9.987'],
  ['and so does a percentage', '0.125', '0%', '12.5%'],
  ['whole numbers are as they are', '9.9', '0', '9.9'],
  ['thousands', '12345', '#,##0,', '12345'],
  ['optional decimals', '9.9', '0.##', '9.9'],
  ['a date', '46380', 'yyyy-mm-dd', '46380'],
  ['a fraction', '0.5', '# ?/?', '0.5'],
  ['powers of ten', '12345', '0.00E+00', '12345'],
])('%s: %s as %s', (_, value, code, text) => {
  expect(shown(value, code)).toBe(text)
})

test('texts, truths, errors and cells of no known style are let be', () => {
  const forms = numberForms(styles('0.00'))
  for (const cell of [
    '<c r="A1" s="1" t="s"><v>4</v></c>',
    '<c r="A1" s="1" t="b"><v>1</v></c>',
    '<c r="A1" s="1"><v></v></c>',
    '<c r="A1" s="1"/>',
    '<c r="A1" s="7"><v>4</v></c>',
    '<c r="A1"><v>4</v></c>',
  ]) {
    expect(withNumbersShown(cell, forms)).toBe(cell)
  }
  expect(numberForms('')).toEqual([])
})

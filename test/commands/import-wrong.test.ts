// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runImport } from '../../daemon/commands/import.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'

const MAP = `cue: \${Name}
say: \${Name} is on offer today, for only \${Price}.
at: start
`
const CSV = 'Name,Price,Live\nTea,3 yuan,yes\n'

/** What is said, and the exit code, of a sheet and a map with something wrong. */
async function imported(files: Readonly<Record<string, string>>) {
  const folder = aFolder({ 'map.yaml': MAP, 'sheet.csv': CSV, ...files })
  const output = heardOutput()
  const code = await runImport(join(folder, 'sheet.csv'), { map: join(folder, 'map.yaml') }, output)
  return { code, trouble: output.heard.trouble.replaceAll(`${folder}/`, '') }
}

const one = (name: string) => ({
  'map.yaml': `cue: ${name}\nsay: Welcome to all of you.\nat: start\n`,
})

test('a cell too many is no cell lost: 3,50 without quotes is told', async () => {
  const { code, trouble } = await imported({ 'sheet.csv': 'Name,Price,Live\nTea,3,50,yes\n' })
  expect(code).toBe(1)
  expect(trouble).toContain('sheet.csv:2:1')
  expect(trouble).toContain('row 2 has more cells than there are columns (3)')
  expect(trouble).toContain('in quotes')
})

test('commas without anything behind them are no cells', async () => {
  expect((await imported({ 'sheet.csv': 'Name,Price,Live\nTea,3,yes,,,\n' })).code).toBe(0)
})

test.each([
  ['UTF-16 without its mark', Buffer.from('Name,Price,Live\nTea,3,yes\n', 'utf16le').toString(), 1],
  ['a quotation mark of old Windows', 'Name,Price,Live\nTea,\u00933\u0094,yes\n', 2],
  ['a colour of a terminal', 'Name,Price,Live\nTea,\u001b[31m3,yes\n', 2],
])('%s is no text', async (_, csv, row) => {
  const { code, trouble } = await imported({ 'sheet.csv': csv })
  expect(code).toBe(1)
  expect(trouble).toContain(`row ${row} has a character that is no text`)
  expect(trouble).toContain('encoding:')
})

test('lines that end with a carriage return alone are lines, in the sheet and in the map', async () => {
  const { code, trouble } = await imported({
    'sheet.csv': 'Name;Price\rTea;"3,50, or 4"\rLamp;9,00\r',
    'map.yaml': MAP.replaceAll('\n', '\r'),
  })
  expect([code, trouble]).toEqual([0, '2 rows taken\n'])
})

test('a column that is not closed in the map is told there', async () => {
  const { code, trouble } = await imported(one('${Name'))
  expect(code).toBe(1)
  expect(trouble).toMatch(/^map\.yaml:1:6 error unclosed-variable\n/)
})

test('an empty name is one problem, not also one about row numbers', async () => {
  const { trouble } = await imported({ 'sheet.csv': 'Name,Price,Live\n,3,yes\n' })
  expect(trouble).toContain('column "Name" is empty')
  expect(trouble).not.toContain('row-numbers')
})

test('what a delimiter may be can be read', async () => {
  const { trouble } = await imported({ 'map.yaml': `${MAP}delimiter: abc\n` })
  expect(trouble).toContain('"abc" is not one of ",", ";", "\\t", "|"')
})

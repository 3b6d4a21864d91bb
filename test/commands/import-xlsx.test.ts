// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { runImport } from '../../daemon/commands/import.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
const RELATED = [
  ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
  ['rId2', 'sharedStrings', 'sharedStrings.xml'],
  ['rId3', 'styles', 'styles.xml'],
]
const SHARED = ['Name', 'Price', 'Live', 'Time', 'Green Tea', 'yes']

/** The smallest file a spreadsheet program would open; the time is 9:30 as a fraction of a day. */
const anXlsx = (row: string, more: Readonly<Record<string, Uint8Array>> = {}) =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="Products" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${RELATED.map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="${OFFICE}${type}" Target="${target}"/>`,
      ).join('')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(
      `<sst>${SHARED.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ),
    'xl/styles.xml': strToU8(
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData><row r="1">${['A1', 'B1', 'C1', 'D1'].map((place, index) => `<c r="${place}" t="s"><v>${index}</v></c>`).join('')}</row>${row}</sheetData></worksheet>`,
    ),
    ...more,
  })

const ROW =
  '<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2"><v>59.9</v></c><c r="C2" t="s"><v>5</v></c><c r="D2" s="1"><v>0.3958333333</v></c></row>'

async function importedXlsx(bytes: Uint8Array, map: string) {
  const folder = aFolder({ 'map.yaml': map })
  writeFileSync(join(folder, 'sheet.xlsx'), bytes)
  const output = heardOutput()
  const code = await runImport(
    join(folder, 'sheet.xlsx'),
    { map: join(folder, 'map.yaml') },
    output,
  )
  return { code, ...output.heard }
}

describe('xlsx', () => {
  const MAP_OF_TIMES = 'cue: ${Name}\nat: ${Time}\nsay: ${Name} is on offer, for only ${Price}.\n'

  test('texts, numbers and clock times come as a person sees them', async () => {
    const { code, result, trouble } = await importedXlsx(anXlsx(ROW), MAP_OF_TIMES)
    expect([code, trouble]).toEqual([0, '1 row taken\n'])
    expect(result).toContain('at: "09:30"\n        say: Green Tea is on offer, for only 59.9.\n')
  })

  test('a price has its last nought, and a quarter off is 25%', async () => {
    const styles = strToU8(
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="20"/><xf numFmtId="2"/><xf numFmtId="9"/></cellXfs></styleSheet>',
    )
    const row =
      '<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" s="2"><v>9.9</v></c><c r="C2" s="3"><v>0.25</v></c></row>'
    const map = 'cue: ${Name}\nat: start\nsay: ${Name} for only ${Price}, that is ${Live} off.\n'
    const { code, result } = await importedXlsx(anXlsx(row, { 'xl/styles.xml': styles }), map)
    expect([code, result]).toEqual([
      0,
      expect.stringContaining('Green Tea for only 9.90, that is 25% off.'),
    ])
  })

  const written = (cells: string) =>
    importedXlsx(
      anXlsx(`<row r="2"><c r="A2" t="s"><v>4</v></c>${cells}</row>`),
      'cue: ${Name}\nat: start\nsay: ${Name} is on offer, for only ${Price}.\n',
    )

  test.each([
    ['no value', '<c r="B2"><f>1+1</f></c>'],
    ['an empty one', '<c r="B2" s="1"><f>1+1</f><v></v></c>'],
    ['an empty one, shared with others', '<c r="B2"><f t="shared" si="0"/><v/></c>'],
  ])('a formula that was saved with %s is no empty cell: it is told', async (_, cell) => {
    const { code, trouble } = await written(cell)
    expect(code).toBe(1)
    expect(trouble).toMatch(/sheet\.xlsx:2:2 error empty-cell\n/)
    expect(trouble).toContain(
      'row 2, column "Price": B2 of the sheet "Products" has a formula, and its result was never saved',
    )
    expect(trouble).toContain('open the file in a spreadsheet program and save it')
    expect(trouble).not.toContain('is empty')
  })

  test('a formula with an error is told, and not read out', async () => {
    const { code, trouble } = await written('<c r="B2" t="e"><f>C9</f><v>#REF!</v></c>')
    expect([code, trouble]).toEqual([
      1,
      expect.stringContaining('B2 of the sheet "Products" has the error #REF!'),
    ])
  })

  test('a formula with its result is a cell like others, and one the map does not name is let be', async () => {
    const { code, result } = await written(
      '<c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="str"><f>""</f><v></v></c><c r="D2"><f>1</f></c>',
    )
    expect([code, result]).toEqual([0, expect.stringContaining('for only 2.')])
  })

  test('names of columns that are formulas without a result are told', async () => {
    const head = '<row r="3"><c r="A3"><f>1</f></c><c r="B3"><f>1</f></c></row>'
    const { code, trouble } = await importedXlsx(anXlsx(head), `${MAP_OF_TIMES}header: 3\n`)
    expect([code, trouble]).toEqual([1, expect.stringMatching(/A3 of the sheet .*never saved/)])
  })

  test('a sheet is chosen by its name, and a wrong name is told the right ones', async () => {
    expect((await importedXlsx(anXlsx(ROW), `${MAP_OF_TIMES}sheet: Products\n`)).code).toBe(0)
    const { code, trouble } = await importedXlsx(anXlsx(ROW), `${MAP_OF_TIMES}sheet: Prices\n`)
    expect([code, trouble]).toEqual([
      1,
      expect.stringMatching(/there is no sheet "Prices".*\n.*it has "Products"/),
    ])
  })

  test('a sheet with a cell in its last corner is refused', async () => {
    const far = anXlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    const { code, trouble } = await importedXlsx(far, MAP_OF_TIMES)
    expect([code, trouble]).toEqual([1, expect.stringContaining('reaches to the cell XFD1048576')])
  })

  test('an archive that swells beyond all measure is refused, and quickly', async () => {
    const bomb = anXlsx(ROW, { 'xl/worksheets/sheet2.xml': new Uint8Array(80_000_000) })
    const { code, trouble } = await importedXlsx(bomb, MAP_OF_TIMES)
    expect([code, trouble]).toEqual([1, expect.stringContaining('a very large one')])
  })

  test('cells without an end are looked through once, not once for each of them', async () => {
    for (const open of ['<c >', '<c ', '<c r="A2"><f>']) {
      const { code, trouble } = await importedXlsx(anXlsx(open.repeat(200_000)), MAP_OF_TIMES)
      expect([code, trouble]).toEqual([1, expect.stringContaining('this is no xlsx file')])
    }
  })

  test.each([
    ['a damaged archive', anXlsx(ROW).slice(0, 400)],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('a') })],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
  ])('%s is refused in words', async (_, bytes) => {
    const { code, trouble } = await importedXlsx(bytes, MAP_OF_TIMES)
    expect([code, trouble]).toEqual([1, expect.stringMatching(/error unreadable\n {2}this is /)])
  })
})

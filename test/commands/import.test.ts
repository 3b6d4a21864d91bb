// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ImportFlags, runImport } from '../../daemon/commands/import.js'
import { progressLine } from '../../daemon/commands/progress-bar.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { written } from '../help/written-rundown.js'

const MAP = `cue: \${Name}
say: \${Name} is on offer today, for only \${Price}.
every: 30m
after: previous
rows: [{ column: Live, is: yes }]
`
const CSV = `Name,Price,Live
Green Tea,59 yuan,yes
Old Lamp,128 yuan,no
Soft Towel,39 yuan,yes
`
const SHOP = written({
  head: '# my shop\nshow: shop',
  segments: `segments:
  - segment: opening
    cues:
      - { cue: hello, at: start, say: Good evening everybody. } # mine`,
})

async function imported(
  files: Readonly<Record<string, string>>,
  flags: Partial<ImportFlags> & { sheet?: string } = {},
) {
  const folder = aFolder({ 'map.yaml': MAP, 'sheet.csv': CSV, 'shop.yaml': SHOP, ...files })
  const output = heardOutput()
  const at = (name: string) => join(folder, name)
  const { sheet = 'sheet.csv', into, ...rest } = flags
  const code = await runImport(
    at(sheet),
    { map: at('map.yaml'), ...rest, ...(into && { into: at(into) }) },
    output,
  )
  const { result, trouble } = output.heard
  const bare = (text: string) => text.replaceAll(`${folder}/`, '')
  return {
    code,
    result: bare(result),
    trouble: bare(trouble),
    read: (name: string) => readFileSync(at(name), 'utf8'),
  }
}

const INTO = { into: 'shop.yaml', segment: 'products' }

test('on a terminal it says what it does, and leaves nothing of that behind', async () => {
  const folder = aFolder({ 'map.yaml': MAP, 'sheet.csv': CSV, 'shop.yaml': SHOP })
  const at = (name: string) => join(folder, name)
  let shown = ''
  const show = (text: string) => {
    shown += text
    return true
  }
  const output = { result: show, trouble: show, colour: false }
  const flags = { map: at('map.yaml'), into: at('shop.yaml'), segment: 'products' }
  const run = (isTTY: boolean) =>
    runImport(at('sheet.csv'), flags, output, progressLine({ isTTY, columns: 200, write: show }))
  expect(await run(true)).toBe(0)
  const [start, ...lines] = shown.split('\r\x1b[K')
  expect(start).toBe('')
  expect(lines.filter((line) => line.endsWith('…'))).toEqual([
    `reading ${at('sheet.csv')} …`,
    'making cues of 3 rows …',
    `putting 2 cues into ${at('shop.yaml')} …`,
    `checking ${at('shop.yaml')} …`,
  ])
  expect(lines.at(-1)).not.toContain('…')
  const told = lines.filter((line) => !line.endsWith('…')).join('')
  shown = ''
  expect(await run(false)).toBe(0)
  expect(shown).toBe(told)
})

describe('without --into', () => {
  test('the segment is printed, as it would stand in a rundown', async () => {
    const { code, result, trouble } = await imported({}, { segment: 'products' })
    expect([code, trouble]).toEqual([0, '2 rows taken, 1 left out by the map\n'])
    expect(result).toBe(`segments:
  - segment: products
    cues:
      - cue: green-tea
        every: 30m
        say: Green Tea is on offer today, for only 59 yuan.
      - cue: soft-towel
        after: green-tea
        say: Soft Towel is on offer today, for only 39 yuan.
`)
  })
})

describe('into a rundown', () => {
  test('the difference is shown and nothing is written', async () => {
    const { code, result, trouble, read } = await imported({}, INTO)
    expect(code).toBe(0)
    expect(result).toMatch(/^--- shop\.yaml\n\+\+\+ shop\.yaml\n@@ /)
    expect(result).toContain('+      - cue: green-tea\n')
    expect(trouble).toContain('2 added, 0 changed, 0 as they were\n')
    expect(trouble).toContain('nothing was written: add --write\n')
    expect(read('shop.yaml')).toBe(SHOP)
  })

  test('--write writes it, with every comment', async () => {
    const { code, trouble, read } = await imported({}, { ...INTO, write: true })
    expect(code).toBe(0)
    expect(trouble).toContain('wrote shop.yaml\n')
    const text = read('shop.yaml')
    expect(text).toContain('# my shop\n')
    expect(text).toContain('# mine\n')
    expect(text).toContain('  - segment: products\n    cues:\n      - cue: green-tea\n')
  })

  test('a second time there is nothing to do', async () => {
    const { read } = await imported({}, { ...INTO, write: true })
    const again = await imported({ 'shop.yaml': read('shop.yaml') }, { ...INTO, write: true })
    expect(again).toMatchObject({ code: 0, result: '' })
    expect(again.trouble).toContain('0 added, 0 changed, 2 as they were\n')
  })

  test('a cue that is there is brought up to date where it stands; what is added by hand stays', async () => {
    const { read } = await imported({}, { ...INTO, write: true })
    const touched = read('shop.yaml')
      .replace('for only 59 yuan.', 'for only 99 yuan. # the old price')
      .replace('- cue: green-tea\n', '- cue: green-tea\n        urgency: priority # ours\n')
      .replace(
        '- cue: soft-towel',
        '- cue: by-hand\n        at: +1m\n        say: This one is not in the sheet.\n      - cue: soft-towel',
      )
    const again = await imported({ 'shop.yaml': touched }, { ...INTO, write: true })
    expect(again.code).toBe(0)
    expect(again.trouble).toContain('0 added, 1 changed, 1 as they were\n')
    expect(again.trouble).toContain('not in the sheet, and kept: by-hand\n')
    const text = again.read('shop.yaml')
    expect(text).toMatch(
      /cue: green-tea\n.*\n +say: .*for only 59 yuan\. +# the old price\n +urgency: priority +# ours\n/,
    )
  })

  test('what check says of the new cues is told by their row and column', async () => {
    const map = MAP.replace(/say:.*/, 'say: $' + '{Name}')
    const { code, trouble, read } = await imported({ 'map.yaml': map }, { ...INTO, write: true })
    expect(code).toBe(1)
    expect(trouble).toContain('sheet.csv:2:1 error too-short\n  row 2, cue "green-tea": ')
    expect(trouble).toContain('shop.yaml was left as it is')
    expect(read('shop.yaml')).toBe(SHOP)
  })

  test('a rundown with an error in its YAML is left alone', async () => {
    const { code, trouble } = await imported(
      { 'shop.yaml': 'show: "shop\n' },
      { ...INTO, write: true },
    )
    expect(code).toBe(1)
    expect(trouble).toMatch(/shop\.yaml:\d+:\d+ error yaml/)
  })
})

describe('wrong rows', () => {
  test.each([
    [
      'an empty cell',
      'Green Tea,,yes',
      'sheet.csv:2:2 error empty-cell\n  row 2, column "Price" is empty',
    ],
    [
      'the same id twice',
      'Green Tea,1,yes\ngreen tea!,2,yes',
      'sheet.csv:3:1 error duplicate-cue\n  row 3 makes the cue "green-tea", and so does row 2',
    ],
    ['what would be a variable', 'Tea ${x},1,yes', 'row 2, column "Name" has "${" in it'],
  ])('%s', async (_, rows, says) => {
    const { code, trouble } = await imported({ 'sheet.csv': `Name,Price,Live\n${rows}\n` })
    expect(code).toBe(1)
    expect(trouble).toContain(says)
  })

  test('a time that is none is told by its row and column, all of them at once', async () => {
    const { code, trouble } = await imported({
      'map.yaml': 'cue: ${Name}\nat: ${Time}\nsay: ${Text}\nurgency: ${Urgency}\n',
      'sheet.csv':
        'Name,Time,Text,Urgency\na,9:30,Good morning to you all.,\nb,half ten,Good morning again.,high\n',
    })
    expect(code).toBe(1)
    expect(trouble).toContain(
      'sheet.csv:3:2 error wrong-form\n  row 3, column "Time": "half ten" is not a time of a cue',
    )
    expect(trouble).toContain('sheet.csv:3:4 error not-one-of')
    expect(trouble).not.toContain('sheet.csv:2')
  })

  test('Chinese names give row numbers, with a warning', async () => {
    const { code, result, trouble } = await imported({
      'map.yaml': 'cue: ${名称}\nat: start\nsay: ${名称}今天特价，欢迎大家选购。\n',
      'sheet.csv': '名称\n桂花乌龙茶 500g\n护眼小台灯\n',
    })
    expect(code).toBe(0)
    expect(result).toContain('- cue: row-2\n')
    expect(trouble).toContain('warning row-numbers')
  })
})

describe('the map', () => {
  test('a misspelt key and a misspelt column are answered with the right word', async () => {
    const key = await imported({ 'map.yaml': `${MAP}urgncy: priority\n` })
    expect([key.code, key.trouble]).toEqual([1, expect.stringContaining('did you mean "urgency"?')])
    const column = await imported({ 'map.yaml': MAP.replace('${Price}', '${Prise}') })
    expect(column.code).toBe(1)
    expect(column.trouble).toContain(
      'map.yaml:2:6 error unknown-column\n  the sheet has no column "Prise"',
    )
    expect(column.trouble).toContain('did you mean "Price"?')
  })

  test('rows with a time of their own keep it, others follow the one before', async () => {
    const { result } = await imported({
      'map.yaml':
        'cue: ${Id}\nat: ${Time}\nafter: previous\nsay: Now comes number ${Id}, everybody.\n',
      'sheet.csv': 'Id;Time\none;\ntwo;\nthree;12:00\nfour;\n',
    })
    expect(result.match(/(at|after): .*/g)).toEqual([
      'at: start',
      'after: one',
      'at: "12:00"',
      'after: three',
    ])
  })

  test('variables of the rundown pass through, pictures without a cell are left out', async () => {
    const { result } = await imported({
      'map.yaml':
        'cue: ${Id}\nat: start\nsay: $${host} shows you ${Id} now.\nforegrounds: [{ image: "${Picture}", box: [0, 0, 10, 10] }]\n',
      'sheet.csv': 'Id,Picture\none,\ntwo,https://cdn.example/two.png\n',
    })
    expect(result).toContain('say: ${host} shows you one now.\n')
    expect(result.match(/foregrounds:\n.*/g)).toEqual([
      'foregrounds:\n          - { image: https://cdn.example/two.png, box: [0, 0, 10, 10] }',
    ])
  })
})

describe('csv', () => {
  test.each([
    ['semicolons and a mark at the beginning', '\ufeffName;Price;Live\nGreen Tea;59;yes\n'],
    ['tabs and line ends of Windows', 'Name\tPrice\tLive\r\nGreen Tea\t59\tyes\r\n'],
    ['quotes with line breaks', '"Name","Price","Live"\n"Green Tea","59","yes"\n'],
  ])('%s', async (_, csv) => {
    const { code, result } = await imported({ 'sheet.csv': csv })
    expect(code).toBe(0)
    expect(result).toContain('for only 59.')
  })

  test('the header may stand further down', async () => {
    const { result } = await imported({
      'map.yaml': `${MAP}header: 3\n`,
      'sheet.csv': `Our products\n\n${CSV}`,
    })
    expect(result).toContain('cue: green-tea')
  })

  test.each([
    [
      'a quote that is never closed',
      'Name,Price,Live\n"Tea,1,yes\n',
      'a quote is opened and never closed',
    ],
    ['nothing in it', '', 'there is no row with the names of the columns'],
    ['two columns of one name', 'Name,Name\na,b\n', 'two columns are called "Name"'],
    ['no row that is taken', 'Name,Price,Live\nTea,1,no\n', 'no row of sheet.csv is taken'],
  ])('%s', async (_, csv, says) => {
    const { code, trouble } = await imported({ 'sheet.csv': csv })
    expect([code, trouble]).toEqual([1, expect.stringContaining(says)])
  })
})

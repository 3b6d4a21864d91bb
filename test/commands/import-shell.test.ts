// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { describe, expect, test } from 'vitest'
import { aFolder } from '../help/folder.js'
import { onair } from './onair.js'

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

describe('from the shell', () => {
  test('used wrongly, it ends with 2; a sheet that is not there is 1', async () => {
    const folder = aFolder({ 'map.yaml': MAP, 'sheet.csv': CSV })
    const here = { cwd: folder }
    expect((await onair(['import', 'sheet.csv'], here)).code).toBe(2)
    expect((await onair(['import', 'sheet.csv', '--map', 'map.yaml', '--write'], here)).code).toBe(
      2,
    )
    const none = await onair(['import', 'none.csv', '--map', 'map.yaml'], here)
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('there is no such file')])
    const good = await onair(['import', 'sheet.csv', '--map', 'map.yaml'], here)
    expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('cue: green-tea')])
  })
})

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAll } from '../../daemon/commands/check.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { watchCheck } from '../../daemon/commands/watch-check.js'
import { aFolder } from '../help/folder.js'
import { written } from '../help/written-rundown.js'

const GOOD = written()
const BAD = written({ head: 'shwo: evening' })

/** Watches a folder, and resolves when a line was told that fits. */
function watched(paths: readonly string[]) {
  const leaving = new AbortController()
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const tell = (line: string) => {
    lines.push(line)
    for (const look of waiting) look()
  }
  const check = async () => {
    const { loaded } = loadRundowns(paths)
    const wrong = checkAll(loaded).filter(({ severity }) => severity === 'error').length
    tell(`${loaded.length} checked, ${wrong > 0 ? 'wrong' : 'right'}\n`)
    return wrong > 0 ? (1 as const) : (0 as const)
  }
  const ended = watchCheck({ paths, check, tell, leave: leaving.signal, time: () => '14:03:22' })
  const told = (what: RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const at = lines.findIndex((line) => what.test(line))
        if (at < 0) return
        waiting.delete(look)
        lines.splice(0, at + 1)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { ended, told, leave: () => leaving.abort(), lines }
}

test('a change is checked, told with the time, and the last check gives the exit code', async () => {
  const folder = aFolder({ 'a.yaml': GOOD })
  const { ended, told, leave } = watched([folder])
  await told(/^1 checked, right/)
  await told(/^14:03:22 watching /)
  writeFileSync(join(folder, 'a.yaml'), BAD)
  await told(/^\n14:03:22 .*a\.yaml changed\n$/)
  await told(/^1 checked, wrong/)
  writeFileSync(join(folder, 'a.yaml'), GOOD)
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('a new file, a shared part in a folder below, and a file that goes are seen', async () => {
  const folder = aFolder({ 'a.yaml': GOOD })
  const { ended, told, leave } = watched([folder])
  await told(/watching/)
  writeFileSync(join(folder, 'b.yaml'), BAD)
  await told(/^2 checked, wrong/)
  mkdirSync(join(folder, 'shared'))
  writeFileSync(join(folder, 'shared', 'li.yaml'), 'variables: { host: Li }\n')
  await told(/li\.yaml changed/)
  rmSync(join(folder, 'b.yaml'))
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('of a single file its folder is watched; hidden files and the journal are not', async () => {
  const folder = aFolder({ 'a.yaml': BAD })
  mkdirSync(join(folder, 'data'))
  const { ended, told, leave, lines } = watched([join(folder, 'a.yaml')])
  await told(/watching/)
  writeFileSync(join(folder, '.a.yaml.swp'), 'x')
  writeFileSync(join(folder, 'data', 'journal'), 'x')
  writeFileSync(join(folder, 'part.yaml'), 'x: 1\n')
  await told(/changed/)
  expect(lines.join('')).not.toMatch(/swp|journal/)
  leave()
  expect(await ended).toBe(1)
})

test('leaving before the first check ends as well', async () => {
  const { ended, leave } = watched([aFolder({ 'a.yaml': BAD })])
  leave()
  expect(await ended).toBe(1)
})

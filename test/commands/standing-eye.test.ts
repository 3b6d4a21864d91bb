import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { standingEye } from '../../daemon/commands/standing-eye.js'
import { aFolder } from '../help/folder.js'

/** Counts what it sees of `shows` in a folder. */
async function anEye(folder: string) {
  let seen = 0
  const eye = await standingEye({
    folders: [join(folder, 'shows')],
    changed: () => {
      seen += 1
    },
    tell: () => undefined,
    lookEveryMs: 20,
  })
  return {
    sees: async (what: string, act: () => void) => {
      const before = seen
      act()
      await expect.poll(() => seen, { message: what, timeout: 20_000 }).toBeGreaterThan(before)
    },
    [Symbol.asyncDispose]: () => eye[Symbol.asyncDispose](),
  }
}

const save = (folder: string, text: string) => writeFileSync(join(folder, 'shows/a.yaml'), text)

test('a folder that is put in the place of another is watched in its turn', async () => {
  const folder = aFolder({ 'shows/a.yaml': 'one', 'next/a.yaml': 'other' })
  await using eye = await anEye(folder)
  await eye.sees('what is saved', () => save(folder, 'two'))
  await eye.sees('that it is gone', () => rmSync(join(folder, 'shows'), { recursive: true }))
  await eye.sees('that there is another', () =>
    renameSync(join(folder, 'next'), join(folder, 'shows')),
  )
  await eye.sees('what is saved there', () => save(folder, 'three'))
})

test('so is the one that a link leads to now', async () => {
  const folder = aFolder({ 'v1/a.yaml': 'one', 'v2/a.yaml': 'other' })
  symlinkSync(join(folder, 'v1'), join(folder, 'shows'))
  await using eye = await anEye(folder)
  await eye.sees('what is saved', () => writeFileSync(join(folder, 'v1/a.yaml'), 'more'))
  await eye.sees('that it leads elsewhere', () => {
    symlinkSync(join(folder, 'v2'), join(folder, 'new'))
    renameSync(join(folder, 'new'), join(folder, 'shows'))
  })
  await eye.sees('what is saved there', () => writeFileSync(join(folder, 'v2/a.yaml'), 'two'))
})

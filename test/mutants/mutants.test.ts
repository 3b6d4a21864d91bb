import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../simulation/compile.js'
import { MUTANTS } from './mutants.js'

test('every deliberate mistake still finds the one line it changes', () => {
  const lost = MUTANTS.flatMap(({ name, changes }) =>
    changes
      .filter(({ file, from }) => readFileSync(join(ROOT, file), 'utf8').split(from).length !== 2)
      .map(({ file }) => `${name}: ${file}`),
  )
  expect(lost).toEqual([])
})

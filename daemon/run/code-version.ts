/**
 * Which code decides here: the version of the package, and a fingerprint of the core, because only the very same code
 * folds the same turns to the same state.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CORE = fileURLToPath(new URL('../core', import.meta.url))
const PACKAGE = new URL('../../package.json', import.meta.url)

export function codeVersion(): string {
  const print = createHash('sha256')
  const names = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of names.filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts')))
    print.update(name).update(readFileSync(join(CORE, name)))
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'))
  return `${version}+${print.digest('hex').slice(0, 12)}`
}

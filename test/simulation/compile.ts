/** The sources as plain JavaScript: a sweep that runs for hours should not carry a transpiler's helpers along. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** `daemon/` and `test/` of `root` as JavaScript in `out`. Types are not checked: that is `npm run check`. */
export function compile(root: string, out: string): void {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const options = ['--noEmit', 'false', '--noCheck', '--rootDir', root, '--outDir', out]
  execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', root, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n')
  cpSync(join(ROOT, 'schemas'), join(out, 'schemas'), { recursive: true })
}

/**
 * How Node.js runs nights. A turn leaves much behind that dies young: the young are collected an eighth as often, each
 * time at the same cost. And what is optimised takes less of what it calls along: a third of the computing of forty
 * nights went into optimising.
 */
export const FOR_NIGHTS: readonly string[] = [
  '--max-semi-space-size=64',
  '--max-inlined-bytecode-size-cumulative=400',
]

/** Inside node_modules, where packages are found and nobody looks. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'onair-simulation')

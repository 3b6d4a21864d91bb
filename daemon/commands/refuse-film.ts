/** Where a film cannot go is said before anything is played; what draws it is loaded only when it is drawn. */
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Output } from './show-problems.js'

/** The exit code it ends with; undefined: it can be made. */
export function refuseFilm(path: string, replace: boolean, output: Output): 1 | 2 | undefined {
  if (told(wrongWith(path), output)) return 2
  const isInTheWay = !replace && existsSync(path)
  const says = `--render: ${path} is there already, and was left alone\n  hint: name another file, or add --force`
  return told(isInTheWay ? says : undefined, output) ? 1 : undefined
}

/** What a rundown shows or plays is not written over. */
export function refuseOwn(
  path: string,
  files: ReadonlyMap<string, string>,
  output: Output,
): boolean {
  const isOwn = [...files.values()].some((own) => resolve(own) === resolve(path))
  return told(isOwn ? `--render: ${path} is a file of the rundown itself` : undefined, output)
}

function wrongWith(path: string): string | undefined {
  if (!/\.mp4$/i.test(path))
    return `--render makes an mp4: name a file that ends in .mp4, not "${path}"`
  const folder = dirname(resolve(path))
  const above = statSync(folder, { throwIfNoEntry: false })
  if (above === undefined) return `--render: there is no folder ${dirname(path)}`
  if (!above.isDirectory()) return `--render: ${dirname(path)} is no folder`
  if (!isWritable(folder)) return `--render: nothing can be written into ${dirname(path)}`
  const there = statSync(path, { throwIfNoEntry: false })
  return there === undefined || there.isFile() ? undefined : `--render: ${path} is no file`
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function told(says: string | undefined, output: Output): boolean {
  if (says !== undefined) output.trouble(`error: ${says}\n`)
  return says !== undefined
}

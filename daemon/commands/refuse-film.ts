/** Where a film cannot go is said before anything is played; what draws it is loaded only when it is drawn. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Output } from './show-problems.js'

export function refuseFilm(path: string, output: Output): boolean {
  const says = !/\.mp4$/i.test(path)
    ? `--render makes an mp4: name a file that ends in .mp4, not "${path}"`
    : existsSync(dirname(resolve(path)))
      ? undefined
      : `--render: there is no folder ${dirname(path)}`
  if (says !== undefined) output.trouble(`error: ${says}\n`)
  return says !== undefined
}

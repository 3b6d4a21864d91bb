/** Runs the built `onair` as a producer does, from the shell. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

export interface Told {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const onair = (words: readonly string[], options: { readonly cwd: string }): Promise<Told> =>
  new Promise((resolve) => {
    const all = [MAIN, ...words]
    execFile(process.execPath, all, { ...options, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr })
    })
  })

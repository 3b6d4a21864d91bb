/** How the commands that talk to a running daemon find it: `desk.json` in the data folder, for its owner only. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Secret, secret } from '../secret.js'

export interface DeskAddress {
  readonly url: string
  readonly pid: number
  readonly token: Secret
}

const deskFile = (folder: string) => join(folder, 'desk.json')

export function showDesk(folder: string, { url, pid, token }: DeskAddress): void {
  const file = deskFile(folder)
  writeFileSync(file, JSON.stringify({ url, pid, token: token.reveal() }), { mode: 0o600 })
  chmodSync(file, 0o600)
}

export const hideDesk = (folder: string): void => rmSync(deskFile(folder), { force: true })

/** undefined: no daemon runs on this folder, or it was killed before it ever said where it is. */
export function findDesk(folder: string): DeskAddress | undefined {
  try {
    const { url, pid, token } = JSON.parse(readFileSync(deskFile(folder), 'utf8'))
    return { url: String(url), pid: Number(pid), token: secret(String(token)) }
  } catch {
    return undefined
  }
}

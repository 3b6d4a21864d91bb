/**
 * The journal has that call already, or one that airs the same: whatever decided upon it broke an assumption. Who it
 * was is kept beside the journal, for the next start must not come to the same turn again.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AiringId } from '../core/plan/calendar.js'

export class RefusedCall extends Error {
  /** Of the database. */
  readonly code: string
  readonly airing: AiringId

  constructor(airing: AiringId, key: string, code: string) {
    super(`${key} was to be sent a second time`)
    this.code = code
    this.airing = airing
  }
}

/** An airing that is not to go on as it did, and why. */
export interface Broken {
  readonly airing: AiringId
  readonly says: string
  /** Of this once: a start that ends before it has forgotten it tells it again. */
  readonly id?: string
}

const fileIn = (folder: string) => join(folder, 'broken.json')

/** A disk that does not take it has worse troubles. */
export function keepBroken(folder: string, { airing, message }: RefusedCall): void {
  try {
    const broken: Broken = { airing, says: message, id: randomUUID() }
    writeFileSync(fileIn(folder), JSON.stringify(broken), { mode: 0o600 })
  } catch {}
}

export function brokenIn(folder: string): Broken | undefined {
  try {
    const { airing, says, id } = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    return typeof airing === 'string' && typeof says === 'string'
      ? { airing: airing as AiringId, says, ...(typeof id === 'string' ? { id } : {}) }
      : undefined
  } catch {
    return undefined
  }
}

/** What was made of it is on the disk. */
export const forgetBroken = (folder: string): void => rmSync(fileIn(folder), { force: true })

/**
 * What a callback's body says. Anyone who learns the address can post here and the vendor's
 * signature scheme is unknown, so the result is a hint: whoever acts on it reads the state first.
 * Pure.
 */
import type { Hint } from '../contract.js'
import { isFields, isInteger, oneLine, text } from './answers.js'
import { claim } from './codes.js'

/**
 * The vendor's ids have 32 characters and our markers fewer than 100; longer ones are not theirs,
 * or not ours.
 */
const ID_MAX = 200

export function readCallback(body: unknown): Hint | undefined {
  if (!isFields(body) || !isInteger(body.status)) return undefined
  const session = id(body.sessionId)
  if (session === undefined) return undefined
  const says = text(body.taskResult)
  return {
    session,
    trace: id(body.commandTraceId),
    claim: claim(body.status),
    says: says === undefined ? undefined : oneLine(says),
    marker: id(body.userData),
  }
}

function id(value: unknown): string | undefined {
  const written = text(value)
  return written !== undefined && written.length <= ID_MAX ? written : undefined
}

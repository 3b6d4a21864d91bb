/**
 * Takes secrets out of words that came from outside: a vendor may well repeat what it was sent.
 * Pure.
 */
import type { Secret } from '../../secret.js'

/** Shorter ones would be found in any text by accident. */
const SECRET_MIN = 8

export const hush = (words: string, secrets: readonly Secret[]): string =>
  secrets.reduce((hushed, each) => {
    const value = each.reveal()
    return value.length < SECRET_MIN ? hushed : hushed.replaceAll(value, '[secret]')
  }, words)

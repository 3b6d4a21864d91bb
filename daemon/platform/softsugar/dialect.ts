/**
 * SoftSugar in short: what it can do, its limits, and how it writes. Pure; `exchanges.ts` holds its
 * calls.
 */
import { hours } from '../../core/time.js'
import type { Dialect } from '../contract.js'
import { readCallback } from './callback.js'
import { encodeLiveScript, encodeTakeover } from './encode.js'
import { VOICE } from './voice.js'

export const softSugar: Dialect = {
  platform: 'softsugar',
  speech: {
    textMin: 10,
    /**
     * The vendor names no maximum. Ours: some 40 minutes of Mandarin, beyond what is heard to its
     * end.
     */
    textMax: 10_000,
    audioTypes: ['.mp3'],
    imageTypes: ['.png', '.jpg', '.jpeg'],
    videoTypes: ['.mp4'],
  },
  /**
   * The vendor takes mp3 and names neither rate nor bits. 48 kHz is what its stream has, so nothing is converted
   * twice; a constant 192 kbit/s is beyond what an ear can tell, and its length can be told from its size.
   */
  sound: {
    kind: 'sound',
    container: 'mp3',
    codec: 'libmp3lame',
    rate: 48_000,
    channels: 2,
    kbits: 192,
  },
  /**
   * The vendor names none. The streaming network's tokens last 24 h at most (softsugar pages name no
   * renewal for the publisher's).
   */
  sessionMaxAge: hours(23),
  /**
   * The item on air and the next one; the vendor advises at most 15, but only what we hold can
   * still be changed.
   */
  queueShare: 2,
  canReorder: true,
  canCancelOne: true,
  voice: VOICE,
  encodeLiveScript,
  encodeTakeover,
  readCallback,
}

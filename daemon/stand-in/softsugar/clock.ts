/**
 * Times as the vendor writes them: `yyyy-MM-dd HH:mm:ss`, taken to be China Standard Time, which
 * has no summer.
 */
import { after, hours, type Instant, utc } from '../../core/time.js'

const CHINA = hours(8)

export const written = (at: Instant): string => utc(after(at, CHINA)).slice(0, 19).replace('T', ' ')

export const unixSeconds = (at: Instant): number => Math.floor(at / 1_000)

/** The thread of read-in-worker.ts from source: as built it is daemon's own reading.js. */
import { register } from 'tsx/esm/api'

register()
await import(new URL('../../daemon/commands/reading.ts', import.meta.url).href)

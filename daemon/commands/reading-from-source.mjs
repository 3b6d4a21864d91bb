/** The thread of read-in-worker.ts where nothing was built: TypeScript has to be made readable first. */
import { register } from 'tsx/esm/api'

register()
await import(new URL('./reading.ts', import.meta.url).href)

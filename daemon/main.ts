#!/usr/bin/env node
/**
 * The command line. Results go to stdout, problems to stderr; exit codes: 0 ok, 1 wrong input, 2 used wrongly,
 * 3 the far end failed.
 */
import { runProgram } from './commands/program.js'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`onair log | head`): nothing is left to do.
  if (error.code === 'EPIPE') process.exit(0)
})
// A terminal that is closed: nobody is left to be told.
process.stderr.on('error', () => {})

await runProgram(process.argv.slice(2))

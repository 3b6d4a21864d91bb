/** The config a command works with: the one named, else `config.yaml`, else the example that comes with onair. */
import { existsSync } from 'node:fs'
import { Option } from 'commander'
import { type Config, loadConfig } from '../config.js'
import { type Output, problemsAsText } from './show-problems.js'

export const configOption = () =>
  new Option('-c, --config <file>', 'the station (default: config.yaml, else config.example.yaml)')

export const configPath = (named: string | undefined): string =>
  named ?? (existsSync('config.yaml') ? 'config.yaml' : 'config.example.yaml')

/**
 * undefined: it has errors, and they were shown. Only the daemon needs the secrets; whoever reads the log or talks to
 * the daemon need not have them.
 */
export function readConfig(
  named: string | undefined,
  output: Output,
  secrets: 'with-secrets' | 'without-secrets' = 'without-secrets',
): Config | undefined {
  const { config, problems } = loadConfig(
    configPath(named),
    secrets === 'with-secrets' ? process.env : secrets,
  )
  output.trouble(problemsAsText(problems, new Map(), output.colour))
  return config
}

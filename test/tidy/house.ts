/** The rooms of the house and who may come into which: data for the rules. */

/** `type`: only `import type`. A room that is not named may not be entered. */
export type Way = 'anything' | 'type'

export interface Room {
  readonly may: Readonly<Record<string, Way>>
  readonly because: string
}

/** A room is a folder of daemon/, or a file that stands there by itself. */
export const ROOMS: Readonly<Record<string, Room>> = {
  core: { may: {}, because: 'the core is pure: plain data in, plain data out' },
  schemas: { may: {}, because: 'it compiles the schemas and knows nobody' },
  build: { may: { schemas: 'anything' }, because: 'it puts together what the others are' },
  secret: { may: {}, because: 'everybody may hold a secret, so it knows nobody' },
  columns: { may: {}, because: 'it lines up columns for anybody' },
  'log-outlet': { may: {}, because: 'it lets lines out, whatever they say' },
  pretty: {
    may: { core: 'anything', columns: 'anything', 'log-outlet': 'type' },
    because: 'it makes log lines readable',
  },
  log: {
    may: { core: 'anything', 'log-outlet': 'anything', pretty: 'anything' },
    because: 'everybody may log',
  },
  config: {
    may: { core: 'anything', schemas: 'anything', secret: 'anything' },
    because: 'what the station’s owner wrote is checked before any other room is opened',
  },
  platform: {
    may: { core: 'anything', secret: 'anything' },
    because: 'it knows the vendors, and nothing of shows, disks or clocks',
  },
  'stand-in': {
    may: {
      core: 'anything',
      platform: 'type',
      render: 'type',
      schemas: 'anything',
      secret: 'anything',
    },
    because: 'it plays the vendor: sharing code with the platform would share its mistakes',
  },
  audience: {
    may: { core: 'anything', secret: 'anything' },
    because:
      'it looks at what viewers write and asks for answers; it knows no platform and no disk',
  },
  media: { may: { core: 'anything', log: 'type' }, because: 'it makes files playable' },
  render: {
    may: { core: 'anything', media: 'anything' },
    because: 'it draws and speaks what is on stage, and knows no vendor',
  },
  journal: { may: { core: 'anything' }, because: 'it stores what the core decided' },
  metrics: {
    may: { core: 'anything', journal: 'type', platform: 'type' },
    because: 'it counts what it is told, and touches nothing it counts',
  },
  watcher: {
    may: { core: 'anything', secret: 'anything', log: 'type' },
    because: 'it watches the daemon from outside, so it knows nothing of how one works',
  },
  console: {
    may: { core: 'anything', secret: 'anything', log: 'type' },
    because: 'it speaks HTTP; what a request does is handed in by run/',
  },
  run: {
    may: {
      core: 'anything',
      audience: 'anything',
      config: 'anything',
      console: 'anything',
      journal: 'anything',
      log: 'anything',
      media: 'anything',
      metrics: 'anything',
      platform: 'anything',
      render: 'type',
      secret: 'anything',
      'stand-in': 'anything',
      watcher: 'anything',
    },
    because: 'it joins the edges; it writes to no terminal and reads no command line',
  },
  rehearsal: {
    may: {
      core: 'anything',
      journal: 'type',
      platform: 'anything',
      render: 'type',
      run: 'anything',
      schemas: 'anything',
      secret: 'anything',
      'stand-in': 'anything',
    },
    because:
      'it joins the production loop and the stand-ins’ models, and touches no disk or network',
  },
  commands: {
    may: {
      core: 'anything',
      rehearsal: 'anything',
      render: 'anything',
      config: 'anything',
      console: 'type',
      journal: 'anything',
      log: 'anything',
      'log-outlet': 'anything',
      media: 'anything',
      platform: 'anything',
      run: 'anything',
      schemas: 'anything',
      secret: 'anything',
      'stand-in': 'anything',
      watcher: 'anything',
      columns: 'anything',
    },
    because: 'a command opens what it needs; nobody but main.ts needs a command',
  },
  main: { may: { commands: 'anything', log: 'anything' }, because: 'it reads the command line' },
}

/** Packages with one door: who else imports them makes two places to change. */
export const DOORS: Readonly<Record<string, { readonly at: RegExp; readonly because: string }>> = {
  '@napi-rs/canvas': { at: /^daemon\/render\//, because: 'only the renderer draws' },
  'better-sqlite3': { at: /^daemon\/journal\//, because: 'only the journal knows SQLite' },
  'fluent-ffmpeg': {
    at: /^daemon\/media\/ffmpeg\.ts$/,
    because: 'it is no longer maintained: one file to replace',
  },
  'linkify-it': { at: /^daemon\/audience\/look\.ts$/, because: 'links are found in one place' },
  minisearch: {
    at: /^daemon\/audience\/faq\.ts$/,
    because: 'prepared answers are found in one place',
  },
  'pinyin-pro': {
    at: /^daemon\/audience\/disguise\.ts$/,
    because: 'the core judges forms and makes none: its tables are half a megabyte',
  },
  unhomoglyph: {
    at: /^daemon\/audience\/disguise\.ts$/,
    because: 'disguises come off in one place',
  },
  'node-cron': {
    at: /^daemon\/(run\/bell|core\/rundown\/cron)\.ts$/,
    because: 'it rings the bell and reads cron fields; it schedules nothing',
  },
  'temporal-polyfill': { at: /^daemon\/core\//, because: 'zones become instants in the core only' },
  yaml: { at: /^daemon\/core\/rundown\//, because: 'YAML is read once, with its positions' },
  'prom-client': {
    at: /^daemon\/metrics\/instruments\.ts$/,
    because: 'every figure is named in one place',
  },
  pino: { at: /^daemon\/log\.ts$/, because: 'everybody else takes a Log' },
}

/** The only packages the core may import. */
export const CORE_PACKAGES: readonly string[] = ['yaml', 'temporal-polyfill', 'node-cron']

/** What would make the core depend on more than its arguments, and what to do instead. */
export const IMPURE: readonly { readonly word: RegExp; readonly instead: string }[] = [
  { word: /\bDate\.now\b|\bnew Date\(\s*\)/, instead: 'take the time from the turn' },
  { word: /\bperformance\./, instead: 'take the time from the turn' },
  { word: /\bMath\.random\b|\brandomUUID\b/, instead: 'take the roll from the turn; derive ids' },
  { word: /\bset(?:Timeout|Interval|Immediate)\b/, instead: 'say when it is due (nextDue)' },
  { word: /\bqueueMicrotask\b|\bnew Promise\b/, instead: 'return an action; run/ carries it out' },
  { word: /\bawait\b|\basync\b/, instead: 'return an action; run/ carries it out' },
  { word: /\bprocess\./, instead: 'take it as an argument; config.ts reads the environment' },
  { word: /\bfetch\(/, instead: 'return an action; platform/ makes the call' },
  { word: /\bconsole\./, instead: 'return a tell; run/ logs it' },
]

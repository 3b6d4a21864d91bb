/** A log line for people: time, level, airing, what happened. */
import { PinoPretty } from 'pino-pretty'

export const pretty = (to: NodeJS.WritableStream & { isTTY?: boolean }) =>
  PinoPretty({
    colorize: to.isTTY === true && process.env.NO_COLOR === undefined,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname,airing,account,item,status,reason,planned,started,ended,url',
    customLevels: 'error:50,warn:40,info:30',
    customPrettifiers: {},
    messageFormat: (log, messageKey) =>
      [log.airing, log[messageKey]].filter((part) => typeof part === 'string').join('  '),
    destination: to,
    sync: true,
  })

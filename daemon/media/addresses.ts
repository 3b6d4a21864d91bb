/**
 * Which addresses a stranger's URL may lead to: those of the public internet. Whatever is this machine, its network,
 * its provider's, or wraps one of those in IPv6, is refused.
 */
import { BlockList, isIP } from 'node:net'

/** Special-purpose IPv4 (RFC 6890): private, CGNAT, loopback, link-local with the metadata of clouds, multicast … */
const CLOSED_V4: readonly (readonly [network: string, bits: number])[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
  ] as const),
  ...([
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
]
/** Of IPv6 only global unicast is open, which mapped, local and multicast addresses are not; and of that not these. */
const OPEN_V6 = ['2000::', 3] as const
const CLOSED_V6: readonly (readonly [network: string, bits: number])[] = [
  // Teredo and 6to4 carry an IPv4 address inside.
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
]

const closed = new BlockList()
for (const [network, bits] of CLOSED_V4) closed.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of CLOSED_V6) closed.addSubnet(network, bits, 'ipv6')
const open = new BlockList()
open.addSubnet(...OPEN_V6, 'ipv6')

export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))

import { expect, test } from 'vitest'
import { isLoopback, isPublic } from '../../daemon/media/addresses.js'

test.each([
  ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.0.0.1', '172.31.255.255', '192.168.1.1'],
  ...['100.64.0.1', '169.254.169.254', '192.0.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::ffff:10.0.0.1', '::ffff:a00:1', '::ffff:8.8.8.8', 'fc00::1', 'fd12::1'],
  ...['fe80::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001:0:1::', '2001:db8::1'],
  ...['', 'localhost', '0x7f.1'],
])('%s is no address of the public internet', (address) => {
  expect(isPublic(address)).toBe(false)
})

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
  '%s is',
  (address) => {
    expect(isPublic(address)).toBe(true)
  },
)

test('this machine is known by both its names', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true)
  expect(['10.0.0.1', '::2', '::ffff:127.0.0.1'].some(isLoopback)).toBe(false)
})

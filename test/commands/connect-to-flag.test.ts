import { describe, expect, it } from 'vitest';
import { readConnectTo } from '../../src/commands/connect-to-flag.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const file = (text: string) => temporaryFile('connect-to.json', text);

describe('--connect-to', () => {
  it('reads where to dial instead', () => {
    expect(readConnectTo(file('{ "10.0.0.5:80": "127.0.0.1:4000", "[fd00::5]:80": "[::1]:4000" }'))).toEqual({
      '10.0.0.5:80': '127.0.0.1:4000',
      '[fd00::5]:80': '[::1]:4000',
    });
  });

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a port that is a number', '{ "10.0.0.5:80": 4000 }'],
    ['an address without a port', '{ "10.0.0.5": "127.0.0.1:4000" }'],
  ])('refuses %s', (_what, text) => {
    expect(() => readConnectTo(file(text))).toThrow('is no JSON object of "host:port": "host:port"');
  });

  it('refuses a file that is not there, or is no JSON', () => {
    expect(() => readConnectTo('/nowhere/connect-to.json')).toThrow('cannot be read');
    expect(() => readConnectTo(file('{'))).toThrow('cannot be read');
  });
});

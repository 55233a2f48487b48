import { describe, expect, it } from 'vitest';
import { objectNotes } from '../../src/judge/object-notes.ts';

const NOW = Date.parse('2026-11-25T03:01:30Z');
const changed = (name: string, time: string) => ({
  object: { kind: 'PeerAuthentication', namespace: 'app', name },
  at: Date.parse(time),
});

describe('objectNotes', () => {
  it('says nothing where there is nothing to say', () => {
    const all = [changed('old', '2026-11-25T03:00:29Z'), changed('odd', '2027-01-01T00:00:00Z')];
    expect(objectNotes([], all, NOW)).toEqual([]);
  });

  it('names ports that no sidecar sees, a few of many', () => {
    const ports = [1, 2, 3, 4, 5, 6, 7].map((port) => `dns:${port}/UDP`);
    expect(objectNotes(ports, [], NOW)).toEqual([
      {
        code: 'not-covered',
        message:
          'dns:1/UDP, dns:2/UDP, dns:3/UDP, dns:4/UDP, dns:5/UDP and 2 more never pass a sidecar, as they are not TCP, and were not probed',
      },
    ]);
  });

  it('names policies of the last minute, and of a clock that is ahead', () => {
    const all = [changed('new', '2026-11-25T03:00:31Z'), changed('newer', '2026-11-25T03:02:00Z')];
    expect(objectNotes([], all, NOW)).toEqual([
      {
        code: 'just-changed',
        message:
          'PeerAuthentication app/new, PeerAuthentication app/newer changed within the last minute, and may not be in force yet: run again',
      },
    ]);
  });
});

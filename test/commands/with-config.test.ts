import { expect, it } from 'vitest';
import { withConfig } from '../../src/commands/with-config.ts';

const exceptions = [{ verdict: 'open' as const, reason: 'r', expires: '2027-01-31' }];
const config = { from: ['probes'], image: 'mirror/node:22', require: 'strict' as const, exceptions };

it('takes from the configuration what the command line leaves open', () => {
  expect(withConfig({ from: [], skipPort: ['http'] }, { ...config, skipPorts: [9090] })).toEqual({
    ...config,
    skipPort: ['http', '9090'],
  });
  expect(withConfig({ from: ['here'], image: 'node:24', skipPort: [] }, config)).toEqual({
    ...config,
    from: ['here'],
    image: 'node:24',
    skipPort: [],
  });
});

it('has defaults of its own', () => {
  expect(withConfig({ from: [], skipPort: ['http'] }, {})).toEqual({
    from: [],
    image: 'node:22-alpine',
    require: undefined,
    skipPort: ['http'],
    exceptions: [],
  });
});

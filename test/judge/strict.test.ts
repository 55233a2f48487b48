import { describe } from 'vitest';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const declared = 'STRICT' as const;
const NO_SIDECAR = { effective: 'NONE', cause: 'no-sidecar' } as const;

const situations: Situation[] = [
  { name: 'refuses all but mTLS', declared, cells: [CLOSED, REQ, REQ, 'replied*'], expected: 'match' },
  { name: 'answers mTLS with 403', declared, cells: [CLOSED, REQ, REQ, 'denied*'], expected: 'match' },
  {
    name: 'accepts mTLS and never answers',
    declared,
    cells: [CLOSED, REQ, REQ, 'silent*'],
    expected: 'match',
  },
  {
    name: 'TCP application down, the mesh certificate still passed',
    declared,
    portClass: 'TCP',
    cells: [CLOSED, 'closed-after-bytes*', 'closed-after-bytes*', 'closed-after-bytes*'],
    expected: 'match application-not-listening',
  },
  {
    name: 'TCP refused by a foreseen authorization policy',
    declared,
    portClass: 'TCP',
    predicted: { cause: 'access-denied' },
    cells: [CLOSED, REQ, REQ, 'closed-after-bytes*'],
    expected: 'match access-denied',
  },
  {
    name: 'an HTTP port that ends mTLS without an answer',
    declared,
    cells: [CLOSED, REQ, REQ, 'closed-after-bytes*'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'plaintext spared on a database port',
    declared,
    portClass: 'TCP',
    cells: ['spared', REQ, REQ, 'silent*'],
    expected: 'match',
  },
  { name: 'no sidecar pod was to be had', declared, cells: [CLOSED, REQ, REQ], expected: 'match' },
  {
    name: 'mTLS failed to run',
    declared,
    cells: [CLOSED, REQ, REQ, 'not-run'],
    expected: 'inconclusive not-run',
  },
  {
    name: 'plaintext failed to run',
    declared,
    cells: ['not-run', REQ, REQ, 'replied*'],
    expected: 'inconclusive not-run',
  },
  {
    name: 'the mesh certificate is rejected',
    declared,
    cells: [CLOSED, REQ, REQ, 'certificate-rejected*'],
    expected: 'closed unknown',
  },
  {
    name: 'mTLS meets another identity',
    declared,
    cells: [CLOSED, REQ, REQ, 'application-tls!'],
    expected: 'inconclusive identity',
  },
  {
    name: 'plaintext answered in spite of the certificates',
    declared,
    cells: ['replied', REQ, REQ, 'replied*'],
    expected: 'open unknown',
  },
  {
    name: 'TLS without a certificate answered, under the certificate of the mesh',
    declared,
    cells: [CLOSED, 'replied*', 'replied*', 'replied*'],
    expected: 'open unknown',
  },
  {
    name: 'TLS without a certificate neither answered nor refused',
    declared,
    cells: [CLOSED, 'silent*', 'silent*', 'replied*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'plaintext silent, which a STRICT sidecar never is',
    declared,
    cells: ['silent', REQ, REQ, 'replied*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'mTLS cannot reach what plaintext reached',
    declared,
    cells: [CLOSED, REQ, REQ, 'unreachable'],
    expected: 'inconclusive unreachable',
  },
  {
    name: 'a PERMISSIVE wire',
    declared,
    cells: ['replied', REQ, CLOSED, 'replied*'],
    expected: 'open unknown',
  },
  {
    name: 'a PERMISSIVE database port',
    declared,
    portClass: 'TCP',
    cells: ['spared', REQ, 'silent', 'silent*'],
    expected: 'open unknown',
  },
  {
    name: 'looks PERMISSIVE only because the application is down',
    declared,
    portClass: 'TCP',
    cells: [CLOSED, REQ, CLOSED, 'closed-after-bytes*'],
    expected: 'inconclusive application-not-listening',
  },
  {
    name: 'a PERMISSIVE HTTP port that refuses plaintext does not exist',
    declared,
    cells: [CLOSED, REQ, CLOSED, 'replied*'],
    expected: 'inconclusive contradiction',
  },
  {
    name: 'no sidecar, as foreseen',
    declared,
    predicted: NO_SIDECAR,
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'open no-sidecar',
  },
  {
    name: 'no sidecar foreseen, but the wire is PERMISSIVE',
    declared,
    predicted: NO_SIDECAR,
    cells: ['replied', REQ, CLOSED, 'replied*'],
    expected: 'open unknown',
  },
  {
    name: 'the application answers TLS itself',
    declared,
    cells: [CLOSED, 'application-tls+', 'application-tls+', 'application-tls+'],
    expected: 'open unknown',
  },
  {
    name: 'the application itself demands certificates',
    declared,
    cells: [CLOSED, 'certificate-required+', 'certificate-required+', 'certificate-required+'],
    expected: 'open unknown',
  },
  {
    name: 'all silent',
    declared,
    cells: ['silent', 'silent', 'silent', 'silent'],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'all closed',
    declared,
    cells: [CLOSED, CLOSED, CLOSED, CLOSED],
    expected: 'inconclusive no-answer',
  },
  {
    name: 'connection refused',
    declared,
    cells: ['connection-refused', 'connection-refused', 'connection-refused', 'connection-refused'],
    expected: 'inconclusive proxy-down',
  },
  {
    name: 'unreachable',
    declared,
    cells: ['unreachable', 'unreachable', 'unreachable', 'unreachable'],
    expected: 'inconclusive unreachable',
  },
  { name: 'nothing ran', declared, cells: [], expected: 'inconclusive not-run' },
  {
    name: 'another identity on every dial',
    declared,
    cells: [CLOSED, 'certificate-required!', 'certificate-required!', 'certificate-rejected!'],
    expected: 'inconclusive identity',
  },
];

describe('declared STRICT', () => testSituations(situations));

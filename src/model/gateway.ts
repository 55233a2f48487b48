/**
 * What a port of a gateway is set to: Gateway `servers[].tls.mode`, PLAINTEXT without TLS, HBONE at a waypoint, NONE where no Gateway
 * opens the port.
 */
export const GATEWAY_MODES = [
  'PLAINTEXT',
  'SIMPLE',
  'MUTUAL',
  'OPTIONAL_MUTUAL',
  'ISTIO_MUTUAL',
  'PASSTHROUGH',
  'AUTO_PASSTHROUGH',
  'HBONE',
  'NONE',
] as const;
export type GatewayMode = (typeof GATEWAY_MODES)[number];

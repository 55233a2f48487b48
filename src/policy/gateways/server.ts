import type { GatewayMode } from '../../model/gateway.ts';
import type { ObjectReference } from '../../model/reference.ts';

/** One server of a Gateway as one pod opens it. */
export interface GatewayServer {
  /** Container port. */
  port: number;
  mode: GatewayMode;
  /** Server names that it answers to; `*` for any. */
  hosts: string[];
  by: ObjectReference;
}

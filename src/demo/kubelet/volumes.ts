import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Store } from '../api/store.ts';
import type { Mounts } from './command-line.ts';
import { downwardValue } from './downward.ts';
import type { ConfigMapSource, ContainerSpec, PodObject, VolumeSpec } from './workload.ts';

/** A volume that cannot be filled yet: FailedMount, and another try. */
export class MountError extends Error {}

type Files = Record<string, string | Buffer>;

/** Fills the volumes that the pod's own containers mount, below one folder. `MountError` when something is missing. */
export function fillVolumes(
  store: Store,
  pod: PodObject,
  names: Set<string>,
  folder: string,
  extra: Record<string, Files>,
): void {
  mkdirSync(folder, { recursive: true });
  for (const volume of pod.spec.volumes ?? []) {
    if (!names.has(volume.name)) continue;
    const files = { ...filesOf(store, pod, volume), ...extra[volume.name] };
    const root = join(folder, volume.name);
    mkdirSync(root, { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      const target = resolve(root, path);
      if (!target.startsWith(`${resolve(root)}/`))
        throw new MountError(`${volume.name}: ${path} leads out of the volume`);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content, { mode: 0o600 });
    }
  }
}

/** Where a container finds its volumes on this machine. */
export function mountsOf(container: ContainerSpec, folder: string): Mounts {
  return new Map(
    (container.volumeMounts ?? []).map((mount) => [
      mount.mountPath,
      join(folder, mount.name, mount.subPath ?? ''),
    ]),
  );
}

function filesOf(store: Store, pod: PodObject, volume: VolumeSpec): Files {
  const { namespace } = pod.metadata;
  if (volume.configMap) return configMapFiles(store, namespace, volume.name, volume.configMap);
  if (volume.emptyDir) return {};
  if (volume.downwardAPI) return downwardFiles(pod, volume.downwardAPI);
  if (!volume.projected) throw new MountError(`the embedded mesh has no volume of this kind: ${volume.name}`);
  const files: Files = {};
  for (const source of volume.projected.sources ?? []) {
    if (source.configMap)
      Object.assign(files, configMapFiles(store, namespace, volume.name, source.configMap));
    if (source.downwardAPI) Object.assign(files, downwardFiles(pod, source.downwardAPI));
  }
  return files;
}

function downwardFiles(pod: PodObject, { items = [] }: NonNullable<VolumeSpec['downwardAPI']>): Files {
  return Object.fromEntries(
    items.map(({ path, fieldRef }) => [path, downwardValue(pod, fieldRef?.fieldPath ?? '')]),
  );
}

function configMapFiles(
  store: Store,
  namespace: string | undefined,
  volume: string,
  source: ConfigMapSource,
): Files {
  const { name = '', items, optional } = source;
  const found = store.find('configmaps', namespace, name);
  if (!found) {
    if (optional === true) return {};
    throw new MountError(`MountVolume.SetUp failed for volume "${volume}" : configmap "${name}" not found`);
  }
  const all: Files = { ...(found.data as Record<string, string> | undefined) };
  for (const [key, value] of Object.entries((found.binaryData ?? {}) as Record<string, string>)) {
    all[key] = Buffer.from(value, 'base64');
  }
  if (!items) return all;
  const chosen: Files = {};
  for (const { key, path } of items) {
    const content = all[key];
    if (content !== undefined) chosen[path] = content;
    else if (optional !== true) {
      throw new MountError(
        `MountVolume.SetUp failed for volume "${volume}" : references non-existent config key: ${key}`,
      );
    }
  }
  return chosen;
}

import { ageOf } from './age.ts';
import { COLUMNS } from './columns.ts';
import type { Fields, StoredObject } from './object.ts';
import type { Resource } from './resource.ts';

/** A column of `kubectl get`; `wide` ones are only shown with `-o wide`. */
export interface Column {
  name: string;
  wide?: boolean;
  cell(object: StoredObject): string | number;
}

const NAME: Column = { name: 'Name', cell: (object) => object.metadata.name };
const AGE: Column = { name: 'Age', cell: (object) => ageOf(object.metadata.creationTimestamp) };

/** The meta.k8s.io Table that kubectl prints as it is. */
export function tableOf(resource: Resource, objects: StoredObject[], metadata: Fields): Fields {
  const own = COLUMNS[resource.id] ?? [];
  const narrow = own.filter((column) => column.wide !== true);
  const columns =
    resource.id === 'events' ? narrow : [NAME, ...narrow, AGE, ...own.filter((column) => column.wide)];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map((column) => ({
      name: column.name,
      type: 'string',
      format: column === NAME ? 'name' : '',
      description: '',
      priority: column.wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object)),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}

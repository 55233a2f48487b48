import { type AccessRule, isAllowed } from './access.ts';
import { type Fields, fieldAt, timestamp } from './object.ts';
import { VERBS } from './request-info.ts';
import { RESOURCES, type Resource, resourceId } from './resource.ts';

/** Answers a SelfSubjectAccessReview or a SelfSubjectRulesReview from the access rules. */
export function answerReview(resource: Resource, body: Fields, rules: readonly AccessRule[]): Fields {
  const status = resource.kind === 'SelfSubjectAccessReview' ? access(body, rules) : allRules(body, rules);
  return {
    kind: resource.kind,
    apiVersion: `${resource.group}/v1`,
    metadata: { creationTimestamp: timestamp() },
    spec: body.spec ?? {},
    status,
  };
}

function access(body: Fields, rules: readonly AccessRule[]): Fields {
  const text = (field: string) => String(fieldAt(body, 'spec', 'resourceAttributes', field) ?? '');
  const id = resourceId(text('group'), text('resource'));
  const allowed = isAllowed(rules, {
    verb: text('verb'),
    resource: text('subresource') === '' ? id : `${id}/${text('subresource')}`,
    namespace: text('namespace'),
  });
  return allowed ? { allowed } : { allowed, reason: 'no role of the embedded cluster allows it' };
}

const SUBRESOURCES = ['pods/log', 'pods/exec'];

function allRules(body: Fields, rules: readonly AccessRule[]): Fields {
  const namespace = String(fieldAt(body, 'spec', 'namespace') ?? '');
  const all = RESOURCES.flatMap((resource) => [
    resource.id,
    ...SUBRESOURCES.filter((name) => name.startsWith(`${resource.id}/`)),
  ]);
  const resourceRules = all.flatMap((id) => {
    const verbs = VERBS.filter((verb) => isAllowed(rules, { verb, resource: id, namespace }));
    const [plural, ...group] = id.split('.');
    return verbs.length === 0 ? [] : [{ verbs, apiGroups: [group.join('.')], resources: [plural] }];
  });
  const nonResourceRules = [
    { verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/version'] },
  ];
  return { resourceRules, nonResourceRules, incomplete: false };
}

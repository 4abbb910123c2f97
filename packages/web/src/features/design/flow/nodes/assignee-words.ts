import type { Assignee } from '@formwright/metadata';
import type { NodeWords } from './node-design.ts';

/** One rule that names people, in words. */
export function assigneeWords(rule: Assignee, { t, docs, flow, personName }: NodeWords): string {
  switch (rule.kind) {
    case 'manager':
      return (rule.level ?? 1) === 1 ? t('assignee.manager') : t('assignee.managerLevel', { level: rule.level });
    case 'users':
      return rule.users.length === 0
        ? t('assignee.nobody')
        : rule.users.map((id) => personName(id) ?? t('assignee.unknown')).join(t('impact.comma'));
    case 'role':
      return docs.roles.find(({ key }) => key === rule.role)?.title ?? rule.role;
    case 'field': {
      const entity = docs.entities.find(({ key }) => key === flow.trigger.entity);
      return new Map(Object.entries(entity?.properties ?? {})).get(rule.field)?.title ?? rule.field;
    }
    case 'initiator':
      return t('assignee.initiator');
  }
}

/** All rules of a node in one line. */
export function assigneesWords(rules: readonly Assignee[], words: NodeWords): string {
  return rules.length === 0 ? words.t('assignee.nobody') : rules.map((rule) => assigneeWords(rule, words)).join(words.t('impact.comma'));
}

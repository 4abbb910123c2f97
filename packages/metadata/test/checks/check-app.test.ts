import { describe, expect, test } from 'vitest';
import { type AppDocuments, checkApp, type Problem } from '../../src/index.ts';
import { customerApp } from '../customer-app.ts';

/** The customer app after a change, as an admin would make it. */
function changed(change: (docs: AppDocuments) => void): AppDocuments {
  const docs = structuredClone(customerApp().docs);
  change(docs);
  return docs;
}

function found(change: (docs: AppDocuments) => void): Array<{ code: string; path: string }> {
  return checkApp(changed(change))
    .filter((problem: Problem) => problem.severity !== 'warning')
    .map(({ code, path }) => ({ code, path }));
}

// biome-ignore lint/suspicious/noExplicitAny: tests break documents on purpose
const loose = (value: unknown): any => value;

describe('publishing an app', () => {
  test('the shipped customer app has no problem', () => {
    expect(checkApp(customerApp().docs)).toEqual([]);
  });

  test('names every problem at once with its document and path', () => {
    const problems = checkApp(
      changed((docs) => {
        loose(docs.entities[0]!).surprise = 1;
        loose(docs.views[0]!).kind = 'carousel';
        docs.dashboards[0]!.widgets[0]!.entity = 'nobody';
      }),
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'UNKNOWN_KEYWORD', path: '/surprise', document: { kind: 'entity', key: docsKey('entities') } }),
        expect.objectContaining({ code: 'NOT_AN_OPTION', path: '/kind' }),
        expect.objectContaining({ code: 'ENTITY_UNKNOWN', path: '/widgets/0/entity', document: { kind: 'dashboard', key: 'overview' } }),
      ]),
    );
  });

  test('refuses what a field of that kind cannot have', () => {
    const problems = found((docs) => {
      const { properties } = docs.entities.find((entity) => entity.key === 'customer')!;
      loose(properties.name).minimum = 3;
      loose(properties.amount).type = 'string';
      loose(properties.remark)['x-field'].currency = 'CNY';
      loose(properties.level).enum = ['A', 'B'];
      loose(properties.no)['x-field'].pattern = 'KH';
    });
    expect(problems).toEqual([
      { code: 'KEYWORD_UNFIT', path: '/properties/name/minimum' },
      { code: 'SERIAL_PATTERN', path: '/properties/no/x-field/pattern' },
      { code: 'OPTIONS_DIFFER', path: '/properties/level/enum' },
      { code: 'VALUE_TYPE_UNFIT', path: '/properties/amount/type' },
      { code: 'SETTING_UNFIT', path: '/properties/remark/x-field/currency' },
    ]);
  });

  test('refuses a serial number that starts again each day but does not show the day', () => {
    const problems = found((docs) => {
      loose(docs.entities.find((entity) => entity.key === 'customer')!.properties.no)['x-field'].pattern = 'KH-{yyyyMM}-{0000}';
    });
    expect(problems).toEqual([{ code: 'SERIAL_RESET', path: '/properties/no/x-field/pattern' }]);
  });

  test('finds every use of a field that is gone', () => {
    const problems = found((docs) => {
      delete docs.entities.find((entity) => entity.key === 'customer')!.properties.level;
    });
    expect(problems.every((problem) => problem.code === 'UNKNOWN_FIELD' || problem.code === 'FORMULA_FIELD')).toBe(true);
    expect(new Set(problems.map((problem) => problem.path)).size).toBeGreaterThan(4);
  });

  test('refuses a formula that does not parse or reads what does not exist, and says where', () => {
    const problems = checkApp(
      changed((docs) => {
        docs.entities.find((entity) => entity.key === 'customer')!['x-entity'].rules = [
          { check: 'amount > ', message: '金额' },
          { check: 'salary > 3', message: '工资', at: 'wage' },
        ];
      }),
    );
    expect(problems.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'FORMULA_SYNTAX', path: '/x-entity/rules/0/check' },
      { code: 'FORMULA_FIELD', path: '/x-entity/rules/1/check' },
      { code: 'UNKNOWN_FIELD', path: '/x-entity/rules/1/at' },
    ]);
  });

  test('refuses a filter with a field, operator or value that does not fit', () => {
    const problems = found((docs) => {
      docs.views[0]!.filter = {
        all: [
          { field: 'salary', op: 'eq', value: 1 },
          { field: 'name', op: 'gt', value: 'a' },
          { field: 'amount', op: 'gt', value: 'much' },
        ],
      };
      docs.views[0]!.entity = 'customer';
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: 'UNKNOWN_FIELD', path: '/filter/all/0/field' },
        { code: 'UNKNOWN_OPERATOR', path: '/filter/all/1/op' },
        { code: 'BAD_VALUE', path: '/filter/all/2/value' },
      ]),
    );
  });

  test('checks what a workflow refers to', () => {
    const problems = found((docs) => {
      const [workflow] = docs.workflows;
      workflow!.edges[0]!.to = 'nowhere';
      for (const node of workflow!.nodes) {
        if (node.type === 'update')
          node.config.set = [
            { field: 'grade', value: 'input.lvl' },
            { field: 'createdBy', value: 'initiator.id' },
          ];
        if (node.type === 'notify') node.config.text = '{nobody} {input.nothing}';
        if (node.type === 'approval')
          node.config.assignees = [
            { kind: 'role', role: 'boss' },
            { kind: 'field', field: 'name' },
          ];
      }
    });
    expect(problems.map((problem) => problem.code)).toEqual(
      expect.arrayContaining(['NODE_UNKNOWN', 'UNKNOWN_FIELD', 'FORMULA_FIELD', 'READ_ONLY', 'ROLE_UNKNOWN', 'FIELD_WRONG_TYPE']),
    );
  });

  test('a translation that belongs to nothing is a warning', () => {
    const problems = checkApp(
      changed((docs) => {
        docs.i18n.en = { ...docs.i18n.en, 'entities.customer.properties.gone.title': 'Gone' };
      }),
    );
    expect(problems).toEqual([expect.objectContaining({ code: 'TRANSLATION_UNUSED', severity: 'warning' })]);
  });
});

function docsKey(list: 'entities'): string {
  return customerApp().docs[list][0]!.key;
}

describe('a choice between kinds', () => {
  const paths = (change: (docs: AppDocuments) => void) => found(change).map(({ code, path }) => `${path} ${code}`);

  test('is told by the kind that was meant and no other', () => {
    expect(
      paths((docs) => {
        loose(docs.workflows[0]!.nodes[1]).config.extra = 1;
      }),
    ).toEqual(['/nodes/1/config/extra UNKNOWN_KEYWORD']);
    expect(
      paths((docs) => {
        loose(docs.workflows[0]!.nodes[1]).type = 'teleport';
      }),
    ).toEqual(['/nodes/1/type NOT_AN_OPTION']);
    expect(
      paths((docs) => {
        delete loose(docs.workflows[0]!.nodes[1]).config;
      }),
    ).toEqual(['/nodes/1/config REQUIRED']);
    expect(
      paths((docs) => {
        loose(docs.workflows[0]!.nodes[1]).config.assignees = [{ kind: 'boss' }, { kind: 'role' }];
      }),
    ).toEqual(['/nodes/1/config/assignees/0/kind NOT_AN_OPTION', '/nodes/1/config/assignees/1/role REQUIRED']);
    expect(
      paths((docs) => {
        loose(docs.roles[0]!.grants[0]).scope = [{ kind: 'galaxy' }, { filter: { field: 'name' } }, {}];
      }),
    ).toEqual(['/grants/0/scope/0/kind NOT_AN_OPTION', '/grants/0/scope/1/filter/op REQUIRED', '/grants/0/scope/2 DOCUMENT_SHAPE']);
  });

  test('of filters is told where it goes wrong', () => {
    expect(
      paths((docs) => {
        loose(docs.views[0]!).filter = { and: [{ f: 'name' }] };
      }),
    ).toEqual(['/filter BAD_FILTER']);
    expect(
      paths((docs) => {
        loose(docs.views[0]!).filter = { all: [{ any: [{ field: 'name', op: 'regex', value: 'x' }] }] };
      }),
    ).toEqual(['/filter/all/0/any/0/op NOT_AN_OPTION']);
    expect(
      paths((docs) => {
        loose(docs.views[0]!).filter = 'name = 1';
      }),
    ).toEqual(['/filter BAD_FILTER']);
  });

  test('of defaults is told by what it is nearest to', () => {
    expect(
      paths((docs) => {
        loose(docs.entities.find((entity) => entity.key === 'customer')!.properties.name)['x-field'].default = { value: 'x', extra: 1 };
      }),
    ).toEqual(['/properties/name/x-field/default/extra UNKNOWN_KEYWORD']);
    expect(
      paths((docs) => {
        loose(docs.entities.find((entity) => entity.key === 'customer')!.properties.name)['x-field'].default = { dynamic: 'me' };
      }),
    ).toEqual(['/properties/name/x-field/default DEFAULT_UNFIT']);
  });
});

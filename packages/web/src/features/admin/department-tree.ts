import type { Department } from '@formwright/client';

/** A department with those below it. */
export interface DepartmentBranch extends Department {
  children?: DepartmentBranch[];
}

/** Departments as a tree; one whose parent is gone stands at the top. */
export function departmentTree(departments: readonly Department[]): DepartmentBranch[] {
  const known = new Set(departments.map(({ id }) => id));
  const below = (parent: string | null): DepartmentBranch[] =>
    departments
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .map((one) => {
        const children = below(one.id);
        return children.length > 0 ? { ...one, children } : { ...one };
      });
  return below(null);
}

/** The departments under which one may be moved: neither itself nor anything below it. */
export function withoutBelow(departments: readonly Department[], id: string): Department[] {
  const gone = new Set([id]);
  for (let before = 0; before !== gone.size; ) {
    before = gone.size;
    for (const one of departments) if (one.parent !== null && gone.has(one.parent)) gone.add(one.id);
  }
  return departments.filter((one) => !gone.has(one.id));
}

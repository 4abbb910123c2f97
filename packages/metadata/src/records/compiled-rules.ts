import { type CompiledFormula, compileFormula } from '@formwright/formula';
import type { Entity } from '../entity.ts';

/** A rule of an entity, its formula compiled. */
export interface CompiledRule {
  check: CompiledFormula;
  message: string;
  /** Field beside which the message stands; undefined for the whole record. */
  at: string | undefined;
}

const known = new WeakMap<Entity, readonly CompiledRule[]>();

/** The rules of an entity ready to run, compiled once. Never throws: a formula that does not compile fails when it is asked. */
export function compiledRules(entity: Entity): readonly CompiledRule[] {
  const found = known.get(entity) ?? entity.rules.map(({ check, message, at }) => ({ check: compileLater(check), message, at }));
  known.set(entity, found);
  return found;
}

/** A draft may hold a formula that is wrong; the rest of the entity must still work. */
function compileLater(source: string): CompiledFormula {
  try {
    return compileFormula(source);
  } catch (error) {
    const evaluate = () => {
      throw error;
    };
    return { source, dependencies: [], paths: [], evaluate };
  }
}

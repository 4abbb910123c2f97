import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** A 24-digit id. */
export const Id = Type.String({ minLength: 1, maxLength: 64, description: 'Id, shown as a string.' });
/** Stable name of a document. */
export const Key = Type.String({ pattern: '^[a-z][a-zA-Z0-9_-]{0,62}$', description: 'Stable name of a document.' });
/** A moment, UTC. */
export const Moment = Type.String({ format: 'date-time', description: 'Moment in UTC, ISO 8601.' });
/** Language of texts. */
export const LocaleName = Type.Union([Type.Literal('zh-CN'), Type.Literal('en')], { description: 'Language of texts.' });
/** Nothing. */
export const Nothing = Type.Object({}, closed);

/** Names somebody. */
export const PersonRef = Type.Object({ id: Id, name: Type.String() }, { description: 'Who.' });
/** Names somebody. */
export type PersonRef = Static<typeof PersonRef>;

/** What is wrong at one place. */
export const Detail = Type.Object({
  path: Type.String({ description: 'Where, as a JSON pointer into the request.' }),
  code: Type.String(),
  message: Type.String(),
});
/** The body of every refusal. */
export const ErrorBody = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String(), details: Type.Array(Detail), requestId: Type.String() }),
});
/** The body of every refusal. */
export type ErrorBody = Static<typeof ErrorBody>;

/** A record as the API shows it: system fields and those of its entity that the reader may see. */
export interface ApiRecord {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  [field: string]: unknown;
}

/** A record: the system fields and the entity's own. */
export const RecordShape = Type.Unsafe<ApiRecord>(
  Type.Object(
    {
      id: Id,
      version: Type.Integer({ minimum: 1 }),
      createdAt: Moment,
      createdBy: Type.Union([Id, Type.Null()]),
      updatedAt: Moment,
      updatedBy: Type.Union([Id, Type.Null()]),
    },
    {
      additionalProperties: true,
      description: 'A record: system fields and those of its entity that the reader may see; an empty field is null or absent.',
    },
  ),
);

/** Field values by key. */
export const Values = Type.Record(Type.String(), Type.Unknown(), { description: 'Field values by key; null empties a field.' });
/** A filter tree, checked by the entity's own rules. */
export const FilterInput = Type.Unknown({ description: 'Filter tree: { all | any: [ … ] } over { field, op, value }.' });
/** One sort key. */
export const SortInput = Type.Object({ field: Type.String(), dir: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) }, closed);

/** One of some names. */
export function oneOf<const Name extends string>(...names: Name[]) {
  return Type.Unsafe<Name>({ type: 'string', enum: names });
}

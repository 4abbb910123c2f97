import {
  type AppPackage,
  isSampleDate,
  type RecordData,
  type SamplePerson,
  type SampleRecord,
  sampleDateValue,
} from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Intent } from '../write/intent.ts';
import { write } from '../write/write.ts';

/** Somebody who came along with an app, and the password to hand over. */
export interface Newcomer {
  name: string;
  email: string;
  oneTimePassword: string;
}

/** Makes a member of a sample person, or finds the one who has the e-mail already; `manager` is the id of a member. */
export type SamplePeople = (person: SamplePerson, manager: string | undefined) => Promise<{ id: string; oneTimePassword?: string }>;

const batchSize = 200;
const installer: Principal = { kind: 'system', job: 'install', origin: 'package' };

/** Writes sample people and records on the one write road. Answers who is new, and which roles they get once the app is there. */
export async function writeSamples(
  services: Services,
  { pack, people, wanted }: { pack: AppPackage; people: SamplePeople | undefined; wanted: boolean },
): Promise<{ newcomers: Newcomer[]; roles: Map<string, readonly string[]> }> {
  if (!wanted) return { newcomers: [], roles: new Map() };
  const members = people
    ? await makeMembers(pack.people, people)
    : { ids: new Map<string, string>(), newcomers: [], roles: new Map<string, readonly string[]>() };
  await writeRecords(services, pack, members.ids);
  return { newcomers: members.newcomers, roles: members.roles };
}

async function makeMembers(people: readonly SamplePerson[], make: SamplePeople) {
  const ids = new Map<string, string>();
  const roles = new Map<string, readonly string[]>();
  const newcomers: Newcomer[] = [];
  for (const person of managersFirst(people)) {
    const { id, oneTimePassword } = await make(person, ids.get(person.manager ?? ''));
    ids.set(person.key, id);
    roles.set(id, person.roles);
    if (oneTimePassword !== undefined) newcomers.push({ name: person.name, email: person.email, oneTimePassword });
  }
  return { ids, newcomers, roles };
}

function managersFirst(people: readonly SamplePerson[]): SamplePerson[] {
  const depth = (person: SamplePerson, limit = people.length): number => {
    const manager = people.find((one) => one.key === person.manager);
    return manager === undefined || limit === 0 ? 0 : 1 + depth(manager, limit - 1);
  };
  return [...people].sort((one, other) => depth(one) - depth(other));
}

async function writeRecords(services: Services, pack: AppPackage, members: ReadonlyMap<string, string>): Promise<void> {
  const ids = new Map(
    [...pack.data].map(([entity, records]) => [entity, new Map(records.map((record) => [record.$key, String(newId())]))]),
  );
  for (const [key, records] of pack.data) {
    const target = services.catalogue.entity(pack.docs.app.key, key);
    const intents = records.map((record): Intent => {
      const id = ids.get(key)?.get(record.$key);
      return {
        app: pack.docs.app.key,
        entity: key,
        do: 'create',
        values: toValues(services, record, { target, members, ids }),
        ...(id === undefined ? {} : { id }),
      };
    });
    for (let at = 0; at < intents.length; at += batchSize) await writeAll(services, intents.slice(at, at + batchSize));
  }
}

async function writeAll(services: Services, intents: readonly Intent[]): Promise<void> {
  const results = await write(services, installer, { intents, atomic: true });
  const failed = results.find((result) => !result.ok);
  if (failed && !failed.ok) throw failed.error;
}

interface Names {
  target: PublishedEntity;
  members: ReadonlyMap<string, string>;
  ids: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Local names become ids, relative days become days; what names nobody is left out. */
function toValues(services: Services, { $key: _, ...record }: SampleRecord, names: Names): RecordData {
  const at = { now: new Date(services.now()).toISOString(), timeZone: services.organisation().timeZone };
  const values = Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    const field = names.target.entity.fields.get(key);
    const meant =
      isSampleDate(value) && field
        ? sampleDateValue(value, field.typeName, at)
        : meaning(value, { kind: field?.typeName ?? '', to: field?.to, names });
    return meant === undefined ? [] : [[key, meant]];
  });
  return Object.fromEntries(values);
}

function meaning(value: unknown, { kind, to, names }: { kind: string; to: string | undefined; names: Names }): unknown {
  if (kind === 'member') return names.members.get(String(value));
  if (kind === 'members' && Array.isArray(value)) return value.flatMap((one) => names.members.get(String(one)) ?? []);
  if (kind === 'relation') return names.ids.get(to ?? '')?.get(String(value));
  return value;
}

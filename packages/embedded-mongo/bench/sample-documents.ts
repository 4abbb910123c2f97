import { ObjectId } from 'mongodb';

const stages = ['contact', 'need', 'quote', 'deal', 'won', 'lost'];
const cities = ['杭州', '上海', '深圳', '成都', '武汉', '西安', '青岛', '苏州'];

/** How many different owners and customers there are. */
export const owners = 200;

/** The id of owner or customer `n`. */
export function personId(n: number): ObjectId {
  return new ObjectId(`5555${n.toString(16).padStart(20, '0')}`);
}

/** The id of opportunity `n`. */
export function recordId(n: number): ObjectId {
  return new ObjectId(`6666${n.toString(16).padStart(20, '0')}`);
}

/** Opportunity `n`: about 700 bytes of BSON. */
export function opportunity(n: number) {
  const mixed = Math.imul(n, 2654435761) >>> 0;
  return {
    _id: recordId(n),
    no: `OPP-2026-${n.toString().padStart(8, '0')}`,
    name: `第 ${n} 号商机`,
    customer: personId(1000 + (mixed % 20_000)),
    stage: stages[mixed % stages.length],
    amount: (mixed % 1_000_000) / 4,
    owner: personId(mixed % owners),
    city: cities[mixed % cities.length],
    phone: `138${(mixed % 100_000_000).toString().padStart(8, '0')}`,
    email: `person${mixed % 90_000}@example.com`,
    createdAt: new Date(1_700_000_000_000 + n * 1000),
    updatedAt: new Date(1_700_000_000_000 + n * 1000 + 60_000),
    tags: ['年度', mixed % 2 === 0 ? '重点' : '普通'],
    items: [0, 1].map((line) => ({
      product: `P-${(mixed + line) % 500}`,
      quantity: 1 + ((mixed >> 3) % 9),
      price: ((mixed >> 5) % 10_000) / 100,
    })),
    note: `客户在第 ${mixed % 97} 次拜访后说明了预算和时间，${'需要跟进。'.repeat(6)}code${mixed % 9973}`,
    version: 1,
  };
}

/** The four secondary indexes. */
export const indexes = [
  { key: { stage: 1, amount: -1 }, name: 'stage_amount' },
  { key: { owner: 1 }, name: 'owner' },
  { key: { customer: 1 }, name: 'customer' },
  { key: { createdAt: -1 }, name: 'createdAt' },
] as const;

/** A stage that many documents have. */
export function stageOf(n: number): string {
  return stages[n % stages.length] ?? 'need';
}

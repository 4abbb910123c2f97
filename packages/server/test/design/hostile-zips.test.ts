import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzip } from '../../src/design/unzip.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const invalid = { code: 'PACKAGE_INVALID', status: 422 };

interface Entry {
  name?: string;
  /** Deflated, or whatever else stands in its place. */
  content: Buffer;
  /** What the zip says of its size unpacked, in bytes. */
  saidSize: number;
}

/** A zip whose entries say of themselves what they like. */
function sayingZip(...entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { name = 'app.json', content, saidSize } of entries) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(saidSize, 18);
    common.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title, content]);
    locals.push(local);
    centrals.push(Buffer.from('504b01021400', 'hex'), common, place, title);
    at += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

describe('a zip from outside', () => {
  it('is read to its texts', async () => {
    const zip = base64(zipSync({ 'app.json': strToU8('{"title":"客户"}'), 'views/all.json': strToU8('{}') }));
    expect([...(await unzip(zip))]).toEqual([
      ['app.json', '{"title":"客户"}'],
      ['views/all.json', '{}'],
    ]);
    const two = ['app.json', 'data/a.json'].map((name) => ({ name, content: deflateRawSync('{}'), saidSize: 2 }));
    expect([...(await unzip(base64(sayingZip(...two))))]).toEqual([
      ['app.json', '{}'],
      ['data/a.json', '{}'],
    ]);
  });

  it('that is a bomb by its own list is refused before it is unpacked', async () => {
    const content = deflateRawSync(Buffer.alloc(1024 * 1024));
    const bomb = Array.from({ length: 70 }, (_, index) => ({ name: `data/d${index}.json`, content, saidSize: 1024 * 1024 }));
    await expect(unzip(base64(sayingZip(...bomb)))).rejects.toMatchObject({ code: 'TOO_LARGE', status: 413 });
    await expect(unzip(base64(sayingZip({ content: deflateRawSync('{}'), saidSize: 0xfffffff0 })))).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
  });

  it('that hides its size unpacks no more than it said', async () => {
    const hidden = sayingZip({ content: deflateRawSync(Buffer.alloc(40 * 1024 * 1024, ' ')), saidSize: 10 });
    const files = await unzip(base64(hidden)).catch((error) => {
      expect(error).toMatchObject(invalid);
      return new Map<string, string>();
    });
    expect((files.get('app.json') ?? '').length).toBeLessThanOrEqual(10);
  });

  it('that is no zip, is cut off, holds no text, or leads elsewhere is refused', async () => {
    const honest = zipSync({ 'app.json': strToU8('{"key":"x"}'.repeat(100)) });
    const faulty = [
      new Uint8Array(),
      randomBytes(5000),
      honest.slice(0, honest.length / 2),
      zipSync({ 'app.json': new Uint8Array([0xff, 0xfe, 0xfd]) }),
      zipSync({ '../app.json': strToU8('{}') }),
      zipSync({ 'app.json': strToU8('{}'), 'APP.json': strToU8('{}') }),
    ];
    for (const bytes of faulty) await expect(unzip(base64(bytes))).rejects.toMatchObject(invalid);
  });

  it('over which its process takes too long is refused, and the server works on meanwhile', async () => {
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    await expect(unzip(base64(zipSync({ 'app.json': strToU8('{}') })), { deadlineMs: 1 })).rejects.toMatchObject(invalid);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
  });
});

import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signIn } from '../../../../tests/company.ts';
import { backupTo } from '../../src/outside/backup.ts';
import { restoreFrom } from '../../src/outside/restore.ts';
import { safeName } from '../../src/outside/safe-name.ts';
import { startServer } from '../../src/start-server.ts';
import { testDatabase } from '../database.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();

function form(name: string, content: string | Uint8Array<ArrayBuffer>, type = 'text/plain'): FormData {
  const data = new FormData();
  data.set('file', new Blob([content], { type }), name);
  return data;
}

describe('a file', () => {
  it('comes back as it went in, always to be saved and never to be shown as a page', async () => {
    const file = await here.sales.call('uploadFile', { form: form('报价 单.html', '<script>alert(1)</script>', 'text/html') });
    expect(file).toEqual({ id: expect.any(String), name: '报价 单.html', size: 25, type: expect.any(String) });
    const response = await here.sales.fetch('file', { params: { id: file.id } });
    expect(await response.text()).toBe('<script>alert(1)</script>');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''%E6%8A%A5%E4%BB%B7%20%E5%8D%95\.html$/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('that no record holds is its uploader’s alone', async () => {
    const file = await here.sales.call('uploadFile', { form: form('a.txt', 'CANARY') });
    expect((await here.ask('GET', `/api/files/${file.id}`, { as: here.manager })).status).toBe(404);
    expect((await here.ask('GET', '/api/files/x', { as: here.sales })).status).toBe(404);
    expect((await here.ask('GET', `/api/files/${file.id}`)).status).toBe(401);
  });

  it('that is too large, missing, or one of several is refused', { timeout: 60_000 }, async () => {
    const large = form('big.bin', new Uint8Array(50 * 1024 * 1024 + 1));
    await expect(here.sales.call('uploadFile', { form: large })).rejects.toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    await expect(here.sales.call('uploadFile', { form: new FormData() })).rejects.toMatchObject({ status: 400 });
    const two = form('a.txt', 'a');
    two.append('file', new Blob(['b']), 'b.txt');
    await expect(here.sales.call('uploadFile', { form: two })).rejects.toMatchObject({ status: 400 });
    const raw = (text: string) =>
      here.ask('POST', '/api/files', { as: here.sales, raw: text, headers: { 'content-type': 'multipart/form-data; boundary=x' } });
    for (const text of ['', '--x', '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\ncut', 'rubbish']) {
      expect([text, Math.floor((await raw(text)).status / 100)]).toEqual([text, 4]);
    }
    expect((await here.sales.call('uploadFile', { form: form('empty.txt', '') })).size).toBe(0);
  });

  it('has a name that is only a name', () => {
    expect(safeName('../../etc/passwd')).toBe('passwd');
    expect(safeName('C:\\x\\y.txt')).toBe('y.txt');
    expect(safeName('...')).toBe('file');
    expect(safeName('exe\u202Efdp.txt')).toBe('exefdp.txt');
    expect([...safeName(`${'长'.repeat(5000)}.pdf`)]).toHaveLength(200);
    expect(safeName('a\r\nSet-Cookie: x.txt')).toBe('aSet-Cookie x.txt');
  });
});

describe('a backup', () => {
  it('comes over HTTP for admins', async () => {
    expect((await here.ask('POST', '/api/backup', { as: here.manager })).status).toBe(403);
    const response = await here.admin.fetch('backup', {});
    const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8');
    expect(text).toMatch(/^\{"formwright-backup":1\}\n/);
    expect(text).toMatch(/\{"end":\d+\}\n$/);
    expect(text).not.toContain(here.admin.token);
  });

  it('brings everything back into an empty database, sessions apart, and refuses a full one', { timeout: 120_000 }, async () => {
    const { id } = await here.admin.call('createRecord', { params: customer, body: { name: '备份前' } });
    const file = await here.admin.call('uploadFile', { form: form('合同.txt', '合同附件') });
    const parts: Buffer[] = [];
    const sink = new PassThrough();
    sink.on('data', (part: Buffer) => parts.push(part));
    const { documents } = await backupTo({ uri: here.uri }, sink);
    const bytes = Buffer.concat(parts);
    const from = (content: Buffer) => {
      const source = new PassThrough();
      source.end(content);
      return source;
    };
    await expect(restoreFrom({ uri: here.uri }, from(bytes))).rejects.toMatchObject({ name: 'StartFault' });
    const uri = await testDatabase();
    await expect(restoreFrom({ uri }, from(Buffer.from('no backup')))).rejects.toMatchObject({ name: 'StartFault' });
    await expect(restoreFrom({ uri }, from(bytes.subarray(0, bytes.length - 200)), { replace: true })).rejects.toThrow();
    expect(await restoreFrom({ uri }, from(bytes), { replace: true })).toEqual({ documents });
    const server = await startServer({ port: 0, uri });
    const admin = await signIn(server.url, 'admin@example.com');
    expect(await admin.call('record', { params: { ...customer, id } })).toMatchObject({ name: '备份前' });
    expect(await (await admin.fetch('file', { params: { id: file.id } })).text()).toBe('合同附件');
    const old = await fetch(`${server.url}/api/session`, { headers: { authorization: `Bearer ${here.admin.token}` } });
    expect(old.status).toBe(401);
    expect((await admin.call('createRecord', { params: customer, body: { name: '恢复后' } })).no).toMatch(/\d/);
    await server.close();
  });
});

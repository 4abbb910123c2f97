import { contract, type Route } from '@formwright/client';

/** The contract as a page to read: no script, nothing from elsewhere. */
export function apiPage(): string {
  const rows = Object.entries(contract).map(([name, declared]) => section(name, declared as Route));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Formwright API</title><meta name="viewport" content="width=device-width"><style>${css}</style></head>
<body><h1>Formwright API</h1><p>Machine-readable: <a href="/api/openapi.json">OpenAPI 3.1</a>. Sign in with <code>POST /api/session</code>, or make an API key, and send <code>Authorization: Bearer …</code>. Every POST honours <code>Idempotency-Key</code>. Failures look like <code>{ "error": { "code", "message", "details": [{ "path", "code", "message" }], "requestId" } }</code>.</p>
${rows.join('\n')}</body></html>`;
}

const css =
  'body{font:15px/1.6 system-ui,sans-serif;max-width:880px;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#f6f8fa;padding:.75rem;overflow:auto}section{border-top:1px solid #d0d7de;padding:.5rem 0}h2{font-size:1rem;margin:.5rem 0}summary{cursor:pointer}.m{display:inline-block;min-width:4.5em;font-weight:600}@media(prefers-color-scheme:dark){body{background:#16181d;color:#e6e8eb}pre{background:#22252b}a{color:#8ab4ff}}';

function section(name: string, declared: Route): string {
  const parts = [
    part('Query', declared.query),
    part('Body', declared.body),
    declared.status === 204 ? '' : part('Answer', declared.response),
  ].join('');
  const who = declared.access === 'open' ? 'open to all' : declared.access === 'admin' ? 'admins' : 'signed in';
  return `<section id="${name}"><h2><span class="m">${declared.method}</span><code>${escapeText(declared.path)}</code></h2><p>${escapeText(declared.summary)} <small>(${who}; ${declared.status ?? 200})</small></p>${parts}</section>`;
}

function part(title: string, schema: unknown): string {
  if (schema === undefined) return '';
  return `<details><summary>${title}</summary><pre>${escapeText(JSON.stringify(schema, undefined, 2))}</pre></details>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

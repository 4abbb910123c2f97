import { createClient } from '@formwright/client';
import type { Problem, RecordData } from '@formwright/metadata';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../../../src/i18n/i18n.ts';
import { ApiProvider } from '../../../src/ui/api/api-context.tsx';
import { usePreferences } from '../../../src/ui/preferences/preferences.ts';
import { RecordForm } from '../../../src/ui/record-form/record-form.tsx';
import { SessionProvider } from '../../../src/ui/session/session-context.tsx';
import { customerForm, customerModel } from '../../support/customer.ts';

const session = {
  user: {
    id: 'u1',
    name: '周砚秋',
    email: 'a@b.example',
    locale: 'zh-CN' as const,
    admin: true,
    mustChangePassword: false,
    department: null,
    roles: [],
  },
  organisation: { name: '澄川', locale: 'zh-CN' as const, timeZone: 'Asia/Shanghai' },
};
const offline = createClient({ fetch: () => Promise.resolve(new Response(JSON.stringify({ people: [], departments: [] }))) });

function Form({ onSubmit, check = () => [] }: { onSubmit: (values: RecordData) => void; check?: (values: RecordData) => Problem[] }) {
  const model = customerModel();
  const [values, setValues] = useState<RecordData>({});
  const [handle, setHandle] = useState<{ submit: () => void } | null>(null);
  return (
    <QueryClientProvider client={new QueryClient()}>
      <ApiProvider client={offline}>
        <SessionProvider session={session}>
          <RecordForm
            ref={setHandle}
            app="customer"
            fields={model.fields}
            form={customerForm}
            values={values}
            onChange={setValues}
            canWrite={model.canWrite}
            check={check}
            onSubmit={onSubmit}
          />
          <button type="button" onClick={() => handle?.submit()}>
            save
          </button>
        </SessionProvider>
      </ApiProvider>
    </QueryClientProvider>
  );
}

describe('filling in a form', () => {
  beforeAll(() => {
    usePreferences.getState().setLocale('zh-CN');
    return speak('zh-CN');
  });
  afterEach(cleanup);

  it('says beside the field what is missing, and submits once it is there', async () => {
    const saved: RecordData[] = [];
    const check = (values: RecordData): Problem[] => (values.name ? [] : [{ path: '/name', code: 'REQUIRED' }]);
    render(<Form check={(values) => check(values)} onSubmit={(values) => saved.push(values)} />);
    const name = await screen.findByLabelText(/名称/, {}, { timeout: 20_000 });
    await userEvent.click(screen.getByText('save'));
    expect((await screen.findAllByText('必填', {}, { timeout: 10_000 })).length).toBeGreaterThan(0);
    expect(saved).toEqual([]);
    await userEvent.type(name, '苏州栖梧');
    await waitFor(() => expect((name as HTMLInputElement).value).toBe('苏州栖梧'));
  });

  it('never invents the first option of a required choice', async () => {
    const saved: RecordData[] = [];
    render(<Form onSubmit={(values) => saved.push(values)} />);
    await screen.findByLabelText(/名称/, {}, { timeout: 20_000 });
    await userEvent.click(screen.getByText('save'));
    expect(saved).toEqual([]);
    expect(screen.queryByText('A 级')).toBeNull();
  });
});

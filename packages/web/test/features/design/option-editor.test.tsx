import type { FieldOption } from '@formwright/metadata';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { OptionEditor } from '../../../src/features/design/form/properties/option-editor.tsx';
import { speak } from '../../../src/i18n/i18n.ts';

let now: FieldOption[] = [];

function Editor() {
  const [options, setOptions] = useState<FieldOption[]>([
    { value: 'a', label: '初步接洽', color: 'blue' },
    { value: 'b', label: '报价', color: 'green' },
  ]);
  now = options;
  return <OptionEditor options={options} onChange={setOptions} />;
}

describe('the editor of options', () => {
  beforeAll(() => speak('zh-CN'));

  it('renames, adds, moves and removes options', async () => {
    const user = userEvent.setup();
    render(<Editor />);
    await user.type(screen.getByRole('textbox', { name: '选项 1' }), '中');
    await user.click(screen.getByRole('button', { name: '添加选项' }));
    expect(now.map(({ label }) => label)).toEqual(['初步接洽中', '报价', '选项 3']);
    await user.click(screen.getAllByRole('button', { name: '下移' })[0] as HTMLElement);
    await user.click(screen.getAllByRole('button', { name: '删除选项' })[2] as HTMLElement);
    expect(now.map(({ value }) => value)).toEqual(['b', 'a']);
  });
});

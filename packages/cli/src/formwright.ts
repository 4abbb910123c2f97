import { AppError, problemText } from '@formwright/metadata';
import { Command } from 'commander';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addImport } from './commands/import.ts';
import { addInstall } from './commands/install.ts';
import { addLogin } from './commands/login.ts';
import { addRestore } from './commands/restore.ts';
import { addStart } from './commands/start.ts';
import { Fault } from './fault.ts';
import { locale, words } from './locale.ts';

const program = new Command('formwright')
  .description(words('简构：在终端里启动、导入、备份', 'Formwright: start, import and back up from the terminal'))
  .version('0.1.0');

for (const add of [addStart, addLogin, addImport, addCheck, addInstall, addBackup, addRestore]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError)
    return [error.text(locale), ...error.details.map((detail) => `  ${detail.path} ${problemText(detail, locale)}`)].join('\n');
  if (error instanceof Fault) return error.message;
  throw error;
}

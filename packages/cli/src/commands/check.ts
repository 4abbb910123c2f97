import { checkApp, problemText, readPackage } from '@formwright/metadata';
import type { Command } from 'commander';
import { locale, words } from '../locale.ts';
import { readFolder } from '../package/read-folder.ts';

/** `formwright check`: everything wrong with an app package, without a server. */
export function addCheck(program: Command): void {
  program
    .command('check <folder>')
    .description(words('检查一个应用包', 'Check an app package'))
    .action(async (folder: string) => {
      const problems = checkApp(readPackage(await readFolder(folder)).docs);
      for (const problem of problems)
        console.log(`${problem.document?.kind ?? ''}/${problem.document?.key ?? ''}${problem.path}  ${problemText(problem, locale)}`);
      const errors = problems.filter((problem) => problem.severity !== 'warning').length;
      console.log(
        words(`${errors} 个问题，${problems.length - errors} 个提醒`, `${errors} problems, ${problems.length - errors} warnings`),
      );
      process.exitCode = errors > 0 ? 1 : 0;
    });
}

import { type AppDocuments, checkApp, type Locale, type Problem, pointer, type WorkflowDoc } from '@formwright/metadata';
import { checkWorkflow, type Fault, faultText } from '@formwright/workflow';

/** Everything wrong with an app: its documents, and the graphs of its workflows. */
export function checkDocuments(docs: AppDocuments, locale: Locale): Problem[] {
  const problems = checkApp(docs);
  const broken = new Set(errorsIn(problems).flatMap(({ document }) => (document?.kind === 'workflow' ? [document.key] : [])));
  // A graph that is no valid document cannot be walked.
  const graphs = docs.workflows.filter((workflow) => !broken.has(workflow.key));
  return [...problems, ...graphs.flatMap((workflow) => checkWorkflow(workflow).map((fault) => faultProblem(workflow, fault, locale)))];
}

/** The problems that stop publishing. */
export function errorsIn(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity !== 'warning');
}

function faultProblem(workflow: WorkflowDoc, fault: Fault, locale: Locale): Problem {
  const titles = fault.way.map((id) => workflow.nodes.find((node) => node.id === id)?.title ?? id);
  const way = titles.length > 1 ? `${locale === 'en' ? ': ' : '：'}${titles.join(' → ')}` : '';
  return {
    path: placeOf(workflow, fault),
    code: 'OTHER',
    params: { message: faultText(fault, locale) + way },
    severity: fault.severity,
    document: { kind: 'workflow', key: workflow.key },
  };
}

function placeOf(workflow: WorkflowDoc, fault: Fault): string {
  const node = workflow.nodes.findIndex((one) => one.id === fault.node);
  const edge = workflow.edges.findIndex((one) => one.id === fault.edge);
  return node >= 0 ? pointer('nodes', node) : edge >= 0 ? pointer('edges', edge) : '';
}

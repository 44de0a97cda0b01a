// Reads what TypeScript source says of option classes: each field's comment, default and limits.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} text What its comment says, on one line.
 * @property {string | null} section Class of the mapping that it holds, or of each in a list; null: a plain value.
 * @property {boolean} isList
 * @property {string | null} initial Its default as the source has it.
 * @property {Record<string, string>} limits The decorators `Min`, `Max` and `IsIn` with their argument.
 * @typedef {{text: string, base: string | null, fields: Field[]}} SchemaClass
 */

/** Classes of those files, by name. @returns {Map<string, SchemaClass>} */
export function readClasses(files) {
  const sources = files.map((file) =>
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  );
  const classes = sources.flatMap(({ statements }) => statements.filter(ts.isClassDeclaration));
  return new Map(classes.map((one) => [one.name.text, describeClass(one)]));
}

function describeClass(node) {
  const [base] = node.heritageClauses?.[0]?.types ?? [];
  return {
    text: commentOf(node),
    base: base ? base.expression.getText() : null,
    fields: node.members.filter(ts.isPropertyDeclaration).map(describeField),
  };
}

function describeField(node) {
  const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) => expression);
  const argumentOf = (name) =>
    textOf(decorators.find((call) => call.expression.getText() === name)?.arguments[0]);
  const limits = ['Min', 'Max', 'IsIn'].map((name) => [name, argumentOf(name)]);
  return {
    name: node.name.getText(),
    text: commentOf(node),
    section: argumentOf('Type')?.replace('() => ', '') ?? null,
    isList: node.type?.kind === ts.SyntaxKind.ArrayType,
    initial: node.initializer?.getText() ?? null,
    limits: Object.fromEntries(limits.filter(([, argument]) => argument !== undefined)),
  };
}

/** Text of an expression; of the constant's value where it names one of the file. */
function textOf(expression) {
  const constants = expression?.getSourceFile().statements.filter(ts.isVariableStatement) ?? [];
  const [constant] = constants
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ name }) => name.getText() === expression.getText());
  return (constant?.initializer ?? expression)?.getText().replace(' as const', '');
}

function commentOf(node) {
  return (ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? '').replace(/\s+/g, ' ');
}

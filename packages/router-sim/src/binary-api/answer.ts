import { isJsonObject, type JsonObject, type Row } from '@wanctl/core';
import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { dispatch, type RestRequest } from '../rest/dispatch.js';
import type { ApiRequest } from './request.js';
import type { Sentence } from './sentence.js';

/** End of every answer. */
export const DONE: Sentence = ['!done'];

/** What RouterOS answers a command with that `/cancel` ended (RouterOS API manual, "Error category"). */
export const INTERRUPTED: readonly Sentence[] = [['!trap', '=category=2', '=message=interrupted'], DONE];

/** The request that REST hands on as this one: its `POST` is the API in JSON (RouterOS REST API manual). */
export function asPost({ command, attributes, queries }: ApiRequest): RestRequest {
  const body = { ...attributes, ...(queries.length > 0 && { '.query': [...queries] }) };
  const contentType = 'application/json';
  return {
    method: 'POST',
    url: `/rest/${encodeURI(command.replace(/^\//, ''))}`,
    contentType,
    body: JSON.stringify(body),
  };
}

/** Carries out a command of a user with these policies, and gives the sentences that answer it. */
export function answerTo(router: Router, policies: readonly string[], request: ApiRequest): Sentence[] {
  try {
    const { body = [] } = dispatch(router, policies, asPost(request));
    if (isJsonObject(body)) return [['!done', ...wordsOf(body)]];
    const rows = [body].flat() as Row[];
    return [...(rows.length > 0 ? rows.map(rowSentence(request)) : emptyAnswer(router, request)), DONE];
  } catch (error) {
    if (error instanceof RouterError) return [trap(textOf(error)), DONE];
    throw error;
  }
}

/** A refusal with the router's text. */
export function trap(message: string): Sentence {
  return ['!trap', `=message=${message}`];
}

/** Over the API, `.id` comes along only where it is asked for. */
function rowSentence({ attributes }: ApiRequest): (row: Row) => Sentence {
  const wanted = attributes['.proplist']?.split(',');
  return (row) => {
    const shown = Object.entries(row).filter(([name]) => wanted?.includes(name) !== false);
    return ['!re', ...wordsOf(Object.fromEntries(shown))];
  };
}

/** Versions from 7.18 on say so when a print finds nothing. */
function emptyAnswer({ version }: Router, { command }: ApiRequest): Sentence[] {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const saysSo = Number(major) * 1000 + Number(minor) >= 7018;
  return saysSo && command.endsWith('/print') ? [['!empty']] : [];
}

function wordsOf(values: JsonObject): string[] {
  return Object.entries(values).map(([name, value]) => `=${name}=${value}`);
}

function textOf({ status, message }: RouterError): string {
  if (message !== '') return message;
  return status === 404 ? 'no such item' : 'no such command';
}

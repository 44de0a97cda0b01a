import type { RequestListener, ServerResponse } from 'node:http';
import { messageOf } from '@wanctl/core';
import { redact } from '../config/redact.js';

/** An answer: HTTP status and what becomes its JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What can be asked for, by path: pages, made anew each time, and streams, which answer by themselves. */
export interface Paths {
  readonly pages: Readonly<Record<string, () => Answer>>;
  readonly streams: Readonly<Record<string, (response: ServerResponse) => void>>;
}

/** Answers GET with the page or stream of that path. A page that fails harms nobody else. */
export function answerFrom(paths: Paths): RequestListener {
  return ({ method, url = '' }, response) => {
    const stream = paths.streams[url];
    if (stream && method === 'GET') return stream(response);
    const { status, body } = answerTo(method, url, paths);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function answerTo(method: string | undefined, url: string, { pages, streams }: Paths): Answer {
  const page = pages[url];
  if (!page && !streams[url]) {
    const known = [...Object.keys(pages), ...Object.keys(streams)].join(', ');
    return { status: 404, body: { error: `there is: ${known}` } };
  }
  if (!page || method !== 'GET') return { status: 405, body: { error: 'only GET is answered' } };
  try {
    return page();
  } catch (error) {
    return { status: 500, body: { error: redact(messageOf(error)) } };
  }
}

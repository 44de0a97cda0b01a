import type { RequestListener } from 'node:http';
import { messageOf } from '@wanctl/core';

/** An answer: HTTP status and what becomes its JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers GET with the page of that path, made anew each time. A page that fails harms nobody else. */
export function answerFrom(pages: Readonly<Record<string, () => Answer>>): RequestListener {
  return (request, response) => {
    const { status, body } = answerTo(request.method, request.url, pages);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function answerTo(method = '', url = '', pages: Readonly<Record<string, () => Answer>>): Answer {
  const page = pages[url];
  if (!page) return { status: 404, body: { error: `there is: ${Object.keys(pages).join(', ')}` } };
  if (method !== 'GET') return { status: 405, body: { error: 'only GET is answered' } };
  try {
    return page();
  } catch (error) {
    return { status: 500, body: { error: messageOf(error) } };
  }
}

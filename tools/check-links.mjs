// Says which links of the repository's pages lead nowhere: a file, or a heading of a page, that is not there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
});
for (const page of pages.split('\n').filter((path) => path !== '' && existsSync(path))) {
  for (const [, link] of proseOf(page).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)) {
    const [path, anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (existsSync(target) && (!anchor || anchorsOf(target).includes(anchor))) continue;
    console.error(`${page}: ${link} leads nowhere`);
    process.exitCode = 1;
  }
}

/** A page without what it shows as code. */
function proseOf(page) {
  return readFileSync(page, 'utf8').replace(/^```.*?^```/gms, '');
}

/** The anchors that GitHub makes of the headings of a page, or of a folder's own. */
function anchorsOf(path) {
  const page = statSync(path).isDirectory() ? join(path, 'README.md') : path;
  const headings = proseOf(page).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text]) =>
    text
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

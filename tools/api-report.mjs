// Holds what the package in this folder exports against its report in `etc/`, so that a review sees each change of a
// public type; `--write` writes the report anew. It reads `dist`: build first.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.cwd();
const isWriting = process.argv.includes('--write');
const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const entries = Object.entries(exports).filter(([, { types }]) => types);

const stale = entries.map(([entry, { types }]) => reportOf(entry, types)).filter((report) => report !== null);
if (stale.length > 0 && !isWriting) {
  console.error(
    `${name} exports something else than ${stale.join(', ')} say: run "npm run api" and review the change`,
  );
  process.exitCode = 1;
}

/** The path of an entry's report when it was not up to date, else null. */
function reportOf(entry, types) {
  const file = `${join(name.replace('@wanctl/', ''), entry).replaceAll('/', '-')}.api.md`;
  const quiet = { default: { logLevel: 'none' } };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(root, 'tsconfig.base.json') },
      apiReport: {
        ...{ enabled: true, reportFileName: file, reportFolder: join(root, 'etc') },
        reportTempFolder: join(root, 'node_modules/.cache/api-reports'),
      },
      messages: {
        ...{
          compilerMessageReporting: quiet,
          extractorMessageReporting: quiet,
          tsdocMessageReporting: quiet,
        },
      },
      newlineKind: 'lf',
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const messageCallback = (message) => {
    message.handled = true;
  };
  const { apiReportChanged } = Extractor.invoke(config, { localBuild: isWriting, messageCallback });
  return apiReportChanged ? `etc/${file}` : null;
}

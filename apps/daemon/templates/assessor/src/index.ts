import { definePlugin } from '@wanctl/core';
import { ExampleAssessor } from './example-assessor.js';
import { ExampleAssessorOptions } from './options.js';

export { ExampleAssessor, type ExampleAssessorState } from './example-assessor.js';
export { ExampleAssessorOptions } from './options.js';

export default definePlugin({
  kind: 'assessor',
  name: 'example-assessor',
  options: ExampleAssessorOptions,
  component: ExampleAssessor,
});

/** Why reading a file has failed and what to do, for people; completes `FILE: …`. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
      return "this user may not read it; it should belong to root and the service's group, mode 640";
    case 'EISDIR':
      return 'is a folder, not a file';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'is not UTF-8 text';
    default:
      return `cannot be read (${String(code ?? error)})`;
  }
}

/**
 * Text as a string of the RouterOS command line, on one line, that stands for exactly this text: what has a
 * meaning inside double quotes, and control characters, are written as `\XX`, the hexadecimal value in capital
 * letters (RouterOS manual, "Scripting", constant escape sequences).
 */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
  return `"${text.replace(/["\\$?\x00-\x1f\x7f]/g, hexEscape)}"`;
}

function hexEscape(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Milliseconds for people, e.g. `24.3 ms`; a dash when not known. */
export function msText(ms: number | null): string {
  return ms === null ? '–' : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

/** Bit/s for people, e.g. `87.2 Mbps`; a dash when not known. */
export function rateText(bps: number | null): string {
  if (bps === null) return '–';
  const mbps = bps / 1e6;
  return `${mbps.toFixed(mbps < 100 ? 1 : 0)} Mbps`;
}

/** A share for people, e.g. `49 %`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** A time span by its two largest units, e.g. `3 h 12 min`. */
export function spanText(seconds: number): string {
  const units = { d: 86_400, h: 3600, min: 60, s: 1 };
  let rest = Math.floor(seconds);
  const parts = Object.entries(units).flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** Wall time of Unix ms in the browser's zone, e.g. `21:15:04`. */
export function timeText(unixMs: number): string {
  return new Date(unixMs).toLocaleTimeString([], { hourCycle: 'h23' });
}

/** Day and wall time of Unix ms in the browser's zone, e.g. `Nov 23, 21:15:04`. */
export function momentText(unixMs: number): string {
  const day = new Date(unixMs).toLocaleDateString([], { day: 'numeric', month: 'short' });
  return `${day}, ${timeText(unixMs)}`;
}

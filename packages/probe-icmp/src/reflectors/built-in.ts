/**
 * Public resolvers that answer pings from everywhere (anycast), in order of use: Cloudflare, Google, Quad9, Cisco
 * OpenDNS, each as published by its operator; then the same over IPv6.
 */
export const BUILT_IN_REFLECTORS: readonly string[] = [
  ...['1.1.1.1', '8.8.8.8', '9.9.9.9', '208.67.222.222'],
  ...['1.0.0.1', '8.8.4.4', '149.112.112.112', '208.67.220.220'],
  ...['2606:4700:4700::1111', '2001:4860:4860::8888', '2620:fe::fe', '2620:119:35::35'],
];

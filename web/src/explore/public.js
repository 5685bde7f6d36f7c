/** Reports whether a host can be reached from anywhere: it has a domain, and is no address of a private network. */
export function isPublic(host) {
  return host.includes('.') && !/^\d+(\.\d+){3}$/.test(host) && !/\.(local|localhost|internal|lan|home|test|example|invalid|arpa)$/.test(host);
}

package callers

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// parseProxies parses networks, such as 10.0.0.0/8, and single addresses.
func parseProxies(list []string) (all []netip.Prefix, err error) {
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("%q is neither a network nor an address: give proxies as 10.0.0.0/8,fd00::/8,192.0.2.7", text)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

func (s *Callers) isProxy(a netip.Addr) bool {
	for _, p := range s.proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// address returns the address of the caller: that of the connection, or if it is a proxy's, the
// last one in X-Forwarded-For that is not. Whatever precedes it was written by the caller. An
// element that is no address ends the search at the proxy that wrote it.
func (s *Callers) address(r *http.Request) netip.Addr {
	a := parseAddress(r.RemoteAddr)
	if len(s.proxies) == 0 || !s.isProxy(a) {
		return a
	}
	rest := strings.Join(r.Header["X-Forwarded-For"], ",")
	for rest != "" {
		comma := strings.LastIndexByte(rest, ',')
		next := parseAddress(strings.TrimSpace(rest[comma+1:]))
		if !next.IsValid() {
			return a
		}
		if a = next; !s.isProxy(a) {
			return a
		}
		rest = rest[:max(comma, 0)]
	}
	return a
}

// parseAddress parses an address with or without a port. It returns the zero Addr for anything
// else.
func parseAddress(text string) netip.Addr {
	if p, err := netip.ParseAddrPort(text); err == nil {
		return p.Addr().Unmap().WithZone("")
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// network returns the addresses that count as one caller: a single one in IPv4, and in IPv6,
// where everybody has that many, the 64 first bits.
func network(a netip.Addr) netip.Prefix {
	bits := 64
	if a.Is4() {
		bits = 32
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// Connected returns the caller of a connection, and whether it is a proxy.
func (s *Callers) Connected(from netip.AddrPort) (caller netip.Prefix, proxy bool) {
	a := from.Addr().Unmap().WithZone("")
	return network(a), s.isProxy(a)
}

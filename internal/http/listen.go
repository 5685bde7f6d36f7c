package http

import (
	"net"
	"net/netip"
	"sync"

	"golang.org/x/net/netutil"
)

// connectionShare is the part of all connections that one caller may have.
const connectionShare = 4

// bound returns a listener that accepts a number of connections at the same time for each caller,
// and connectionShare times as many in all. A caller beyond its number is disconnected; beyond the
// number of all, connections wait. of returns the caller of an address, and whether it is a proxy,
// for which only the number of all counts.
func bound(l net.Listener, each int, of func(netip.AddrPort) (caller netip.Prefix, proxy bool)) net.Listener {
	return &boundListener{Listener: netutil.LimitListener(l, each*connectionShare), each: each, of: of, open: map[netip.Prefix]int{}}
}

type boundListener struct {
	net.Listener
	each int
	of   func(netip.AddrPort) (netip.Prefix, bool)

	mu sync.Mutex
	// open has the number of connections of each caller with any.
	open map[netip.Prefix]int
}

// Accept implements net.Listener.
func (l *boundListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from, ok := c.RemoteAddr().(*net.TCPAddr)
		if !ok {
			return c, nil
		}
		caller, proxy := l.of(from.AddrPort())
		if proxy {
			return c, nil
		}
		if l.enter(caller) {
			return &boundConn{Conn: c, left: sync.OnceFunc(func() { l.leave(caller) })}, nil
		}
		_ = c.Close() // nothing was sent
	}
}

func (l *boundListener) enter(caller netip.Prefix) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[caller] == l.each {
		return false
	}
	l.open[caller]++
	return true
}

func (l *boundListener) leave(caller netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[caller]--; l.open[caller] == 0 {
		delete(l.open, caller)
	}
}

// boundConn is a connection that counts.
type boundConn struct {
	net.Conn
	left func()
}

// Close implements net.Conn.
func (c *boundConn) Close() error {
	err := c.Conn.Close()
	c.left()
	return err
}

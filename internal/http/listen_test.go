package http

import (
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
)

// dial connects from a loopback address, and reports whether the connection is served: a byte is
// sent on it.
func dial(t *testing.T, from string, to net.Addr) (c net.Conn, served bool) {
	t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	c, err := d.DialContext(t.Context(), "tcp", to.String())
	if err != nil {
		t.Skipf("this machine cannot connect from %s: %v", from, err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	n, err := c.Read(make([]byte, 1))
	return c, err == nil && n == 1
}

// TestConnectionsAreBounded checks that one caller has a number of connections, which are free
// again when they end, and that a proxy is not one caller.
func TestConnectionsAreBounded(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := bound(inner, 2, func(a netip.AddrPort) (netip.Prefix, bool) {
		return netip.PrefixFrom(a.Addr(), 32), a.Addr() == netip.MustParseAddr("127.0.0.9")
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_, _ = c.Write([]byte{1})
				_, _ = io.Copy(io.Discard, c) // until the caller leaves
			}()
		}
	}()
	defer func() {
		_ = l.Close()
		<-ended
	}()
	first, ok := dial(t, "127.0.0.1", l.Addr())
	if _, second := dial(t, "127.0.0.1", l.Addr()); !ok || !second {
		t.Fatal("two connections are not served")
	}
	if _, third := dial(t, "127.0.0.1", l.Addr()); third {
		t.Error("a third connection of the caller is served")
	}
	if _, other := dial(t, "127.0.0.2", l.Addr()); !other {
		t.Error("another caller is not served")
	}
	for range 3 {
		if _, ok := dial(t, "127.0.0.9", l.Addr()); !ok {
			t.Error("a connection of a proxy is not served")
		}
	}
	_ = first.Close()
	for end := time.Now().Add(10 * time.Second); ; {
		if _, again := dial(t, "127.0.0.1", l.Addr()); again {
			break
		}
		if time.Now().After(end) {
			t.Fatal("a connection that ended is not free again")
		}
	}
}

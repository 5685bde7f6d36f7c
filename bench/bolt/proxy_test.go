package bolt_test

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"whojoins/bench/bolt"
)

// server accepts a handshake and, when the client disconnects, sends everything that it has
// received to got.
func server(t *testing.T) (addr string, got chan []byte) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	got = make(chan []byte, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		_, _ = c.Write([]byte{0, 0, 8, 5})
		data, _ := io.ReadAll(c)
		got <- data
	}()
	return l.Addr().String(), got
}

// hello returns a handshake, and message returns a message in chunks of three bytes.
func hello() []byte {
	return []byte{0x60, 0x60, 0xb0, 0x17, 0, 0, 1, 0xff, 0, 8, 8, 5, 0, 2, 4, 4, 0, 0, 0, 3}
}

func message(data ...byte) (chunks []byte) {
	for len(data) > 0 {
		n := min(3, len(data))
		chunks = append(append(chunks, 0, byte(n)), data[:n]...)
		data = data[n:]
	}
	return append(chunks, 0, 0)
}

// send sends messages through a proxy, and returns the recorded traffic and the bytes that
// arrived.
func send(t *testing.T, messages ...[]byte) (bolt.Traffic, []byte, error) {
	t.Helper()
	addr, got := server(t)
	p, err := bolt.Listen(t.Context(), addr)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(hello()); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(c, make([]byte, 4)); err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if _, err := c.Write(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	arrived := <-got
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	traffic, err := p.Take()
	return traffic, arrived, err
}

// TestStatements expects the statements among the messages, with their parameters.
func TestStatements(t *testing.T) {
	run := message(0xb3, 0x10, 0x88, 'R', 'E', 'T', 'U', 'R', 'N', ' ', '1',
		0xa4, 0x81, 'a', 0xc9, 0x03, 0xe8, 0x81, 'b', 0x92, 0xc3, 0xc0, 0x81, 'c', 0xb1, 'D', 0x01,
		0x81, 'd', 0xc1, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xa0)
	pull := message(0xb1, 0x3f, 0xa1, 0x81, 'n', 0xff)
	traffic, arrived, err := send(t, run, pull)
	if err != nil {
		t.Fatal(err)
	}
	want := bolt.Traffic{Messages: 2, Bytes: 4, Statements: []bolt.Statement{{Text: "RETURN 1", Params: map[string]any{
		"a": int64(1000), "b": []any{true, nil}, "c": dbtype.Date(time.Unix(86400, 0).UTC()), "d": 1.5}}}}
	if diff := cmp.Diff(want, traffic, cmp.Comparer(func(a, b dbtype.Date) bool { return a.Time().Equal(b.Time()) })); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	sent := append(append(hello(), run...), pull...)
	copy(sent[4:8], make([]byte, 4)) // the longer handshake is not offered
	if diff := cmp.Diff(sent, arrived); diff != "" {
		t.Errorf("(-sent +arrived)\n%s", diff)
	}
}

// TestBroken expects an error for a malformed message, which must nevertheless arrive
// unchanged.
func TestBroken(t *testing.T) {
	for name, m := range map[string][]byte{
		"cut off in a text":   message(0xb1, 0x10, 0xd0, 0x20, 'M'),
		"an unknown marker":   message(0xb1, 0x10, 0xc4),
		"a list without end":  message(0xb1, 0x10, 0xd6, 0xff, 0xff, 0xff, 0xff),
		"a key without value": message(0xb1, 0x10, 0xa1, 0x81, 'a'),
	} {
		_, arrived, err := send(t, m)
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if diff := cmp.Diff(m, arrived[len(hello()):]); diff != "" {
			t.Errorf("%s: (-sent +arrived)\n%s", name, diff)
		}
	}
}

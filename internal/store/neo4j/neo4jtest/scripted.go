package neo4jtest

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Reply is the reply of a Scripted server to a statement.
type Reply struct {
	// Values are the values of the only record; without values the reply has no record.
	Values []any
	// Failure, if not empty, is the code of an error to reply with, such as
	// Neo.TransientError.General.DatabaseUnavailable.
	Failure string
	// Drop closes the connection after half of a record.
	Drop bool
}

// Scripted is a server that implements enough of Bolt 5.0 to give a driver the replies of a
// test. https://neo4j.com/docs/bolt/current/bolt/message/
type Scripted struct {
	// Addr is the HOST:PORT of the server, which Script sets.
	Addr string
	// Answer returns the reply to a statement, or to "BEGIN" for a transaction.
	Answer func(statement string) Reply
	// Readers returns the HOST:PORT of the servers in the routing table.
	Readers func() []string
	// Asked is the number of statements received.
	Asked atomic.Int64

	mu    sync.Mutex
	conns map[net.Conn]bool
}

// Script runs a server until the test ends.
func Script(t testing.TB, s *Scripted) *Scripted {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it lives as long as the test
	if err != nil {
		t.Fatal(err)
	}
	s.Addr, s.conns = l.Addr().String(), map[net.Conn]bool{}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns[c] = true
			s.mu.Unlock()
			open.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		s.mu.Lock()
		for c := range s.conns {
			_ = c.Close()
		}
		s.mu.Unlock()
		open.Wait()
	})
	return s
}

// The tags of messages.
const (
	tagGoodbye  = 0x02
	tagReset    = 0x0f
	tagRun      = 0x10
	tagBegin    = 0x11
	tagPull     = 0x3f
	tagRoute    = 0x66
	tagSuccess  = 0x70
	tagRecord   = 0x71
	tagIgnored  = 0x7e
	tagFailure  = 0x7f
	handshake   = 20
	tinyStruct  = 0xb0
	chunkHeader = 2
)

// serve replies on one connection until it is closed.
func (s *Scripted) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	r := bufio.NewReader(c)
	if _, err := r.Discard(handshake); err != nil {
		return
	}
	if _, err := c.Write([]byte{0, 0, 0, 5}); err != nil {
		return
	}
	var pending Reply
	failed := false
	for {
		message, err := readMessage(r)
		if err != nil || len(message) < 2 || message[1] == tagGoodbye {
			return
		}
		tag := message[1]
		var out []byte
		switch {
		case tag == tagReset:
			failed = false
			out = packMessage(tagSuccess, map[string]any{})
		case failed:
			out = packMessage(tagIgnored)
		case tag == tagRoute:
			out = packMessage(tagSuccess, s.route())
		case tag == tagRun || tag == tagBegin:
			pending = s.answer(tag, message)
			if failed = pending.Failure != ""; failed {
				out = packMessage(tagFailure, map[string]any{"code": pending.Failure, "message": "scripted by the test"})
			} else {
				out = packMessage(tagSuccess, map[string]any{"fields": names(len(pending.Values)), "qid": int64(0)})
			}
		case tag == tagPull && pending.Drop:
			whole := packMessage(tagRecord, pending.Values)
			_, _ = c.Write(whole[:len(whole)/2])
			return
		case tag == tagPull:
			if len(pending.Values) > 0 {
				out = packMessage(tagRecord, pending.Values)
			}
			out = append(out, packMessage(tagSuccess, map[string]any{"type": "r", "db": "neo4j"})...)
		default:
			out = packMessage(tagSuccess, map[string]any{"server": "Neo4j/5.26.0", "connection_id": "scripted"})
		}
		if _, err := c.Write(out); err != nil {
			return
		}
	}
}

func (s *Scripted) answer(tag byte, message []byte) Reply {
	if tag == tagBegin {
		return s.Answer("BEGIN")
	}
	s.Asked.Add(1)
	return s.Answer(unpackText(message[2:]))
}

// route returns the routing table of a cluster.
func (s *Scripted) route() map[string]any {
	var readers []any
	for _, addr := range s.Readers() {
		readers = append(readers, addr)
	}
	server := func(role string, addresses ...any) map[string]any {
		return map[string]any{"addresses": addresses, "role": role}
	}
	return map[string]any{"rt": map[string]any{"ttl": int64(300), "db": "neo4j",
		"servers": []any{server("ROUTE", s.Addr), server("READ", readers...), server("WRITE", readers...)}}}
}

func names(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = string(rune('a' + i))
	}
	return list
}

// readMessage reads a message and joins its chunks.
func readMessage(r io.Reader) ([]byte, error) {
	var message []byte
	for {
		var header [chunkHeader]byte
		if _, err := io.ReadFull(r, header[:]); err != nil {
			return nil, err
		}
		n := int(binary.BigEndian.Uint16(header[:]))
		if n == 0 {
			if len(message) == 0 {
				continue // an empty message keeps the connection alive
			}
			return message, nil
		}
		chunk := make([]byte, n)
		if _, err := io.ReadFull(r, chunk); err != nil {
			return nil, err
		}
		message = append(message, chunk...)
	}
}

// packMessage encodes a message as one chunk.
func packMessage(tag byte, fields ...any) []byte {
	body := []byte{tinyStruct | byte(len(fields)), tag}
	for _, f := range fields {
		body = pack(body, f)
	}
	out := binary.BigEndian.AppendUint16(nil, uint16(len(body)))
	return append(append(out, body...), 0, 0)
}

// pack appends a value in PackStream: nil, bool, int64, string, []any or map[string]any.
func pack(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		if v {
			return append(dst, 0xc3)
		}
		return append(dst, 0xc2)
	case int64:
		return binary.BigEndian.AppendUint64(append(dst, 0xcb), uint64(v))
	case string:
		dst = binary.BigEndian.AppendUint16(append(dst, 0xd1), uint16(len(v)))
		return append(dst, v...)
	case []any:
		dst = binary.BigEndian.AppendUint16(append(dst, 0xd5), uint16(len(v)))
		for _, item := range v {
			dst = pack(dst, item)
		}
		return dst
	case map[string]any:
		dst = binary.BigEndian.AppendUint16(append(dst, 0xd9), uint16(len(v)))
		for key, item := range v {
			dst = pack(pack(dst, key), item)
		}
		return dst
	}
	return append(dst, 0xc0)
}

// unpackText decodes a text, which starts with its marker.
func unpackText(b []byte) string {
	switch {
	case len(b) > 0 && b[0]&0xf0 == 0x80:
		return clip(b[1:], int(b[0]&0x0f))
	case len(b) > 1 && b[0] == 0xd0:
		return clip(b[2:], int(b[1]))
	case len(b) > 2 && b[0] == 0xd1:
		return clip(b[3:], int(binary.BigEndian.Uint16(b[1:])))
	}
	return ""
}

func clip(b []byte, n int) string { return string(b[:min(n, len(b))]) }

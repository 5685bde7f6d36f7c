// Package bolt is a proxy between a program and its database that records the program's
// statements and messages, and the number of bytes that the database returns.
package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
)

// Statement is a Cypher statement with its parameters.
type Statement struct {
	Text   string
	Params map[string]any
}

// Traffic is the traffic that a Proxy has recorded.
type Traffic struct {
	// Statements are in the order in which the program sent them.
	Statements []Statement
	// Messages is the number of messages that the program sent, and Bytes the size of the
	// replies.
	Messages int
	Bytes    int64
}

// Proxy forwards Bolt connections to a server.
type Proxy struct {
	listener net.Listener
	target   string
	mu       sync.Mutex
	traffic  Traffic
	failed   error
	open     sync.WaitGroup
	conns    map[net.Conn]bool
}

// Listen starts a proxy on a loopback address for a server at HOST:PORT.
func Listen(ctx context.Context, target string) (*Proxy, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{listener: l, target: target, conns: map[net.Conn]bool{}}
	p.open.Go(func() { p.accept(ctx) })
	return p, nil
}

// Addr returns the HOST:PORT of the proxy. Clients use the scheme bolt, because routing
// would bypass the proxy.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Take returns the traffic recorded since the last call.
func (p *Proxy) Take() (Traffic, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.traffic
	p.traffic = Traffic{}
	return t, p.failed
}

// Close closes the proxy and all connections.
func (p *Proxy) Close() error {
	err := p.listener.Close()
	p.mu.Lock()
	for c := range p.conns {
		_ = c.Close() // the traffic is no longer recorded
	}
	p.mu.Unlock()
	p.open.Wait()
	return err
}

func (p *Proxy) accept(ctx context.Context) {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		var dialer net.Dialer
		server, err := dialer.DialContext(ctx, "tcp", p.target)
		if err != nil {
			p.fail(err)
			_ = client.Close() // the client will notice
			continue
		}
		p.mu.Lock()
		p.conns[client], p.conns[server] = true, true
		p.mu.Unlock()
		p.open.Go(func() { p.forward(client, server) })
		p.open.Go(func() { p.back(client, server) })
	}
}

// fail stores the first error other than the end of a connection.
func (p *Proxy) fail(err error) {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
}

// back copies the replies of the server.
func (p *Proxy) back(client, server net.Conn) {
	defer func() { _ = client.Close() }()
	memory := make([]byte, 64<<10)
	for {
		n, err := server.Read(memory)
		p.mu.Lock()
		p.traffic.Bytes += int64(n)
		p.mu.Unlock()
		if _, failed := client.Write(memory[:n]); failed != nil || err != nil {
			return
		}
	}
}

// forward copies the messages of the client one by one.
func (p *Proxy) forward(client, server net.Conn) {
	defer func() { _ = server.Close() }()
	hello := make([]byte, 20)
	if _, err := io.ReadFull(client, hello); err != nil {
		return
	}
	// The first proposal requests a longer handshake, which this proxy does not support.
	copy(hello[4:8], make([]byte, 4))
	_, err := server.Write(hello)
	for err == nil {
		var message []byte
		if message, err = p.message(client, server); err == nil {
			err = p.note(message)
		}
	}
	p.fail(err)
}

// message copies and returns a message. It consists of chunks, each preceded by its length
// in two bytes; an empty chunk is the last.
func (p *Proxy) message(client, server net.Conn) (message []byte, err error) {
	size := make([]byte, 2)
	for {
		if _, err := io.ReadFull(client, size); err != nil {
			return nil, err
		}
		chunk := make([]byte, binary.BigEndian.Uint16(size))
		if _, err := io.ReadFull(client, chunk); err != nil {
			return nil, err
		}
		if _, err := server.Write(append(size[:2:2], chunk...)); err != nil {
			return nil, err
		}
		if len(chunk) == 0 && len(message) > 0 {
			return message, nil
		}
		message = append(message, chunk...)
	}
}

// run is the tag of a message that contains a statement.
const run = 0x10

// note records a message.
func (p *Proxy) note(message []byte) error {
	u := unpacker{data: message}
	s, _ := u.value().(structure)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.traffic.Messages++
	if s.tag == run && len(s.fields) > 1 {
		var st Statement
		st.Text, _ = s.fields[0].(string)
		st.Params, _ = s.fields[1].(map[string]any)
		p.traffic.Statements = append(p.traffic.Statements, st)
	}
	return u.err
}

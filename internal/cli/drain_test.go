package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"whojoins/internal/store/neo4j/neo4jtest"
	"whojoins/internal/testenv"
)

var (
	drained  = flag.Int("drained", 8_000, "number of requests that TestNothingIsLostInRestarts sends; `make drain` sends 100,000")
	restarts = flag.Int("restarts", 2, "number of restarts meanwhile; `make drain` takes 4")
)

// asProgram is the environment variable that makes the test binary run as the program, and
// fileSize the one that limits the bytes of each file that it writes, like a full disk.
const (
	asProgram = "WHOJOINS_TEST_AS_PROGRAM"
	fileSize  = "WHOJOINS_TEST_FILE_SIZE"
)

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		limitFileSize(os.Getenv(fileSize))
		schema, err := os.ReadFile("../../schema.graphqls")
		if err != nil {
			panic(err)
		}
		os.Exit(Main(Program{Schema: string(schema), Version: "development"}))
	}
	var err error
	if curated.folder, err = os.MkdirTemp("", "whojoins-curated-"); err != nil {
		panic(err)
	}
	status := neo4jtest.Run(m)
	_ = os.RemoveAll(curated.folder)
	os.Exit(status)
}

// programCommand returns a command that runs the test binary as the program.
func programCommand(ctx context.Context, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, os.Args[0], args...)
	command.Env = append(os.Environ(), asProgram+"=1")
	return command
}

// instance is a running process of the service.
type instance struct {
	*exec.Cmd
	host string
}

// launch starts a process that keeps answering after a stop signal until its callers have
// gone, for at most a time that is ample on a busy machine.
func launch(t *testing.T) *instance {
	t.Helper()
	i := &instance{Cmd: programCommand(t.Context(), "--store", packed(t), "--addr", "127.0.0.1:0", "--log-format", "json", "--drain", "20s")}
	log, err := i.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(log)
	for i.host == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("the service did not start: %v", err)
		}
		var record struct{ URL string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("got the log line %q, want JSON", line)
		}
		i.host = strings.TrimSuffix(strings.TrimPrefix(record.URL, "http://"), "/graphql")
	}
	go io.Copy(io.Discard, lines)
	return i
}

// ready reports whether /readyz answers 200.
func (i *instance) ready() bool {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Second}
	response, err := client.Get("http://" + i.host + "/readyz")
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// balancer sends every caller to one instance of a pair that is ready.
type balancer struct {
	instances [2]atomic.Pointer[instance]
	chosen    atomic.Pointer[instance]
}

// watch polls the readiness of the instances until end is closed.
func (b *balancer) watch(end <-chan struct{}) {
	for {
		for n := range b.instances {
			if i := b.instances[n].Load(); !b.chosen.Load().ready() && i.ready() {
				b.chosen.Store(i)
			}
		}
		select {
		case <-end:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// caller sends queries over one connection at a time and never retries.
type caller struct {
	*balancer
	conn  net.Conn
	lines *bufio.Reader
}

// ask sends one query; an error means a lost request.
func (c *caller) ask() (err error) {
	if c.conn == nil {
		if c.conn, err = net.Dial("tcp", c.chosen.Load().host); err != nil {
			return err
		}
		c.lines = bufio.NewReader(c.conn)
	}
	const body = `{"query":"query Drained { entity(id: \"sciensano\") { name } }"}`
	if _, err := fmt.Fprintf(c.conn, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		return err
	}
	response, err := http.ReadResponse(c.lines, nil)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || !strings.Contains(string(text), `"Sciensano"`) {
		return fmt.Errorf("%s: %s", response.Status, text)
	}
	if response.Close {
		c.conn, err = nil, c.conn.Close()
	}
	return err
}

// TestNothingIsLostInRestarts stops two instances by SIGTERM and starts them again, one after
// the other, while callers send queries over persistent connections. Every query must be
// answered.
func TestNothingIsLostInRestarts(t *testing.T) {
	testenv.Slow(t)
	b := &balancer{}
	for n := range b.instances {
		b.instances[n].Store(launch(t))
	}
	b.chosen.Store(b.instances[0].Load())
	end := make(chan struct{})
	go b.watch(end)
	defer close(end)

	var sent, lost atomic.Int64
	var wait sync.WaitGroup
	start := time.Now()
	for range 16 {
		wait.Go(func() {
			c := caller{balancer: b}
			for sent.Add(1) <= int64(*drained) {
				if err := c.ask(); err != nil {
					lost.Add(1)
					t.Logf("lost: %v", err)
					c.conn = nil
				}
			}
		})
	}
	for part := range *restarts {
		for sent.Load() < int64(*drained*(part+1)/(*restarts+1)) {
			time.Sleep(5 * time.Millisecond)
		}
		b.restart(t, part%2)
	}
	wait.Wait()
	t.Logf("%d requests in %v over %d restarts, %d lost", *drained, time.Since(start).Round(time.Millisecond), *restarts, lost.Load())
	if lost.Load() > 0 {
		t.Errorf("%d of %d requests were lost", lost.Load(), *drained)
	}
	for n := range b.instances {
		b.instances[n].Load().stop(t)
	}
}

// restart replaces an instance by a new one.
func (b *balancer) restart(t *testing.T, n int) {
	t.Helper()
	b.instances[n].Load().stop(t)
	b.instances[n].Store(launch(t))
}

// stop sends SIGTERM to a process and waits until it exits.
func (i *instance) stop(t *testing.T) {
	t.Helper()
	if err := i.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := i.Wait(); err != nil {
		t.Errorf("after SIGTERM the service exited with %v, want status 0", err)
	}
}

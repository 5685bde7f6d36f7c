// Package neo4jtest runs a real Neo4j for the time of a test binary.
package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Password is that of the user neo4j on the server that tests start.
const Password = "only-for-tests"

// startTime is how long a server may take to answer, on a machine that has other work.
const startTime = 3 * time.Minute

// Server is a Neo4j on this machine, empty at first.
type Server struct {
	// URI is the address, such as neo4j://127.0.0.1:40123, and Addr its HOST:PORT.
	URI, Addr string
	home      string
	port      int
	// command is the process that runs, and ended is closed when it has ended.
	command *exec.Cmd
	ended   chan struct{}
}

var shared struct {
	sync.Once
	server *Server
	err    error
}

// Start gives the server of this test binary and starts it when it is first asked for.
// Where there is no Java or Maven the test is skipped; with CI=true it fails.
func Start(t testing.TB) *Server {
	t.Helper()
	shared.Do(func() { shared.server, shared.err = start() })
	switch {
	case shared.err == nil:
		return shared.server
	case errors.Is(shared.err, exec.ErrNotFound) && os.Getenv("CI") != "true":
		t.Skipf("no Neo4j: %v; it needs Java 17 or later, and Maven, which fetches it", shared.err)
	default:
		t.Fatalf("no Neo4j: %v", shared.err)
	}
	return nil
}

// Own gives a server of its own, empty at first, for a test that ends it or turns its
// settings. It is skipped and fails as Start is.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := start()
	switch {
	case err == nil:
	case errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true":
		t.Skipf("no Neo4j: %v; it needs Java 17 or later, and Maven, which fetches it", err)
	default:
		t.Fatalf("no Neo4j: %v", err)
	}
	t.Cleanup(s.stop)
	return s
}

// Kill ends the process at once, as a machine that loses its power does.
func (s *Server) Kill() {
	_ = s.command.Process.Kill()
	<-s.ended
}

// Restart starts the server again, on its data and its port, after Kill, and waits until
// it answers.
func (s *Server) Restart() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	s.ended = make(chan struct{})
	if err := s.launch(filepath.Join(root, "dev", "neo4j", "run"), s.port); err != nil {
		return err
	}
	return s.wait()
}

// Main runs the tests of a package and ends the server that they used; TestMain calls it.
func Main(m *testing.M) {
	status := m.Run()
	if shared.server != nil {
		shared.server.stop()
	}
	os.Exit(status)
}

// Driver connects to the server until the test ends.
func (s *Server) Driver(t testing.TB) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth("neo4j", Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close(context.Background()) })
	return driver
}

// Import gives a server of its own, for the time of the test, whose database neo4j-admin
// has made from the files in a folder.
func Import(t testing.TB, dir string, arguments []string) *Server {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	admin := exec.CommandContext(t.Context(), filepath.Join(root, "dev", "neo4j", "java"), append([]string{home, "org.neo4j.cli.AdminTool"}, arguments...)...)
	admin.Dir = dir
	if text, err := admin.CombinedOutput(); err != nil {
		t.Fatalf("neo4j-admin %q: %v\n%s", arguments, err, text)
	}
	s, err := serve(home)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

func start() (*Server, error) {
	for _, tool := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, err
		}
	}
	home, err := os.MkdirTemp("", "whojoins-neo4j-")
	if err != nil {
		return nil, err
	}
	return serve(home)
}

// serve starts a server on a home, which is removed with it.
func serve(home string) (*Server, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	addr := "127.0.0.1:" + strconv.Itoa(port)
	s := &Server{URI: "neo4j://" + addr, Addr: addr, home: home, port: port, ended: make(chan struct{})}
	if err := s.launch(filepath.Join(root, "dev", "neo4j", "run"), port); err != nil {
		s.stop()
		return nil, err
	}
	if err := s.wait(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// settings have the server plan a statement once, not again for the statistics of each
// graph that a test loads, nor for each length that a list or a text among its parameters
// has: planning is most of what tests have it do.
var settings = []string{"dbms.cypher.min_replan_interval=1h", "internal.cypher.use_parameter_size=false"}

// javaOptions have the server collect garbage when it is there, on no processor that
// others need.
const javaOptions = "-XX:+UseSerialGC"

// launch starts the process. It ends with the test binary, also when that is killed.
func (s *Server) launch(run string, port int) error {
	console, err := os.Create(filepath.Join(s.home, "console.log"))
	if err != nil {
		return err
	}
	s.command = exec.Command(run, append([]string{s.home, strconv.Itoa(port)}, settings...)...) //nolint:noctx // it lives as long as the test binary
	s.command.Env = append(os.Environ(), "NEO4J_PASSWORD="+Password, "JDK_JAVA_OPTIONS="+javaOptions+" "+os.Getenv("JDK_JAVA_OPTIONS"))
	s.command.Stdout, s.command.Stderr = console, console
	endWithParent(s.command)
	started := make(chan error)
	go func() {
		// The kernel takes the end of the thread that started the process for the end of
		// its parent, so the thread is kept.
		runtime.LockOSThread()
		defer func() { _ = console.Close() }()
		err := s.command.Start()
		started <- err
		if err == nil {
			_ = s.command.Wait()
		}
		close(s.ended)
	}()
	return <-started
}

// wait asks until the server answers.
func (s *Server) wait() error {
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth("neo4j", Password, ""))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), startTime)
	defer cancel()
	defer func() { _ = driver.Close(context.WithoutCancel(ctx)) }()
	for {
		last := driver.VerifyConnectivity(ctx)
		if last == nil {
			return nil
		}
		select {
		case <-s.ended:
			text, _ := os.ReadFile(filepath.Join(s.home, "console.log"))
			return fmt.Errorf("the server ended: %s", text)
		case <-ctx.Done():
			return fmt.Errorf("no answer within %v: %w", startTime, last)
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// stop ends the server and removes its data.
func (s *Server) stop() {
	if s.command != nil && s.command.Process != nil {
		_ = s.command.Process.Kill()
		<-s.ended
	}
	_ = os.RemoveAll(s.home)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // an address is asked for, and given back at once
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// moduleRoot is the nearest directory upward that has a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("there is no go.mod here or above; run the tests from within the module")
		}
		dir = parent
	}
	return "", err
}

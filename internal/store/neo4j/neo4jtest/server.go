// Package neo4jtest runs a real Neo4j, or a scripted imitation, while tests need it.
package neo4jtest

import (
	"context"
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

	"whojoins/internal/testenv"
)

// Password is the password of the user neo4j on the servers of tests.
const Password = "only-for-tests"

// startTime is the time limit for starting a server, long enough for a busy machine.
const startTime = 15 * time.Minute

// Server is a Neo4j on this machine, initially empty.
type Server struct {
	// URI is the address, such as neo4j://127.0.0.1:40123, and Addr its HOST:PORT.
	URI, Addr string
	home      string
	port      int
	// ended is closed when command, the running process, has ended.
	command *exec.Cmd
	ended   chan struct{}
}

var shared struct {
	sync.Once
	server *Server
	err    error
}

// Start returns the server that all tests of a test binary share; the first call starts it.
// Without Java or Maven it skips the test, or fails it if CI=true.
func Start(t testing.TB) *Server {
	t.Helper()
	required(t)
	shared.Do(func() { shared.server, shared.err = start() })
	if shared.err != nil {
		t.Fatalf("Neo4j did not start: %v", shared.err)
	}
	return shared.server
}

// Own returns a server for one test, initially empty, which the test may kill or configure.
// Without Java or Maven it does the same as Start.
func Own(t testing.TB) *Server {
	t.Helper()
	required(t)
	s, err := start()
	if err != nil {
		t.Fatalf("Neo4j did not start: %v", err)
	}
	t.Cleanup(s.stop)
	return s
}

// required skips a test on a machine that lacks Java or Maven.
func required(t testing.TB) {
	t.Helper()
	testenv.Program(t, "java", "Java 17 or later, which runs Neo4j")
	testenv.Program(t, "mvn", "Maven, which downloads Neo4j")
}

// Kill ends the process abruptly, as a power failure would.
func (s *Server) Kill() {
	_ = s.command.Process.Kill()
	<-s.ended
}

// Restart starts the server again after Kill, on the same data and port, and waits until it
// accepts connections.
func (s *Server) Restart() error {
	s.ended = make(chan struct{})
	if err := s.launch(); err != nil {
		return err
	}
	return s.wait()
}

// Main runs the tests of a package, stops their shared server and exits; TestMain calls it.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run does the same as Main, but returns the exit status.
func Run(m *testing.M) int {
	status := m.Run()
	if shared.server != nil {
		shared.server.stop()
	}
	return status
}

// Driver returns a driver for the server, which is closed when the test ends.
func (s *Server) Driver(t testing.TB) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth("neo4j", Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close(context.Background()) })
	return driver
}

// Import returns a server for one test, with a database that neo4j-admin imported from the
// files in a folder.
func Import(t testing.TB, dir string, arguments []string) *Server {
	t.Helper()
	required(t)
	java, err := script("java")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	admin := exec.CommandContext(t.Context(), java, append([]string{home, "org.neo4j.cli.AdminTool"}, arguments...)...)
	admin.Dir, admin.Env = dir, environment()
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
	home, err := os.MkdirTemp("", "whojoins-neo4j-")
	if err != nil {
		return nil, err
	}
	return serve(home)
}

// serve starts a server whose data is in home, which stop removes.
func serve(home string) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	addr := "127.0.0.1:" + strconv.Itoa(port)
	s := &Server{URI: "neo4j://" + addr, Addr: addr, home: home, port: port, ended: make(chan struct{})}
	err = s.launch()
	if err == nil {
		err = s.wait()
	}
	if err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// script returns the path of a script in dev/neo4j.
func script(name string) (string, error) {
	root, err := testenv.Root()
	return filepath.Join(root, "dev", "neo4j", name), err
}

// environment returns the environment variables of a Java program.
func environment() []string {
	return append(os.Environ(), "NEO4J_PASSWORD="+Password, "JDK_JAVA_OPTIONS="+javaOptions+" "+os.Getenv("JDK_JAVA_OPTIONS"))
}

// settings make the server plan each statement only once: not again when a test loads another
// graph and the statistics change, nor for each length of a list or text among the parameters.
// Planning is most of the server's work in tests. After several failed logins it rejects clients
// for a second instead of five.
var settings = []string{"dbms.cypher.min_replan_interval=1h", "internal.cypher.use_parameter_size=false", "dbms.security.auth_lock_time=1s"}

// javaOptions select the serial garbage collector and only the fast compiler: a server that
// runs for a minute would spend half of its time in the optimising compiler. Without that one
// the room for compiled code is 48 MB, which Neo4j fills in a minute; it would then compile the
// same code again and again.
const javaOptions = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"

// launch starts the process. On Linux, the kernel ends it when the test binary ends in any way.
func (s *Server) launch() error {
	run, err := script("run")
	if err != nil {
		return err
	}
	console, err := os.Create(filepath.Join(s.home, "console.log"))
	if err != nil {
		return err
	}
	s.command = exec.Command(run, append([]string{s.home, strconv.Itoa(s.port)}, settings...)...) //nolint:noctx // it lives as long as the test binary
	s.command.Env = environment()
	s.command.Stdout, s.command.Stderr = console, console
	endWithParent(s.command)
	started := make(chan error)
	go func() {
		// The kernel treats the thread that started a process as its parent, so this goroutine
		// keeps its thread until the process has ended.
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

// wait waits until the server accepts connections.
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
			return fmt.Errorf("the process ended: %s", text)
		case <-ctx.Done():
			return fmt.Errorf("no connection within %v: %w", startTime, last)
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// stop kills the server and removes its data.
func (s *Server) stop() {
	if s.command != nil && s.command.Process != nil {
		_ = s.command.Process.Kill()
		<-s.ended
	}
	_ = os.RemoveAll(s.home)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is closed at once
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

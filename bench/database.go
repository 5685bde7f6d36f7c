package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/bench/service"
	"whojoins/internal/neo4jfiles"
	"whojoins/internal/output"
	"whojoins/internal/store"
	database "whojoins/internal/store/neo4j"
)

const (
	// databaseTime is the time limit for starting a database.
	databaseTime = 3 * time.Minute
	// importFrom is the number of entities from which neo4j-admin imports the graph from
	// files, before the server starts.
	importFrom = 500_000
)

// neo4jServer is a Neo4j that this program has started, or one that was already running.
type neo4jServer struct {
	address database.Address
	driver  neo4j.DriverWithContext
	home    string
	cmd     *exec.Cmd
}

// openDatabase connects to the database at uri with the credentials in the environment. If
// uri is empty, it starts one with its data in home, and imports a large graph before that.
func openDatabase(ctx context.Context, uri, home string, g *store.Graph) (_ *neo4jServer, err error) {
	s := &neo4jServer{home: home}
	if uri != "" {
		if s.address, err = database.FromEnvironment(uri, os.Getenv); err != nil {
			return nil, err
		}
		return s, s.fill(ctx, g)
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	if len(g.Entities) >= importFrom {
		if err := s.importFiles(ctx, g); err != nil {
			return nil, err
		}
	}
	if err := s.start(ctx); err != nil {
		return nil, err
	}
	return s, s.fill(ctx, g)
}

// importFiles imports a graph with neo4j-admin, unless home contains it already.
func (s *neo4jServer) importFiles(ctx context.Context, g *store.Graph) error {
	mark := filepath.Join(s.home, g.Version)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	err := output.InFolder("", "whojoins-bench-import-", func(files string) error { return s.importFrom(ctx, g, files) })
	if err != nil {
		return err
	}
	return output.WriteFile(mark, nil)
}

// importFrom imports a graph with neo4j-admin from files that it writes to a folder.
func (s *neo4jServer) importFrom(ctx context.Context, g *store.Graph, files string) error {
	arguments, err := neo4jfiles.Write(ctx, g, files)
	if err != nil {
		return err
	}
	home, err := filepath.Abs(s.home)
	if err != nil {
		return err
	}
	java, err := filepath.Abs(filepath.Join("dev", "neo4j", "java"))
	if err != nil {
		return err
	}
	admin := exec.CommandContext(ctx, java, append([]string{home, "org.neo4j.cli.AdminTool"}, arguments...)...)
	admin.Dir = files
	if text, err := admin.CombinedOutput(); err != nil {
		return fmt.Errorf("neo4j-admin: %w\n%s", err, text)
	}
	return nil
}

// start starts the pinned Neo4j of dev/neo4j, which close stops.
func (s *neo4jServer) start(ctx context.Context) error {
	bolt, err := service.FreeAddress(ctx)
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(bolt)
	if err != nil {
		return err
	}
	password, err := s.password()
	if err != nil {
		return err
	}
	console, err := output.Log(filepath.Join(s.home, "console.log"))
	if err != nil {
		return err
	}
	defer func() { _ = console.Close() }() // the started program has its own handle
	s.cmd = exec.CommandContext(ctx, filepath.Join("dev", "neo4j", "run"), s.home, port)
	s.cmd.Env = append(os.Environ(), "NEO4J_PASSWORD="+password)
	s.cmd.Stdout, s.cmd.Stderr = console, console
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(os.Interrupt) }
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("starting a Neo4j: %w; run this in the folder of go.mod", err)
	}
	s.address = database.Address{URI: "neo4j://" + bolt, Username: "neo4j", Password: password}
	return nil
}

// password returns the password of the data in home, which the first start generates.
func (s *neo4jServer) password() (string, error) {
	file := filepath.Join(s.home, "password")
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		text = []byte(rand.Text())
		err = output.WriteSecret(file, text)
	}
	return string(text), err
}

// fill connects and loads the graph, unless the database contains it already.
func (s *neo4jServer) fill(ctx context.Context, g *store.Graph) error {
	if err := s.connect(ctx); err != nil {
		return err
	}
	bar := newStages()
	defer bar.finish()
	if _, err := database.Load(ctx, s.driver, g, &database.LoadOptions{Database: s.address.Database, Progress: bar.progress}); err != nil {
		return errors.Join(err, s.close(ctx))
	}
	return nil
}

// connect waits until the database accepts connections.
func (s *neo4jServer) connect(ctx context.Context) (err error) {
	if s.driver, err = database.Connect(s.address); err != nil {
		return err
	}
	for begin := time.Now(); ; time.Sleep(200 * time.Millisecond) {
		if err = s.driver.VerifyConnectivity(ctx); err == nil {
			return nil
		}
		if time.Since(begin) > databaseTime || ctx.Err() != nil {
			return fmt.Errorf("the database accepts no connection: %w", errors.Join(err, s.close(ctx)))
		}
	}
}

// environment returns the environment of a program that connects to the database.
func (s *neo4jServer) environment() []string {
	return append(os.Environ(), "NEO4J_USERNAME="+s.address.Username, "NEO4J_PASSWORD="+s.address.Password, "NEO4J_DATABASE="+s.address.Database)
}

// close stops the server if start has started it, even after ctx has ended.
func (s *neo4jServer) close(ctx context.Context) error {
	err := s.driver.Close(context.WithoutCancel(ctx))
	if s.cmd != nil {
		err = errors.Join(err, s.cmd.Process.Signal(os.Interrupt))
		_ = s.cmd.Wait() // the exit status does not matter
	}
	return err
}

// Package http serves the engine over HTTP: it routes addresses to handlers, listens, and
// drains.
package http

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"whojoins/graph"
	"whojoins/internal/edition"
	"whojoins/internal/http/callers"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/manifest"
	"whojoins/internal/http/openapi"
	"whojoins/internal/http/pages"
	"whojoins/internal/http/reconcile"
	"whojoins/internal/mcp"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/web"
)

// Limits of a connection. A client that is slower is disconnected, so that it cannot hold a
// connection for ever.
const (
	headerTime  = 5 * time.Second
	readTime    = 20 * time.Second
	idleTime    = 2 * time.Minute
	headerBytes = 64 << 10
	// slack is how long writing an answer may take beyond the time limit of its request.
	slack = 20 * time.Second
	// drainTime is how long Run waits for running requests when its context ends.
	drainTime = 15 * time.Second
)

// Config configures a Server.
type Config struct {
	// Model is the model of the schema.
	Model *model.Model
	// Store holds the dataset. The server does not close it.
	Store store.Store
	// Version is the version of the program.
	Version string
	// Addr is the HOST:PORT to listen on; port 0 means any free port.
	Addr string
	// Profile is the HOST:PORT for runtime profiles; empty for none.
	Profile string
	// Limits bound every request.
	Limits plan.Limits
	// Slots is the number of heavy operations that run at the same time; see graph.Config.
	Slots int
	// Origins are the origins whose pages may read answers; nil means every origin.
	Origins []string
	// Site is the address at which callers reach the service; if it is empty, the address of
	// each request is used.
	Site string
	// Reports is where readers report errors: a mail address, or an https address that is given a
	// title and a text; empty for none.
	Reports string
	// Operations are the names of operations that have durations of their own in the metrics.
	Operations []string
	// Explain allows all callers to see plans and Cypher.
	Explain bool
	// Documents is the path of the manifest of documents that callers may name by an id; empty for
	// those of the program alone. With DocumentsOnly callers may send no others.
	Documents     string
	DocumentsOnly bool
	// Callers configures how callers are told apart.
	Callers callers.Config
	// Drain is how long the service keeps answering after its context ends, while its callers
	// go elsewhere.
	Drain time.Duration
	// Logger receives one record per request.
	Logger *slog.Logger
}

// Check returns an error for a configuration that cannot be served.
func (c Config) Check() error {
	return errors.Join(checkAddress(c.Addr), checkOrigins(c.Origins), checkSite(c.Site), checkReports(c.Reports), checkSlots(c.Slots), c.Limits.Check())
}

func checkSlots(n int) error {
	if n < 0 {
		return fmt.Errorf("%d slots for heavy operations: give 1 or more, or leave it out", n)
	}
	return nil
}

// Server serves the engine over HTTP.
type Server struct {
	logger  *slog.Logger
	version string
	callers *callers.Callers
	// documents are those that callers may name by an id.
	documents *manifest.Manifest
	// engine answers; it ends what it computes for later requests when Run returns.
	engine *graph.Engine
	// background runs while the server does, each function until its context ends.
	background []func(context.Context)
	main       endpoint
	profile    *endpoint
	// grace is how long Run waits for running requests; 0 means drainTime.
	grace time.Duration
	// stopping is set while Run drains before it returns.
	stopping draining
	drain    time.Duration
}

// endpoint is a listener with its server.
type endpoint struct {
	listener net.Listener
	server   *http.Server
}

// Open listens. The caller must call Run, then Close.
func Open(ctx context.Context, c Config) (*Server, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	s := &Server{logger: cmp.Or(c.Logger, slog.New(slog.DiscardHandler)), version: c.Version, drain: c.Drain}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var err error
	if s.callers, err = callers.Open(c.Callers); err != nil {
		return nil, err
	}
	if s.documents, err = openDocuments(c); err != nil {
		return nil, err
	}
	engine := graph.New(graph.Config{Model: c.Model, Store: c.Store, Limits: c.Limits, Slots: c.Slots, Logger: c.Logger, Version: c.Version})
	s.engine, s.background = engine, s.inBackground(engine, c)
	recorder := graphql.NewRecorder(engine, c.Logger, registry, c.Operations...)
	answers := graphql.New(graphql.Config{Engine: engine, Recorder: recorder, Site: c.Site, Explain: c.Explain, WriteFile: files.WritePage(engine), Documents: s.documents})
	exports := files.New(files.Config{Engine: engine, Recorder: recorder, Site: c.Site, Check: s.documents.Check, Refuse: refusePage})
	service := pages.Service{Engine: engine, GraphQL: answers, Files: exports}
	library, err := pages.NewQuestions(c.Model, service, c.Site)
	if err != nil {
		return nil, err
	}
	home, homeErr := pages.NewHome(c.Model, answers, library)
	pictures, err := pages.NewPictures(c.Model, library)
	if err := errors.Join(homeErr, err); err != nil {
		return nil, err
	}
	spreadsheets := reconcile.New(reconcile.Config{Model: c.Model, Queries: answers, Engine: engine, Site: c.Site, Open: everyOrigin(c.Origins)})
	tools, err := serveAgents(mcp.Config{Model: c.Model, Queries: answers, Engine: engine, Site: c.Site, Version: c.Version, Check: s.documents.Check}, newAgents(c.Site, c.Origins))
	if err != nil {
		return nil, err
	}
	dated := &editions{engine: engine, store: c.Store}
	dated.shelf, _ = c.Store.(*edition.Shelf) // other stores have one edition at a time
	home.News = dated.news
	dated.next, err = routes(handlers{
		editions: dated,
		home:     home, pictures: pictures, explorer: pages.NewExplorer(service, pages.ExplorerConfig{Bundle: web.Bundle(), Site: c.Site, Newest: dated.newest}), reconcile: spreadsheets,
		openapi: openapi.New(openapi.Config{Engine: engine, Questions: library, Files: exports, Pictures: pictures, Site: c.Site}),
		agents:  tools,
		graphql: answers, files: exports, entities: pages.NewEntities(c.Model, answers, c.Site, c.Reports), questions: library,
		engine: engine, callers: s.callers, store: c.Store, registry: registry, stopping: &s.stopping, log: s.logger, site: c.Site, origins: c.Origins,
	})
	if err != nil {
		return nil, err
	}
	if s.main, err = s.listen(ctx, c.Addr, boundHeaders(engine, dated), time.Duration(c.Limits.Time)*time.Millisecond+slack); err != nil {
		return nil, err
	}
	s.main.server.ConnState = s.stopping.count
	s.main.listener = bound(s.main.listener, c.Limits.Connections, s.callers.Connected)
	s.main.server.MaxHeaderBytes = c.Limits.Headers
	if c.Profile != "" {
		// A CPU profile lasts as long as its caller chooses, so writing it has no time limit.
		e, err := s.listen(ctx, c.Profile, profiles(), 0)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.profile = &e
	}
	return s, nil
}

// inBackground returns what a server does beside answering.
func (s *Server) inBackground(engine *graph.Engine, c Config) []func(context.Context) {
	return []func(context.Context){
		func(ctx context.Context) { returnIdle(ctx, ownHeap, engine.Begun) },
		func(ctx context.Context) { planQuestions(ctx, engine, c.Store, c.Model, c.Logger) },
		func(ctx context.Context) { placeEntities(ctx, engine, c.Store, s.logger) },
	}
}

// checkAddress returns an error for an address that is not HOST:PORT.
func checkAddress(addr string) error {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return fmt.Errorf("cannot listen on %q: an address must be HOST:PORT, such as 127.0.0.1:8080", addr)
	}
	return nil
}

// listen binds an address. Nothing is served there before Run.
func (s *Server) listen(ctx context.Context, addr string, h http.Handler, write time.Duration) (endpoint, error) {
	if err := checkAddress(addr); err != nil {
		return endpoint{}, err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return endpoint{}, fmt.Errorf("%w; choose another address with --addr", err)
	}
	return endpoint{listener: l, server: &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      write,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
	}}, nil
}

// ReloadKeys reads the keys file again. If the file has a fault, the old keys stay.
func (s *Server) ReloadKeys() {
	n, err := s.callers.Reload()
	if err != nil {
		s.logger.Error("the keys file has a fault, so the old keys stay", "error", err.Error())
		return
	}
	s.logger.Info("the keys file was read", "keys", n)
}

// URL returns the address of the service.
func (s *Server) URL() string { return "http://" + s.main.listener.Addr().String() }

// ProfileURL returns the address of the profiles; it is empty without them.
func (s *Server) ProfileURL() string {
	if s.profile == nil {
		return ""
	}
	return "http://" + s.profile.listener.Addr().String()
}

// Run serves until ctx ends or serving fails. When ctx ends, Run sends callers elsewhere, keeps
// answering for Config.Drain, then accepts no new requests, lets running ones finish, and
// returns nil.
func (s *Server) Run(ctx context.Context) error {
	s.logger.Info("serving", "url", s.URL()+"/graphql", "version", s.version)
	running, stop := context.WithCancel(ctx)
	var background sync.WaitGroup
	defer func() { // whoever called Run closes the store next, which nothing may read then
		stop()
		background.Wait()
		s.engine.Close()
	}()
	for _, f := range s.background {
		background.Go(func() { f(running) })
	}
	endpoints := s.endpoints()
	failed := make(chan error, len(endpoints))
	for _, e := range endpoints {
		go func() { failed <- e.server.Serve(e.listener) }()
	}
	var err error
	open := len(endpoints)
	select {
	case err = <-failed:
		open--
	case <-ctx.Done():
		s.logger.Info("stopping", "drain", s.drain)
		turning, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.drain)
		s.stopping.drain(turning)
		cancel()
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), cmp.Or(s.grace, drainTime))
	defer cancel()
	for _, e := range endpoints {
		err = errors.Join(err, s.shutDown(drain, e))
	}
	for ; open > 0; open-- {
		if e := <-failed; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// shutDown lets the running requests of a server finish until ctx ends. Callers who have not
// read their answers by then are disconnected, which is no failure of the service.
func (s *Server) shutDown(ctx context.Context, e endpoint) error {
	err := e.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.logger.Warn("stopping while callers are still connected: they were too slow", "connections", s.stopping.connections.Load())
		return e.server.Close()
	}
	return err
}

// Close releases the addresses and ends any request that is still running.
func (s *Server) Close() error {
	var err error
	for _, e := range s.endpoints() {
		err = errors.Join(err, e.server.Close())
		if e := e.listener.Close(); !errors.Is(e, net.ErrClosed) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (s *Server) endpoints() []endpoint {
	var all []endpoint
	for _, e := range []*endpoint{&s.main, s.profile} {
		if e != nil && e.listener != nil {
			all = append(all, *e)
		}
	}
	return all
}

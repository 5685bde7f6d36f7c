package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"

	"whojoins/internal/edition"
	"whojoins/internal/http"
	"whojoins/internal/http/callers"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

type serveCommand struct {
	Addr          string        `help:"Address to listen on, as HOST:PORT; an empty host means every interface." default:"127.0.0.1:8080" env:"ADDR"`
	Store         string        `help:"Store to answer from: memory, the embedded store; a file written by whojoins pack; or the address of a Neo4j, such as neo4j://127.0.0.1:7687, with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE." default:"memory" env:"STORE"`
	Data          string        `help:"Dataset to serve instead of the built-in one: a folder, a workspace, or a packed file." type:"path" placeholder:"DIR"`
	Profile       string        `help:"Second address, for runtime profiles under /debug/pprof/; by default profiles are off." placeholder:"HOST:PORT"`
	Origins       []string      `help:"Origins whose pages may read answers, as https://HOST[:PORT],…; a single * allows every origin. By default every origin, but only the service's own pages when it serves your own data (--data or --store) on a loopback address." env:"ORIGINS" placeholder:"ORIGIN"`
	Operations    []string      `help:"Operations that have durations of their own in /metrics: their names, or a file with one name per line." env:"OPERATIONS" placeholder:"NAME,…|FILE"`
	Site          string        `help:"Public address of the service, such as https://whojoins.example, for citations and files; by default the requested address." env:"SITE" placeholder:"URL"`
	Reports       string        `help:"Where readers report errors in the data: a mail address, or an https address that is given the parameters title and body; by default pages show the text of a report to copy." env:"REPORTS" placeholder:"ADDRESS"`
	Explain       bool          `help:"Let callers request plans and Cypher, with the header X-Explain: 1." env:"EXPLAIN"`
	Editions      int           `help:"Editions of a packed file that stay available under /e/ when newer ones arrive." default:"2" env:"EDITIONS"`
	History       string        `help:"Folder for the packed files of these editions, so that they stay available after a restart. Each service needs its own." type:"path" env:"HISTORY" placeholder:"DIR"`
	Drain         time.Duration `help:"How long to keep answering after a stop signal, until load balancers send requests elsewhere." default:"2s" env:"DRAIN"`
	Keys          string        `help:"File of the keys of callers, with their budgets and rights; whojoins key new prints a line for it. It is read again on SIGHUP." type:"path" env:"KEYS" placeholder:"FILE"`
	Documents     string        `help:"Manifest of the GraphQL documents that callers may name by documentId: the format of Apollo, or {hash: text}. It is read again on SIGHUP." type:"path" env:"DOCUMENTS" placeholder:"FILE"`
	DocumentsOnly bool          `help:"Answer no GraphQL documents but those of the manifest, of the questions and of the query editor." env:"DOCUMENTS_ONLY"`
	Proxies       []string      `help:"Networks of proxies whose header X-Forwarded-For is believed, as 10.0.0.0/8,…" env:"PROXIES" placeholder:"CIDR"`
	Slots         int           `help:"Heavy operations that run at the same time, from 1; by default one fewer than the processors." env:"SLOTS" placeholder:"N"`
	LogFormat     string        `help:"Format of the log on standard error: text or json." enum:"text,json" default:"text"`
	LogLevel      slog.Level    `help:"Lowest level to log: debug, info, warn or error." default:"info"`

	Limits limitFlags `embed:"" prefix:"limit-" envprefix:"LIMIT_" group:"Limits of a request, each a whole number above 0; meta.limits lists them"`
}

// Config configures a Service.
type Config struct {
	// Store is the store to answer from: "memory", the embedded store; the path of a file
	// written by whojoins pack; or the address of a Neo4j, such as neo4j://127.0.0.1:7687,
	// with user, password and database from the environment.
	Store string
	// Data is the folder of a dataset for the embedded store; empty for the built-in one.
	Data string
	// Editions is the number of editions of a packed file that are kept, the newest included.
	Editions int
	// History is the folder in which these editions are kept; empty if they need not survive a
	// restart.
	History string
	// Server configures HTTP. Open sets its Store, its Limits if they are zero, and its
	// Logger if it is nil.
	Server http.Config
}

// Service is an HTTP server with the store that it answers from.
type Service struct {
	*http.Server
	store store.Store
	// watcher loads new editions of a packed file; nil for other stores.
	watcher *edition.Watcher
}

// Open opens the store and listens. The caller calls Run, then Close.
func Open(ctx context.Context, c Config) (*Service, error) {
	h := c.Server
	if h.Logger == nil {
		h.Logger = slog.New(slog.DiscardHandler)
	}
	if h.Limits == (plan.Limits{}) {
		h.Limits = plan.DefaultLimits()
	}
	if err := h.Check(); err != nil {
		return nil, err
	}
	c.Server = h
	before, _ := os.Stat(c.Store) // openStore reports a file that is missing
	st, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	h.Store = st
	server, err := http.Open(ctx, h)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	s := &Service{Server: server, store: st}
	if shelf, ok := st.(*edition.Shelf); ok && c.Store != memoryStore {
		s.watcher = &edition.Watcher{Path: c.Store, Model: h.Model, Shelf: shelf, History: history(c), Log: h.Logger}
		s.watcher.Start(before)
	}
	return s, nil
}

// Run serves until ctx ends, and loads new editions of a packed file.
func (s *Service) Run(ctx context.Context) error {
	if s.watcher != nil {
		watching, stop := context.WithCancel(ctx)
		defer stop()
		go s.watcher.Run(watching)
	}
	return s.Server.Run(ctx)
}

// Close closes the listeners and the store.
func (s *Service) Close() error { return errors.Join(s.Server.Close(), s.store.Close()) }

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, t *terminal) error {
	m, err := model.Parse(t.program.Schema)
	if err != nil {
		return err
	}
	options := &slog.HandlerOptions{Level: c.LogLevel}
	var handler slog.Handler = slog.NewTextHandler(t.stderr, options)
	if c.LogFormat == "json" {
		handler = slog.NewJSONHandler(t.stderr, options)
	}
	operations, err := operationNames(c.Operations)
	if err != nil {
		return err
	}
	log := slog.New(handler)
	limitMemory(log, memlimit.FromCgroup)
	service, err := Open(ctx, Config{Store: c.Store, Data: c.Data, Editions: c.Editions, History: c.History, Server: http.Config{
		Model: m, Version: t.program.Version, Limits: plan.Limits(c.Limits), Slots: c.Slots, Addr: c.Addr, Profile: c.Profile,
		Origins: c.origins(), Operations: operations, Site: c.Site, Reports: c.Reports, Explain: c.Explain, Drain: c.Drain, Logger: log,
		Documents: c.Documents, DocumentsOnly: c.DocumentsOnly,
		Callers: callers.Config{Keys: c.Keys, Proxies: c.Proxies},
	}})
	if err != nil {
		return err
	}
	if c.Keys != "" || c.Documents != "" || service.watcher != nil {
		defer onHangup(func() { service.hangup(ctx, c) })()
	}
	go trimMemory(log) // beside the first answers
	return errors.Join(service.Run(ctx), service.Close())
}

// hangup reads the files again that the service was started with.
func (s *Service) hangup(ctx context.Context, c *serveCommand) {
	if c.Keys != "" {
		s.ReloadKeys()
	}
	if c.Documents != "" {
		s.ReloadDocuments()
	}
	if s.watcher != nil {
		s.watcher.Look(ctx)
	}
}

// origins returns the origins whose pages may read answers. A page of any site that somebody
// visits can send requests to this machine, so data that only this machine serves, and that may
// be confidential, is by default not for other sites.
func (c *serveCommand) origins() []string {
	own := c.Data != "" || c.Store != memoryStore
	switch {
	case len(c.Origins) > 0:
		return c.Origins
	case own && isLoopback(c.Addr):
		return http.OwnPages
	}
	return http.EveryOrigin
}

// isLoopback reports whether only this machine can reach an address.
func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

package cli

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"whojoins/internal/http"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

type serveCommand struct {
	Addr      string        `help:"Address to listen on, as HOST:PORT; an empty host means every interface." default:"127.0.0.1:8080" env:"ADDR"`
	Store     string        `help:"What answers: memory, the embedded store; a file that whojoins pack wrote, which it then holds; or the address of a Neo4j, such as neo4j://127.0.0.1:7687; NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say the rest." default:"memory" env:"STORE"`
	Data      string        `help:"Folder of a dataset to serve instead of the one in the program." type:"path" placeholder:"DIR"`
	Profile   string        `help:"Second address that serves runtime profiles under /debug/pprof/; left out, there are none." placeholder:"HOST:PORT"`
	Origins   []string      `help:"Origins whose pages may ask, as https://HOST[:PORT],…; * alone means any." default:"*" env:"ORIGINS" placeholder:"ORIGIN"`
	Site      string        `help:"Address under which people reach the service, such as https://whojoins.example; citations and files name it. Left out, they name the address that was asked." env:"SITE" placeholder:"URL"`
	Explain   bool          `help:"Let callers see plans and Cypher, by the header X-Explain: 1." env:"EXPLAIN"`
	Drain     time.Duration `help:"How long to go on answering when told to stop, while load balancers turn away." default:"2s" env:"DRAIN"`
	LogFormat string        `help:"Format of the log on standard error: text or json." enum:"text,json" default:"text"`
	LogLevel  slog.Level    `help:"Least level to log: debug, info, warn or error." default:"info"`

	Limits limitFlags `embed:"" prefix:"limit-" envprefix:"LIMIT_" group:"Limits of a request, each a whole number above 0; they are told in meta.limits"`
}

// Config says what a service serves, from which store, and where.
type Config struct {
	// Store is what answers: "memory", the embedded store; a file that whojoins pack wrote;
	// or the address of a Neo4j, such as neo4j://127.0.0.1:7687, whose user, password and
	// database the environment names.
	Store string
	// Data is the folder of a dataset for the embedded store; empty for the one in the
	// program.
	Data string
	// Server is the rest. Open fills in its Store, its Limits where they are zero, and its
	// Logger where it is nil.
	Server http.Config
}

// Service is a store behind HTTP.
type Service struct {
	*http.Server
	store store.Store
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
	st, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	h.Store = st
	server, err := http.Open(ctx, h)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &Service{server, st}, nil
}

// Close frees the addresses and the store.
func (s *Service) Close() error { return errors.Join(s.Server.Close(), s.store.Close()) }

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, o *output) error {
	m, err := model.Parse(o.schema)
	if err != nil {
		return err
	}
	options := &slog.HandlerOptions{Level: c.LogLevel}
	var handler slog.Handler = slog.NewTextHandler(o.beside, options)
	if c.LogFormat == "json" {
		handler = slog.NewJSONHandler(o.beside, options)
	}
	service, err := Open(ctx, Config{Store: c.Store, Data: c.Data, Server: http.Config{
		Model: m, Version: o.version, Limits: plan.Limits(c.Limits), Addr: c.Addr, Profile: c.Profile,
		Origins: c.Origins, Site: c.Site, Explain: c.Explain, Drain: c.Drain, Logger: slog.New(handler),
	}})
	if err != nil {
		return err
	}
	return errors.Join(service.Run(ctx), service.Close())
}

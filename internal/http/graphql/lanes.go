package graphql

import (
	"github.com/prometheus/client_golang/prometheus"

	"whojoins/graph"
	"whojoins/internal/lane"
)

// The metrics of the lanes of operations.
var (
	runningDesc  = prometheus.NewDesc("whojoins_lane_running", "Operations that are running, by lane.", []string{"lane"}, nil)
	waitingDesc  = prometheus.NewDesc("whojoins_lane_waiting", "Operations that are waiting for a slot, by lane.", []string{"lane"}, nil)
	begunDesc    = prometheus.NewDesc("whojoins_lane_begun_total", "Operations that got a slot, by lane.", []string{"lane"}, nil)
	waitsDesc    = prometheus.NewDesc("whojoins_lane_waits_total", "Operations that had to wait, by lane.", []string{"lane"}, nil)
	waitTimeDesc = prometheus.NewDesc("whojoins_lane_wait_seconds_total", "Time that operations waited, by lane.", []string{"lane"}, nil)
	heldDesc     = prometheus.NewDesc("whojoins_held_bytes", "Bytes of large answers being sent and of large bodies in progress, by limit.", []string{"limit"}, nil)
	unheldDesc   = prometheus.NewDesc("whojoins_held_refused_total", "Answers and bodies for which there was no memory, by limit.", []string{"limit"}, nil)
	refusedDesc  = prometheus.NewDesc("whojoins_lane_refused_total", "Operations that got no slot, by lane and reason: full, late (the turn would not come in time), waited (it did not), share (the caller has its share).", []string{"lane", "reason"}, nil)
)

// lanes collects the metrics of an engine's lanes. It implements prometheus.Collector.
type lanes struct{ engine *graph.Engine }

// Describe implements prometheus.Collector.
func (lanes) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{runningDesc, waitingDesc, begunDesc, waitsDesc, waitTimeDesc, refusedDesc, heldDesc, unheldDesc} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (l lanes) Collect(to chan<- prometheus.Metric) {
	for _, limit := range []string{"sending", "receiving"} {
		bytes, refused := l.engine.Held(limit)
		to <- prometheus.MustNewConstMetric(heldDesc, prometheus.GaugeValue, float64(bytes), limit)
		to <- prometheus.MustNewConstMetric(unheldDesc, prometheus.CounterValue, float64(refused), limit)
	}
	for name, s := range l.engine.Lanes() {
		send := func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string) {
			to <- prometheus.MustNewConstMetric(d, kind, value, append([]string{name}, labels...)...)
		}
		send(runningDesc, prometheus.GaugeValue, float64(s.Running))
		send(waitingDesc, prometheus.GaugeValue, float64(s.Waiting))
		send(begunDesc, prometheus.CounterValue, float64(s.Begun))
		send(waitsDesc, prometheus.CounterValue, float64(s.Waits))
		send(waitTimeDesc, prometheus.CounterValue, s.WaitTime.Seconds())
		for _, why := range lane.Reasons() {
			send(refusedDesc, prometheus.CounterValue, float64(s.Refused[why]), why.String())
		}
	}
}

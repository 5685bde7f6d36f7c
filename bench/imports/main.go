// Command imports measures the import of registers of any size, and the build of what was imported:
// it makes files in the publishers' forms, runs the program as a separate process, and prints rows
// per second, processor time, peak memory and sizes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"whojoins/bench/registers"
	"whojoins/internal/output"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	scale := flag.Float64("scale", 1, "size of the registers, as a part of the real ones: 79,069 projects, 428,645 rows of organisations, 120,000 records of ROR")
	seed := flag.Uint64("seed", 1, "seed of the files")
	flag.Parse()
	err := output.InFolder("", "whojoins-imports-", func(dir string) error { return run(ctx, dir, *scale, *seed) })
	if err != nil {
		fmt.Fprintln(os.Stderr, "imports:", err)
		os.Exit(1)
	}
}

// run makes the files, and measures every step.
func run(ctx context.Context, dir string, scale float64, seed uint64) error {
	fmt.Fprintln(os.Stderr, "making the files")
	f, err := registers.Write(dir, registers.Full.Scaled(scale), seed, 1)
	if err != nil {
		return err
	}
	program := filepath.Join(dir, "whojoins")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	ws, pack := filepath.Join(dir, "workspace"), filepath.Join(dir, "graph.pack")
	fmt.Fprintln(os.Stdout, "| step | rows | s | rows/s | processor s | peak MB | result MB |")
	fmt.Fprintln(os.Stdout, "|---|--:|--:|--:|--:|--:|--:|")
	for _, step := range []struct {
		name string
		args []string
		made string
	}{
		{"import cordis", append([]string{"import", "cordis", "--into", ws}, f.CORDIS...), ws},
		{"import ror", []string{"import", "ror", "--into", ws, f.ROR}, ws},
		{"import sedia", []string{"import", "sedia", "--into", ws, f.Portal}, ws},
		{"build", []string{"build", ws, "--out", pack}, pack},
		{"import cordis, repeated", append([]string{"import", "cordis", "--into", ws}, f.CORDIS...), ws},
		{"build, repeated", []string{"build", ws, "--out", pack}, pack},
	} {
		if err := measure(ctx, step.name, program, step.args, step.made); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

var readRows = regexp.MustCompile(`(\d+) rows? read`)

// measure runs the program, and prints a row of the table. The bar of the program is shown.
func measure(ctx context.Context, name, program string, args []string, made string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	out, err := cmd.Output()
	wall := time.Since(start).Seconds()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	rows := 0
	for _, m := range readRows.FindAllStringSubmatch(string(out), -1) {
		n, _ := strconv.Atoi(m[1]) // the expression matches digits only
		rows += n
	}
	used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("this system does not report the memory of a process")
	}
	perSecond := "–"
	if rows > 0 {
		perSecond = fmt.Sprintf("%.0f", float64(rows)/wall)
	}
	processor := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	fmt.Fprintf(os.Stdout, "| %s | %d | %.1f | %s | %.1f | %d | %.1f |\n", strings.ReplaceAll(name, "|", ""), rows, wall, perSecond, processor, used.Maxrss>>10, float64(sizeOf(made))/(1<<20))
	return nil
}

// sizeOf returns the number of bytes of a file or of all files of a folder.
func sizeOf(path string) (total int64) {
	_ = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error { // what cannot be read counts as nothing
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				total += info.Size()
			}
		}
		return nil
	})
	return total
}

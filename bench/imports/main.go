// Command imports measures the import of registers of any size, and the build of what was imported:
// it makes files in the publishers' forms, runs the program as a separate process, and prints rows
// per second, processor time, peak memory and sizes.
package main

import (
	"context"
	"crypto/sha256"
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
	if file := os.Getenv(profileFile); file != "" {
		os.Exit(profiled(file))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	scale := flag.Float64("scale", 1, "size of the registers, as a part of the real ones: 79,069 projects, 428,645 rows of organisations, 120,000 records of ROR")
	seed := flag.Uint64("seed", 1, "seed of the files")
	profiles := flag.String("profile", "", "existing folder for profiles of processor time and memory, one of each for each step; figures are then those of the profiled program")
	against := flag.String("against", "", "another build of the program, which runs each step in turn with this one and must write the same bytes")
	flag.Parse()
	err := output.InFolder("", "whojoins-imports-", func(dir string) error {
		return run(ctx, dir, registers.Full.Scaled(*scale), *seed, *profiles, *against)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "imports:", err)
		os.Exit(1)
	}
}

// run makes the files, and measures every step.
func run(ctx context.Context, dir string, size registers.Size, seed uint64, profiles, against string) error {
	fmt.Fprintln(os.Stderr, "making the files")
	f, err := registers.Write(dir, size, seed, 1)
	if err != nil {
		return err
	}
	one := &program{path: filepath.Join(dir, "whojoins"), dir: filepath.Join(dir, "this"), profiles: profiles}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", one.path, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	programs := []*program{one}
	if against != "" {
		programs = append(programs, &program{path: against, dir: filepath.Join(dir, "other"), name: "other: "})
	}
	fmt.Fprintln(os.Stdout, "| step | rows | s | rows/s | processor s | peak MB | result MB |")
	fmt.Fprintln(os.Stdout, "|---|--:|--:|--:|--:|--:|--:|")
	for i := range steps {
		sums := map[string]bool{}
		for _, p := range programs {
			s := p.steps(f)[i]
			if err := p.measure(ctx, &s); err != nil {
				return fmt.Errorf("%s%s: %w", p.name, s.name, err)
			}
			sum, err := sumOf(s.made)
			if err != nil {
				return err
			}
			sums[sum] = true
		}
		if len(sums) > 1 {
			return errors.New("the two programs have written different bytes")
		}
	}
	return nil
}

// step is a command of the program. Made is the file or folder that it writes.
type step struct {
	name string
	args []string
	made string
}

const steps = 6

// steps returns what a program does with files.
func (p *program) steps(f registers.Files) [steps]step {
	workspace, pack := filepath.Join(p.dir, "workspace"), filepath.Join(p.dir, "graph.pack")
	cordis := append([]string{"import", "cordis", "--into", workspace}, f.CORDIS...)
	build := []string{"build", workspace, "--out", pack}
	return [steps]step{
		{"import cordis", cordis, workspace},
		{"import ror", []string{"import", "ror", "--into", workspace, f.ROR}, workspace},
		{"import sedia", []string{"import", "sedia", "--into", workspace, f.Portal}, workspace},
		{"build", build, pack},
		{"import cordis, repeated", cordis, workspace},
		{"build, repeated", build, pack},
	}
}

// program is a build of the program, with the folder for what it writes.
type program struct {
	path, dir string
	// name begins its rows of the table.
	name string
	// profiles is the folder for the profiles of its steps, or empty.
	profiles string
}

var readRows = regexp.MustCompile(`(\d+) rows? read`)

// measure runs a step, and prints a row of the table. The bar of the program is shown.
func (p *program) measure(ctx context.Context, s *step) error {
	cmd, err := p.command(ctx, s)
	if err != nil {
		return err
	}
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
	fmt.Fprintf(os.Stdout, "| %s%s | %d | %.1f | %s | %.1f | %d | %.1f |\n", p.name, s.name, rows, wall, perSecond, processor, used.Maxrss>>10, float64(sizeOf(s.made))/(1<<20))
	return nil
}

// command returns the command of a step. A profiled one is this program, as which the other one runs.
func (p *program) command(ctx context.Context, s *step) (*exec.Cmd, error) {
	if p.profiles == "" {
		return exec.CommandContext(ctx, p.path, s.args...), nil
	}
	own, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, own, s.args...)
	cmd.Env = append(os.Environ(), profileFile+"="+filepath.Join(p.profiles, strings.NewReplacer(" ", "-", ",", "").Replace(s.name)))
	return cmd, nil
}

// sumOf returns the hash of the contents of a file or of all files of a folder.
func sumOf(made string) (string, error) {
	hash := sha256.New()
	err := filepath.WalkDir(made, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		fmt.Fprintf(hash, "%d\x00%s", len(content), content)
		return err
	})
	return string(hash.Sum(nil)), err
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

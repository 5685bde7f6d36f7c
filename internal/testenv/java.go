package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const needsJava = "Java 17 and Maven"

// dependencyPlugin is the pinned plugin of Maven that fetches archives.
const dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"

// Jar returns the paths of Java and of a folder with the archive that a file names by its Maven
// coordinates.
func Jar(t testing.TB, name, coordinates string) (java, folder string) {
	t.Helper()
	java = Program(t, "java", needsJava)
	maven := Program(t, "mvn", needsJava)
	archive, err := os.ReadFile(coordinates)
	if err != nil {
		t.Fatal(err)
	}
	folder, err = install(name, func(folder string) error {
		return run(exec.CommandContext(t.Context(), maven, "-q", "-B", dependencyPlugin,
			"-Dartifact="+strings.TrimSpace(string(archive)), "-DoutputDirectory="+filepath.Clean(folder)))
	}, coordinates)
	if err != nil {
		Missing(t, needsJava, err)
	}
	return java, folder
}

// Jars returns the paths of Java and of a folder with the archives that a pom.xml pins, and with what
// they need.
func Jars(t testing.TB, name, pom string) (java, folder string) {
	t.Helper()
	java = Program(t, "java", needsJava)
	maven := Program(t, "mvn", needsJava)
	folder, err := install(name, func(folder string) error {
		return run(exec.CommandContext(t.Context(), maven, "-q", "-B", "-f", pom, "dependency:copy-dependencies",
			"-DincludeScope=runtime", "-DoutputDirectory="+filepath.Clean(folder)))
	}, pom)
	if err != nil {
		Missing(t, needsJava, err)
	}
	return java, folder
}

"""Runs one engine for bench/peers: loads the dump, then answers a question for each line of
standard input. `peer.py MODULE FOLDER`; a module has VERSION, load(folder) and QUESTIONS, which
maps the name of a question to a function of its variables that returns lines, or to a text that
says why the engine cannot answer it."""

import importlib
import json
import sys
import time


def resident():
    """Returns the resident memory of this process in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm") as f:
            return int(f.read().split()[1]) * 4096
    except OSError:
        return 0


def say(**answer):
    print(json.dumps(answer), flush=True)


def main():
    engine = importlib.import_module(sys.argv[1])
    start = time.perf_counter()
    engine.load(sys.argv[2])
    say(version=engine.VERSION, seconds=time.perf_counter() - start)
    for line in sys.stdin:
        asked = json.loads(line)
        answer = engine.QUESTIONS.get(asked["question"], "not tried")
        draws = asked["draws"]
        if isinstance(answer, str):
            say(cannot=answer)
        elif not asked["seconds"]:
            say(answers=[answer(**d) for d in draws])
        else:
            micros, until, at = [], time.perf_counter() + asked["seconds"], 0
            while not micros or time.perf_counter() < until:
                variables = draws[at % len(draws)]
                at += 1
                begin = time.perf_counter()
                answer(**variables)
                micros.append((time.perf_counter() - begin) * 1e6)
            say(micros=micros, resident=resident())


main()

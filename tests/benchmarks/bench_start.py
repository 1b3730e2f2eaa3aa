"""How long `import ecreport` takes, against `import pandas`, in fresh processes."""

import statistics
import subprocess
import sys
import time

ROUNDS = 7


def seconds(code):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main():
    codes = ("pass", "import ecreport", "import pandas")
    took = {code: [] for code in codes}
    for _ in range(ROUNDS):  # in turn, so that a busy moment falls on all alike
        for code in codes:
            took[code].append(seconds(code))
    middle = {code: statistics.median(times) for code, times in took.items()}
    for code in codes:
        ratio = middle[code] / middle["import pandas"]
        print(f"{code:34s} {middle[code]:6.3f} s  {ratio:5.2f} times `import pandas`")
    return 0


if __name__ == "__main__":
    sys.exit(main())

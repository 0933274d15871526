"""What bench/scoring.ts times, done by the Python package lifetimes: reads columns, prints seconds as JSON."""

import json
import sys
import time
import warnings

import numpy
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

warnings.filterwarnings("ignore")


def read(path):
    columns = numpy.loadtxt(path, delimiter=",", skiprows=1)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def fastest(times, run):
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - begun)
    return min(seconds), result


sample, cohort, many = (read(path) for path in sys.argv[1:4])
found = {}
found["bg sample"], _ = fastest(5, lambda: BetaGeoFitter().fit(*sample))
found["mbg sample"], _ = fastest(5, lambda: ModifiedBetaGeoFitter().fit(*sample))
found["pareto sample"], _ = fastest(3, lambda: ParetoNBDFitter().fit(*sample))
found["mbg cohort"], fitted = fastest(5, lambda: ModifiedBetaGeoFitter().fit(*cohort))
found["expected orders"], orders = fastest(
    3, lambda: fitted.conditional_expected_number_of_purchases_up_to_time(39, *many)
)
found["sum of expected orders"] = float(numpy.sum(orders))
print(json.dumps(found))

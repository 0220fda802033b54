"""Regret of Optuna's GPSampler, its defaults, on the functions of functions.ts: prints {"branin": [a regret a seed], …}.

    python optuna_regrets.py EVALUATIONS SEEDS
"""
import json
import math
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
evaluations, seeds = int(sys.argv[1]), int(sys.argv[2])

ALPHA = [1, 1.2, 3, 3.2]
A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]


def branin(trial, seed):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    return (y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann6(trial, seed):
    x = [trial.suggest_float(f"x{j}", 0, 1) for j in range(6)]
    return -sum(alpha * math.exp(-sum(a * (v - p / 1e4) ** 2 for a, v, p in zip(A[i], x, P[i]))) for i, alpha in enumerate(ALPHA))


def one_input(trial, seed):
    x, _ = trial.suggest_float("x", 0, 1), trial.suggest_float("y", 0, 1)
    return -math.exp(-(((x - (0.05 + 0.9 * ((0.5 + 0.6180339887498949 * seed) % 1))) / 0.15) ** 2))


regrets = {}
for name, function, minimum in [("branin", branin, 0.39788735772973816), ("hartmann6", hartmann6, -3.32236801141551), ("one-input", one_input, -1)]:
    regrets[name] = []
    for seed in range(seeds):
        study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=seed))
        study.optimize(lambda trial: function(trial, seed), n_trials=evaluations)
        regrets[name].append(study.best_value - minimum)
print(json.dumps(regrets))

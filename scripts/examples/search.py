"""PyTorch: a search for good hyperparameters that asks `ridgeline suggest` before each trial.

    python scripts/examples/search.py --logdir logs                      proposals of the Gaussian process
    python scripts/examples/search.py --logdir logs --strategy random    the same search by chance, beside it

Each search learns from its own folder (logs/bayes, logs/random); the page shows both while they run.
"""
import argparse
import json
import os
import shlex
import subprocess
import tempfile

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.tensorboard import SummaryWriter

SPACE = {
    "parameters": [
        {"name": "lr", "type": "float", "low": 1e-5, "high": 1.0, "log": True},
        {"name": "width", "type": "integer", "low": 4, "high": 256, "log": True},
        {"name": "dropout", "type": "float", "low": 0.0, "high": 0.8, "log": False},
        {"name": "weight_decay", "type": "float", "low": 1e-6, "high": 1e-1, "log": True},
        {"name": "optimizer", "type": "categorical", "choices": ["adam", "sgd"]},
    ]
}
METRIC = "val/acc"

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--logdir", default="logs")
arguments.add_argument("--strategy", default="bayes", choices=["bayes", "random", "quasi-random", "grid"])
arguments.add_argument("--trials", type=int, default=25)
arguments.add_argument("--epochs", type=int, default=8)
arguments.add_argument("--seed", type=int, default=0)
arguments.add_argument("--ridgeline", default="npx ridgeline", help="how the program is called here")
options = arguments.parse_args()

digits = load_digits()
parts = train_test_split(digits.data / 16, digits.target, test_size=0.4, random_state=0, stratify=digits.target)
train_x, val_x = (torch.tensor(part, dtype=torch.float32) for part in parts[:2])
train_y, val_y = (torch.tensor(part) for part in parts[2:])


def suggest(logdir, space_file):
    """The next configuration to try, a dict by hyperparameter."""
    command = [*shlex.split(options.ridgeline), "suggest", "--logdir", logdir, "--metric", METRIC, "--goal", "maximize"]
    command += ["--strategy", options.strategy, "--seed", str(options.seed), "--space", space_file, "--format", "json"]
    answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    if not answer["proposals"]:
        raise SystemExit("Everything has been tried: " + answer["note"])
    return answer["proposals"][0]["configuration"]


def train(hparams, writer):
    """Trains once; logs the accuracy after each epoch and returns the last one, NaN when the training diverged."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Linear(64, hparams["width"]), torch.nn.ReLU(), torch.nn.Dropout(hparams["dropout"]), torch.nn.Linear(hparams["width"], 10)
    )
    make = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[hparams["optimizer"]]
    optimizer = make(model.parameters(), lr=hparams["lr"], weight_decay=hparams["weight_decay"])
    loss_of = torch.nn.CrossEntropyLoss()
    accuracy = float("nan")
    for epoch in range(options.epochs):
        model.train()
        for batch in torch.randperm(len(train_x)).split(64):
            loss = loss_of(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            scores = model(val_x)
        accuracy = (scores.argmax(dim=1) == val_y).float().mean().item() if torch.isfinite(scores).all() else float("nan")
        writer.add_scalar(METRIC, accuracy, epoch)
        writer.add_scalar("train/loss", loss.item(), epoch)
    return accuracy


logdir = os.path.join(options.logdir, options.strategy)
os.makedirs(logdir, exist_ok=True)
done = len([name for name in os.listdir(logdir) if name.startswith("trial_")])
best = 0.0
with tempfile.NamedTemporaryFile("w", suffix=".json") as space_file:
    json.dump(SPACE, space_file)
    space_file.flush()
    for number in range(done, done + options.trials):
        hparams = suggest(logdir, space_file.name)
        with SummaryWriter(os.path.join(logdir, f"trial_{number:02}"), flush_secs=1) as writer:
            accuracy = train(hparams, writer)
            # In the trial's own run, so that its curves and its hyperparameters are one thing on the page.
            writer.add_hparams(hparams, {"hparam/acc": accuracy}, run_name=".")
        best = max(best, accuracy) if accuracy == accuracy else best
        shown = ", ".join(f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in hparams.items())
        print(f"trial {number}: {accuracy:.4f} (best {best:.4f})  {shown}", flush=True)

"""PyTorch: losses, accuracy, weight histograms, figures and hyperparameters with SummaryWriter."""
import argparse
import datetime
import os

import matplotlib

matplotlib.use("Agg")
import torch
from torch.utils.tensorboard import SummaryWriter

import digits

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--logdir", default="logs")
arguments.add_argument("--epochs", type=int, default=15)
arguments.add_argument("--lr", type=float, default=2e-3)
arguments.add_argument("--width", type=int, default=64)
options = arguments.parse_args()

torch.manual_seed(0)
(train_x, train_y), (test_x, test_y) = digits.load()
train_x, test_x = (torch.from_numpy(x).permute(0, 3, 1, 2) for x in (train_x, test_x))
train_y, test_y = (torch.from_numpy(y).long() for y in (train_y, test_y))

model = torch.nn.Sequential(
    torch.nn.Conv2d(1, 16, 3), torch.nn.ReLU(), torch.nn.Flatten(),
    torch.nn.Linear(16 * 6 * 6, options.width), torch.nn.ReLU(), torch.nn.Linear(options.width, 10),
)
optimizer = torch.optim.Adam(model.parameters(), lr=options.lr)
loss_of = torch.nn.CrossEntropyLoss()

run = os.path.join(options.logdir, "torch", datetime.datetime.now().strftime("%Y%m%d-%H%M%S"))
step = 0
with SummaryWriter(run, flush_secs=1) as writer:
    writer.add_images("training data", train_x[:16], 0)
    for epoch in range(options.epochs):
        model.train()
        for batch in torch.randperm(len(train_x)).split(64):
            loss = loss_of(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            writer.add_scalar("loss/train", loss.item(), step)
            step += 1
        model.eval()
        with torch.no_grad():
            scores = model(test_x)
        predicted = scores.argmax(dim=1)
        accuracy = (predicted == test_y).float().mean().item()
        writer.add_scalar("loss/test", loss_of(scores, test_y).item(), step)
        writer.add_scalar("accuracy/test", accuracy, step)
        for name, parameter in model.named_parameters():
            writer.add_histogram(f"weights/{name}", parameter, step)
        writer.add_figure("evaluation/confusion matrix", digits.confusion_figure(test_y.numpy(), predicted.numpy()), step)
        writer.add_figure("evaluation/ROC curves", digits.roc_figure(test_y.numpy(), scores.softmax(dim=1).numpy()), step)
        writer.add_text("notes", f"After epoch **{epoch}** {accuracy:.1%} of the test digits are read rightly.", step)
        print(f"epoch {epoch}: {accuracy:.3f}")
    writer.add_hparams({"lr": options.lr, "width": options.width}, {"hparam/accuracy": accuracy}, run_name="hparams")
print(f"Logged to {run}")

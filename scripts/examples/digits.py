"""The data and the figures that the examples share: scikit-learn's 1,797 handwritten digits of 8 x 8 pixels."""
import io

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import auc, confusion_matrix, roc_curve
from sklearn.model_selection import train_test_split

CLASSES = [str(digit) for digit in range(10)]


def load(seed=0):
    """(train images, train labels), (test images, test labels); images are float32 in [0, 1], shape (n, 8, 8, 1)."""
    digits = load_digits()
    images = (digits.images / 16).astype("float32")[..., np.newaxis]
    train_x, test_x, train_y, test_y = train_test_split(images, digits.target, test_size=0.25, random_state=seed, stratify=digits.target)
    return (train_x, train_y), (test_x, test_y)


def confusion_figure(labels, predicted):
    """How often each digit was taken for each other, in shares of the true digit."""
    import matplotlib.pyplot as plt

    shares = confusion_matrix(labels, predicted, labels=range(10), normalize="true")
    figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    figure.colorbar(image, ax=axes, shrink=0.8)
    axes.set(title="Confusion matrix", xlabel="predicted", ylabel="true", xticks=range(10), yticks=range(10), xticklabels=CLASSES, yticklabels=CLASSES)
    for row in range(10):
        for column in range(10):
            share = shares[row, column]
            axes.text(column, row, f"{share:.2f}".lstrip("0") if share else "0", ha="center", va="center", fontsize=7, color="white" if share > 0.5 else "black")
    return figure


def roc_figure(labels, scores):
    """One curve for each digit against the rest; `scores` has a column of probabilities for each digit."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    for digit in range(10):
        false_positives, true_positives, _ = roc_curve(labels == digit, scores[:, digit])
        axes.plot(false_positives, true_positives, label=f"{digit} ({auc(false_positives, true_positives):.3f})")
    axes.plot([0, 1], [0, 1], linestyle=":", color="gray")
    axes.set(title="ROC curves, one against the rest (area)", xlabel="false positive rate", ylabel="true positive rate")
    axes.legend(fontsize=8)
    return figure


def as_png(figure):
    """The figure as PNG bytes; closes it."""
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100)
    plt.close(figure)
    return buffer.getvalue()

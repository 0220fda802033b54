"""Keras: losses, accuracies and weight histograms of a small network, with nothing but Keras' own callback."""
import argparse
import datetime
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import keras

import digits

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--logdir", default="logs")
arguments.add_argument("--epochs", type=int, default=20)
options = arguments.parse_args()

(train_x, train_y), (test_x, test_y) = digits.load()
model = keras.Sequential([
    keras.Input((8, 8, 1)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu", name="hidden"),
    keras.layers.Dropout(0.2),
    keras.layers.Dense(10, activation="softmax", name="digits"),
])
model.compile(optimizer=keras.optimizers.Adam(2e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])

run = os.path.join(options.logdir, "keras", datetime.datetime.now().strftime("%Y%m%d-%H%M%S"))
model.fit(
    train_x, train_y, epochs=options.epochs, batch_size=64, validation_data=(test_x, test_y), verbose=2,
    callbacks=[keras.callbacks.TensorBoard(run, histogram_freq=1, write_graph=True)],
)
print(f"Logged to {run}")

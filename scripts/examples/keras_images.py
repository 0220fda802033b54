"""Keras: training images, and after each epoch a confusion matrix and ROC curves drawn with matplotlib."""
import argparse
import datetime
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import matplotlib

matplotlib.use("Agg")
import keras
import tensorflow as tf

import digits

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--logdir", default="logs")
arguments.add_argument("--epochs", type=int, default=15)
options = arguments.parse_args()

(train_x, train_y), (test_x, test_y) = digits.load()
run = os.path.join(options.logdir, "keras-images", datetime.datetime.now().strftime("%Y%m%d-%H%M%S"))
writer = tf.summary.create_file_writer(run)

with writer.as_default():
    tf.summary.image("training data", train_x[:8], max_outputs=8, step=0)

model = keras.Sequential([
    keras.Input((8, 8, 1)),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])


def log_figures(epoch, _logs):
    scores = model.predict(test_x, verbose=0)
    pictures = {
        "evaluation/confusion matrix": digits.confusion_figure(test_y, scores.argmax(axis=1)),
        "evaluation/ROC curves": digits.roc_figure(test_y, scores),
    }
    with writer.as_default():
        for name, figure in pictures.items():
            tf.summary.image(name, tf.expand_dims(tf.io.decode_png(digits.as_png(figure), channels=4), 0), step=epoch)
    writer.flush()


model.fit(
    train_x, train_y, epochs=options.epochs, batch_size=64, validation_data=(test_x, test_y), verbose=2,
    callbacks=[keras.callbacks.TensorBoard(run), keras.callbacks.LambdaCallback(on_epoch_end=log_figures)],
)
print(f"Logged to {run}")

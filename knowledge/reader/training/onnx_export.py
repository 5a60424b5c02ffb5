"""A trained network as the files that the reader runs: ONNX, their weights as 8-bit integers."""

from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from knowledge.reader.inputs import Packed
from knowledge.reader.training.network import Network
from knowledge.reader.training.outliers import evened

EXACT = "exact"
"""The folder of the same with 32-bit floats, to compare with."""
VERSION = 17
_WIDE = {0: "batch", 1: "pieces"}
_AXES = {
    "ids": _WIDE,
    "types": _WIDE,
    "mask": _WIDE,
    "shared": _WIDE,
    "pool": {0: "batch", 1: "sentences", 2: "pieces"},
}


class _Of(nn.Module):
    """One of the network's methods as a module of its own."""

    def __init__(self, network: Network, method: str) -> None:
        super().__init__()
        self.network = network
        self.method = method

    def forward(self, *inputs: Tensor) -> Tensor | tuple[Tensor, ...]:
        told: Tensor | tuple[Tensor, ...] = getattr(self.network, self.method)(*inputs)
        return told


def export(network: Network, folder: Path, windows: Sequence[Packed]) -> None:
    """Write what questions and claims are both read with, and what each is read with alone.

    `shared.onnx`, `questions.onnx` and `claims.onnx`; in `exact/` those with 32-bit floats.

    Args:
        network: what was trained.
        folder: where they are written.
        windows: what is read, to tell how great the numbers between its layers become.
    """
    network = evened(network, windows)
    ids = torch.randint(1000, 2000, (2, 40))
    mask, pool = torch.ones_like(ids), torch.zeros(2, 3, 40)
    pool[:, 0, 5:10], pool[:, 1, 10:20], pool[:, 2, 20:40] = 0.2, 0.1, 0.05
    read = {"ids": ids, "types": torch.zeros_like(ids), "mask": mask}
    with torch.no_grad():
        told = {"shared": network.shared(**read), "mask": mask, "pool": pool}
    _write(_Of(network, "shared"), folder, "shared", read, ("shared",))
    _write(_Of(network, "asked"), folder, "questions", told, ("answer", "able", "span"))
    _write(_Of(network, "claimed"), folder, "claims", told, ("rationale", "stance"))


def _write(
    module: nn.Module, folder: Path, name: str, inputs: dict[str, Tensor], outputs: tuple[str, ...]
) -> None:
    exact = folder / EXACT / f"{name}.onnx"
    exact.parent.mkdir(exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(exact),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={held: _AXES[held] for held in inputs},
            opset_version=VERSION,
            dynamo=False,
        )
    quantize_dynamic(
        str(exact), str(folder / f"{name}.onnx"), weight_type=QuantType.QInt8, per_channel=True
    )

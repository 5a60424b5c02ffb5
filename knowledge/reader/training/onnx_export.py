"""A trained network as the file that the reader runs: ONNX, its weights as 8-bit integers."""

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.reader.training.network import Network

INPUTS = ("ids", "types", "mask", "pool")
OUTPUTS = ("answer", "rationale", "able", "stance", "span")
VERSION = 17


def export(network: Network, folder: Path) -> None:
    """Write `exact.onnx` (32-bit floats, to compare with) and `reader.onnx` into a folder."""
    network.eval()
    ids = torch.randint(1000, 2000, (2, 40))
    pool = torch.zeros(2, 3, 40)
    pool[:, 0, 5:10], pool[:, 1, 10:20], pool[:, 2, 20:40] = 0.2, 0.1, 0.05
    with torch.no_grad():
        torch.onnx.export(
            network,
            (ids, torch.zeros_like(ids), torch.ones_like(ids), pool),
            str(folder / "exact.onnx"),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={
                **{name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]},
                "pool": {0: "batch", 1: "sentences", 2: "pieces"},
            },
            opset_version=VERSION,
            dynamo=False,
        )
    quantize_dynamic(
        str(folder / "exact.onnx"),
        str(folder / "reader.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
    )

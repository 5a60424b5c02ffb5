"""The network: one encoder with a head for each thing that the reader tells."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

NOTHING = -1e4
"""A logit that stands for what is not there."""


class Network(nn.Module):
    """A BERT encoder with heads for sentences, answerability, stance and the short answer.

    A sentence is the mean of its word pieces. What a passage says as a whole is told from the first
    piece together with the sentences, each as heavy as it is likely to answer or decide.

    Args:
        start: the folder of the encoder that training starts from.
        layers: so many of its layers are kept, evenly spread; None: all.
    """

    def __init__(self, start: Path, layers: int | None = None) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            str(start),
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # the faster one for short windows on a processor
        )
        if layers:
            every = self.bert.encoder.layer
            kept = [round(n * (len(every) - 1) / (layers - 1)) for n in range(layers)]
            self.bert.encoder.layer = nn.ModuleList(every[n] for n in kept)
            self.bert.config.num_hidden_layers = layers
        size = self.bert.config.hidden_size
        self.sent = _head(size, 2)
        self.able = _head(size, 1)
        self.stance = _head(size, 3)
        self.span = nn.Linear(size, 2)
        self.bert.embeddings.requires_grad_(requires_grad=False)

    def forward(
        self, ids: Tensor, types: Tensor, mask: Tensor, pool: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of a batch, in the form of `knowledge.reader.inputs.arrays`.

        Returns:
            For each sentence that it answers, and that it decides (a row for each window, a column
            for each sentence); that the window answers; neither, supports, refutes; for each word
            piece that the short answer begins and ends with it.
        """
        hidden = self.bert(
            input_ids=ids, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        first = hidden[:, 0]
        sentences = torch.bmm(pool.to(hidden.dtype), hidden)
        beside = first[:, None].expand(-1, sentences.shape[1], -1)
        both = self.sent(torch.cat([sentences, beside], -1)).float()
        both = both.masked_fill((pool.sum(-1) == 0)[..., None], NOTHING)
        answer, rationale = both[..., 0], both[..., 1]
        able = self.able(torch.cat([first, _weighed(answer, sentences)], -1)).float()[:, 0]
        stance = self.stance(torch.cat([first, _weighed(rationale, sentences)], -1)).float()
        span = self.span(hidden).float().masked_fill((mask == 0)[..., None], NOTHING)
        return answer, rationale, able, stance, span


def _head(size: int, classes: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.Linear(size, classes))


def _weighed(logits: Tensor, sentences: Tensor) -> Tensor:
    weights = torch.softmax(logits, -1)[:, :, None].to(sentences.dtype)
    return (weights * sentences).sum(1)

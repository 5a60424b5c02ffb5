"""The network: one encoder with a head for each thing that the reader tells."""

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from knowledge.reader.training.recipe import Part

NOTHING = -1e4
"""A logit that stands for what is not there."""


class Network(nn.Module):
    """A BERT encoder with heads for sentences, answerability, stance and the short answer.

    Once it is parted, questions and claims are read with the same lower layers and upper ones of
    their own. A sentence is the mean of its word pieces. What a passage says as a whole is told
    from the first piece together with the sentences, each as heavy as it is likely to answer or
    decide.

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
        self.of_claims = nn.ModuleList()
        size = self.bert.config.hidden_size
        self.answer = _head(size, 1)
        self.rationale = _head(size, 1)
        self.able = _head(size, 1)
        self.stance = _head(size, 3)
        self.span = nn.Linear(size, 2)
        self.bert.embeddings.requires_grad_(requires_grad=False)

    @property
    def of_questions(self) -> nn.ModuleList:
        """The upper layers that questions are read with, once it is parted."""
        every = self.bert.encoder.layer
        return every[len(every) - len(self.of_claims) :]

    def part(self, shared: int) -> None:
        """Read claims with upper layers of their own: copies of those above so many shared ones."""
        if not self.of_claims:
            self.of_claims = copy.deepcopy(self.bert.encoder.layer[shared:])

    def learn(self, part: Part | None) -> None:
        """Let what one part reads with change, and nothing else; None: all but the embeddings."""
        learning: dict[Part, tuple[nn.Module, ...]] = {
            Part.QUESTIONS: (self.of_questions, self.answer, self.able, self.span),
            Part.CLAIMS: (self.of_claims, self.rationale, self.stance),
        }
        self.requires_grad_(part is None)
        self.bert.embeddings.requires_grad_(requires_grad=False)
        for module in learning[part] if part else ():
            module.requires_grad_(requires_grad=True)

    def forward(
        self, ids: Tensor, types: Tensor, mask: Tensor, pool: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of a batch, in the form of `knowledge.reader.inputs.arrays`.

        Returns:
            For each sentence that it answers, and that it decides (a row for each window, a column
            for each sentence); that the window answers; neither, supports, refutes; for each word
            piece that the short answer begins and ends with it.
        """
        shared = self.shared(ids, types, mask)
        answer, able, span = self.asked(shared, mask, pool)
        rationale, stance = self.claimed(shared, mask, pool)
        return answer, rationale, able, stance, span

    def shared(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """What questions and claims are both read with makes of a batch."""
        every = self.bert.encoder.layer
        embedded = self.bert.embeddings(input_ids=ids, token_type_ids=types)
        return _through(every[: len(every) - len(self.of_claims)], embedded, mask)

    def asked(self, shared: Tensor, mask: Tensor, pool: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The logits of a question: `answer`, `able` and `span`."""
        hidden = _through(self.of_questions, shared, mask) if self.of_claims else shared
        answer, whole = _sentences(self.answer, hidden, pool)
        span = self.span(hidden).float().masked_fill((mask == 0)[..., None], NOTHING)
        return answer, self.able(whole).float()[:, 0], span

    def claimed(self, shared: Tensor, mask: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of a claim, or a question for yes or no: `rationale` and `stance`."""
        hidden = _through(self.of_claims, shared, mask)
        rationale, whole = _sentences(self.rationale, hidden, pool)
        return rationale, self.stance(whole).float()


def _through(layers: nn.ModuleList, hidden: Tensor, mask: Tensor) -> Tensor:
    barred = (1 - mask)[:, None, None, :].to(hidden.dtype) * NOTHING
    for layer in layers:
        hidden = layer(hidden, barred)
    return hidden


def _head(size: int, classes: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.Linear(size, classes))


def _sentences(head: nn.Sequential, hidden: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
    """A logit for each sentence, and what the window says as a whole."""
    first = hidden[:, 0]
    sentences = torch.bmm(pool.to(hidden.dtype), hidden)
    beside = first[:, None].expand(-1, sentences.shape[1], -1)
    logits = head(torch.cat([sentences, beside], -1)).float()[..., 0]
    logits = logits.masked_fill(pool.sum(-1) == 0, NOTHING)
    weights = torch.softmax(logits, -1)[:, :, None].to(sentences.dtype)
    return logits, torch.cat([first, (weights * sentences).sum(1)], -1)

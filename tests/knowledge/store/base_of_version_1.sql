BEGIN;
CREATE TABLE collections (
  "key" INTEGER NOT NULL, 
  name TEXT NOT NULL, 
  abstracts INTEGER NOT NULL, 
  sources INTEGER NOT NULL, 
  hash_sum TEXT NOT NULL, 
  PRIMARY KEY ("key"), 
  UNIQUE (name)
);
CREATE TABLE abstracts (
  position INTEGER NOT NULL, 
  collection INTEGER NOT NULL, 
  id TEXT NOT NULL, 
  text TEXT NOT NULL, 
  title TEXT, 
  title_in_doubt BOOLEAN NOT NULL, 
  authors TEXT NOT NULL, 
  et_al BOOLEAN NOT NULL, 
  affiliations TEXT NOT NULL, 
  published_text TEXT, 
  published_date DATE, 
  categories TEXT NOT NULL, 
  has_code BOOLEAN NOT NULL, 
  url TEXT, 
  PRIMARY KEY (position), 
  UNIQUE (collection, id), 
  FOREIGN KEY(collection) REFERENCES collections ("key")
);
CREATE INDEX abstracts_in_order ON abstracts (collection, position);
CREATE TABLE sources (
  abstract INTEGER NOT NULL, 
  file TEXT NOT NULL, 
  line INTEGER NOT NULL, 
  PRIMARY KEY (abstract, file, line), 
  FOREIGN KEY(abstract) REFERENCES abstracts (position)
)
 WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(words, content='', detail=none, columnsize=0, prefix='1 2', tokenize='unicode61 remove_diacritics 0');
INSERT INTO collections VALUES (1, 'base', 9, 14, '4a5622f120d47832f72bcd945dab6389a74b4f00387e1ac1008e7642f180515f');
INSERT INTO collections VALUES (2, 'server 1', 4, 4, '7d279a8922b7f51d217d82e7e6f377a8a96845e2ec21153b01d8da6350c97585');
INSERT INTO abstracts VALUES (1, 1, '7291108d60ff8e54', 'This document consolidates publicly reported technical details about Metas Llama 4 model family. It summarizes (i) released variants (Scout and Maverick) and the broader herd context including the previewed Behemoth teacher model, (ii) architectural characteristics beyond a high-level MoE description covering routed/shared-expert structure, early-fusion multimodality, and long-context design elements reported for Scout (iRoPE and length generalization strategies), (iii) training disclosures spanning pre-training, mid-training for long-context extension, and post-training methodology (lightweight SFT, online RL, and lightweight DPO) as described in release materials, (iv) developer-reported benchmark results for both base and instruction-tuned checkpoints, and (v) practical deployment constraints observed across major serving environments, including provider-specific context limits and quantization packaging. The manuscript also summarizes licensing obligations relevant to redistribution and derivative naming, and reviews publicly described safeguards and evaluation practices. The goal is to provide a compact technical reference for researchers and practitioners who need precise, source-backed facts about Llama 4.', 'A title', 0, '[]', 0, '[]', NULL, NULL, '[]', 0, 'https://example.org/1');
INSERT INTO abstracts VALUES (2, 1, '0c3227308e12f334', 'As language models grow ever larger, the need for large-scale high-quality text datasets has never been more pressing, especially in multilingual settings. The BigScience workshop, a 1-year international and multidisciplinary initiative, was formed with the goal of researching and training large language models as a values-driven undertaking, putting issues of ethics, harm, and governance in the foreground. This paper documents the data creation and curation efforts undertaken by BigScience to assemble the Responsible Open-science Open-collaboration Text Sources (ROOTS) corpus, a 1.6TB dataset spanning 59 languages that was used to train the 176-billion-parameter BigScience Large Open-science Open-access Multilingual (BLOOM) language model. We further release a large initial subset of the corpus and analyses thereof, and hope to empower large-scale monolingual and multilingual modeling projects with both the data and the processing tools, as well as stimulate research around this large multilingual corpus.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (3, 1, 'aa54b56b0c62444a', 'The BigCode project is an open-scientific collaboration working on the responsible development of large language models for code. This tech report describes the progress of the collaboration until December 2022, outlining the current state of the Personally Identifiable Information (PII) redaction pipeline, the experiments conducted to de-risk the model architecture, and the experiments investigating better preprocessing methods for the training data. We train 1.1B parameter models on the Java, JavaScript, and Python subsets of The Stack and evaluate them on the MultiPL-E text-to-code benchmark. We find that more aggressive filtering of near-duplicates can further boost performance and, surprisingly, that selecting files from repositories with 5+ GitHub stars deteriorates performance significantly. Our best model outperforms previous open-source multilingual code generation models (InCoder-6.7B and CodeGen-Multi-2.7B) in both left-to-right generation and infilling on the Java, JavaScript, and Python portions of MultiPL-E, despite being a substantially smaller model. All models are released under an OpenRAIL license at https://hf.co/bigcode.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (4, 1, 'a91614a2148a6d8f', 'Large language models (LLMs) have been shown to be able to perform new tasks based on a few demonstrations or natural language instructions. While these capabilities have led to widespread adoption, most LLMs are developed by resource-rich organizations and are frequently kept from the public. As a step towards democratizing this powerful technology, we present BLOOM, a 176B-parameter open-access language model designed and built thanks to a collaboration of hundreds of researchers. BLOOM is a decoder-only Transformer language model that was trained on the ROOTS corpus, a dataset comprising hundreds of sources in 46 natural and 13 programming languages (59 in total). We find that BLOOM achieves competitive performance on a wide variety of benchmarks, with stronger results after undergoing multitask prompted finetuning. To facilitate future research and applications using LLMs, we publicly release our models and code under the Responsible AI License.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (5, 1, 'be889e4eba136c67', 'Large Language Models (LLMs) currently respond to every prompt. However, they can produce incorrect answers when they lack knowledge or capability -- a problem known as hallucination. We instead propose post-training an LLM to generate content only when confident in its correctness and to otherwise (partially) abstain. Specifically, our method, HALT, produces capability-aligned post-training data that encodes what the model can and cannot reliably generate. We generate this data by splitting responses of the pretrained LLM into factual fragments (atomic statements or reasoning steps), and use ground truth information to identify incorrect fragments. We achieve capability-aligned finetuning responses by either removing incorrect fragments or replacing them with "Unsure from Here" -- according to a tunable threshold that allows practitioners to trade off response completeness and mean correctness of the response''s fragments. We finetune four open-source models for biography writing, mathematics, coding, and medicine with HALT for three different trade-off thresholds. HALT effectively trades off response completeness for correctness, increasing the mean correctness of response fragments by 15% on average, while resulting in a 4% improvement in the F1 score (mean of completeness and correctness of the response) compared to the relevant baselines. By tuning HALT for highest correctness, we train a single reliable Llama3-70B model with correctness increased from 51% to 87% across all four domains while maintaining 53% of the response completeness achieved with standard finetuning.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (6, 1, '0e420627cea3b4db', 'Modern artificial intelligence (AI) systems are powered by foundation models. This paper presents a new set of foundation models, called Llama 3. It is a herd of language models that natively support multilinguality, coding, reasoning, and tool usage. Our largest model is a dense Transformer with 405B parameters and a context window of up to 128K tokens. This paper presents an extensive empirical evaluation of Llama 3. We find that Llama 3 delivers comparable quality to leading language models such as GPT-4 on a plethora of tasks. We publicly release Llama 3, including pre-trained and post-trained versions of the 405B parameter language model and our Llama Guard 3 model for input and output safety. The paper also presents the results of experiments in which we integrate image, video, and speech capabilities into Llama 3 via a compositional approach. We observe this approach performs competitively with the state-of-the-art on image, video, and speech recognition tasks. The resulting models are not yet being broadly released as they are still under development.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (7, 1, 'd012b8988ca3e047', 'Large Language Models (LLMs) have demonstrated impressive capabilities in various tasks, including instruction following, which is crucial for aligning model outputs with user expectations. However, evaluating LLMs'' ability to follow instructions remains challenging due to the complexity and subjectivity of human language. Current benchmarks primarily focus on single-turn, monolingual instructions, which do not adequately reflect the complexities of real-world applications that require handling multi-turn and multilingual interactions. To address this gap, we introduce Multi-IF, a new benchmark designed to assess LLMs'' proficiency in following multi-turn and multilingual instructions. Multi-IF, which utilizes a hybrid framework combining LLM and human annotators, expands upon the IFEval by incorporating multi-turn sequences and translating the English prompts into another 7 languages, resulting in a dataset of 4,501 multilingual conversations, where each has three turns. Our evaluation of 14 state-of-the-art LLMs on Multi-IF reveals that it presents a significantly more challenging task than existing benchmarks. All the models tested showed a higher rate of failure in executing instructions correctly with each additional turn. For example, o1-preview drops from 0.877 at the first turn to 0.707 at the third turn in terms of average accuracy over all languages. Moreover, languages with non-Latin scripts (Hindi, Russian, and Chinese) generally exhibit higher error rates, suggesting potential limitations in the models'' multilingual capabilities. We release Multi-IF prompts and the evaluation code base to encourage further research in this critical area.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (8, 1, '8aead5e5455d4c08', 'Model merging, such as model souping, is the practice of combining different models with the same architecture together without further training. In this work, we present a model merging methodology that addresses the difficulty of fine-tuning Large Language Models (LLMs) for target tasks in non-English languages, where task-specific data is often unavailable. We focus on mathematical reasoning and without in-language math data, facilitate cross-lingual transfer by composing language and math capabilities. Starting from the same pretrained model, we fine-tune separate "experts" on math instruction data in English and on generic instruction data in the target language. We then replace the top and bottom transformer layers of the math expert directly with layers from the language expert, which consequently enhances math performance in the target language. The resulting merged models outperform the individual experts and other merging methods on the math benchmark, MGSM, by 10% across four major languages where math instruction data is scarce. In addition, this layer swapping is simple, inexpensive, and intuitive, as it is based on an interpretative analysis of the most important parameter changes during the fine-tuning of each expert. The ability to successfully re-compose LLMs for cross-lingual transfer in this manner opens up future possibilities to combine model expertise, create modular solutions, and transfer reasoning capabilities across languages all post hoc.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (9, 1, '3730c5b1a3ffb491', 'Federated learning enables resource-constrained edge compute devices, such as mobile phones and IoT devices, to learn a shared model for prediction, while keeping the training data local. This decentralized approach to train models provides privacy, security, regulatory and economic benefits. In this work, we focus on the statistical challenge of federated learning when local data is non-IID. We first show that the accuracy of federated learning reduces significantly, by up to 55% for neural networks trained for highly skewed non-IID data, where each client device trains only on a single class of data. We further show that this accuracy reduction can be explained by the weight divergence, which can be quantified by the earth mover''s distance (EMD) between the distribution over classes on each device and the population distribution. As a solution, we propose a strategy to improve training on non-IID data by creating a small subset of data which is globally shared between all the edge devices. Experiments show that accuracy can be increased by 30% for the CIFAR-10 dataset with only 5% globally shared data.', NULL, 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (10, 2, 'da5bfa147e03a422', 'We study subject 0.', 'Subject 0', 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (11, 2, '658d5dfbae72ee68', 'We study subject 1.', 'Subject 1', 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (12, 2, 'e693de28afdd1492', 'We study subject 2.', 'Subject 2', 0, '[]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO abstracts VALUES (13, 2, '785bbd086e7d4cc1', 'Quoted ''text'' with ünïcode.', 'It''s one', 0, '["Ö. Å"]', 0, '[]', NULL, NULL, '[]', 0, NULL);
INSERT INTO sources VALUES (1, 'elsewhere.txt', 7);
INSERT INTO sources VALUES (1, 'seeds/000_dc0f2ab3bb5c2822.txt', 1);
INSERT INTO sources VALUES (1, 'seeds/001_3eda4818a788c547.txt', 2);
INSERT INTO sources VALUES (1, 'seeds/003_11b85256c8ceab8c.txt', 1);
INSERT INTO sources VALUES (1, 'seeds/004_f4aef8573e5a7736.txt', 2);
INSERT INTO sources VALUES (2, 'seeds/000_dc0f2ab3bb5c2822.txt', 6);
INSERT INTO sources VALUES (3, 'seeds/000_dc0f2ab3bb5c2822.txt', 11);
INSERT INTO sources VALUES (4, 'seeds/000_dc0f2ab3bb5c2822.txt', 12);
INSERT INTO sources VALUES (5, 'seeds/001_3eda4818a788c547.txt', 3);
INSERT INTO sources VALUES (6, 'seeds/001_3eda4818a788c547.txt', 4);
INSERT INTO sources VALUES (6, 'seeds/004_f4aef8573e5a7736.txt', 3);
INSERT INTO sources VALUES (7, 'seeds/003_11b85256c8ceab8c.txt', 2);
INSERT INTO sources VALUES (8, 'seeds/003_11b85256c8ceab8c.txt', 7);
INSERT INTO sources VALUES (9, 'seeds/004_f4aef8573e5a7736.txt', 8);
INSERT INTO sources VALUES (10, 'page.txt', 1);
INSERT INTO sources VALUES (11, 'page.txt', 2);
INSERT INTO sources VALUES (12, 'page.txt', 3);
INSERT INTO sources VALUES (13, 'page.txt', 1);
INSERT INTO names (rowid, words) VALUES (1, '1 a title');
INSERT INTO names (rowid, words) VALUES (2, '1 as language models grow ever larger the need');
INSERT INTO names (rowid, words) VALUES (3, '1 the bigcode project is an open scientific collaboration working');
INSERT INTO names (rowid, words) VALUES (4, '1 large language models llms have been shown to');
INSERT INTO names (rowid, words) VALUES (5, '1 large language models llms currently respond to every');
INSERT INTO names (rowid, words) VALUES (6, '1 modern artificial intelligence ai systems are powered by');
INSERT INTO names (rowid, words) VALUES (7, '1 large language models llms have demonstrated impressive capabilities');
INSERT INTO names (rowid, words) VALUES (8, '1 model merging such as model souping is the');
INSERT INTO names (rowid, words) VALUES (9, '1 federated learning enables resource constrained edge compute devices such');
INSERT INTO names (rowid, words) VALUES (10, '2 subject 0');
INSERT INTO names (rowid, words) VALUES (11, '2 subject 1');
INSERT INTO names (rowid, words) VALUES (12, '2 subject 2');
INSERT INTO names (rowid, words) VALUES (13, '2 it s one o a');
PRAGMA application_id = 1181708148;
PRAGMA user_version = 1;
COMMIT;

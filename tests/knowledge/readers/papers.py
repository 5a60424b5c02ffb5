"""Glued lines of well-known papers, as listings write them: title, authors, what follows, an abstract.

Titles and authors are as published (the first authors, where `et al.` follows); the abstracts are written for
these tests, and keep the capitals that the real ones use for their systems' names.
"""

from typing import NamedTuple


class Paper(NamedTuple):
    """A paper as a listing shows it; `tail` is what stands after the names."""

    title: str
    authors: tuple[str, ...]
    tail: str
    abstract: str

    @property
    def line(self) -> str:
        """The glued line."""
        return self.title + ", ".join(self.authors) + self.tail


def _paper(title: str, authors: str, tail: str, abstract: str) -> Paper:
    return Paper(title, tuple(authors.split("; ")), tail, abstract)


ET_AL = " et al."

PAPERS = (
    # Team authors
    _paper("GPT-4 Technical Report", "OpenAI; Josh Achiam; Steven Adler", ET_AL, "We report on GPT-4, a large multimodal model that takes images and text."),
    _paper("GPT-4o System Card", "OpenAI; Aaron Hurst; Adam Lerer", ET_AL, "GPT-4o is an omni model; this card tells of its limits and safety."),
    _paper("OpenAI o1 System Card", "OpenAI; Aaron Jaech; Adam Kalai", ET_AL, "The o1 series is trained to reason with a chain of thought."),
    _paper("Learning to Reason with o1-mini", "OpenAI; Ahmed El-Kishky", "", "Small reasoning models can be trained at low cost."),
    _paper("Qwen2.5 Technical Report", "Qwen; An Yang; Baosong Yang", ET_AL, "This report introduces Qwen2.5, a series of language models."),
    _paper("Qwen2.5-VL Technical Report", "Shuai Bai; Keqin Chen; Xuejing Liu", ET_AL + " · alibaba", "We introduce Qwen2.5-VL, our vision-language series."),
    _paper("Qwen Technical Report", "Jinze Bai; Shuai Bai; Yunfei Chu", ET_AL, "Qwen is a family of models with distinct sizes."),
    _paper("DeepSeek-V3 Technical Report", "DeepSeek-AI; Aixin Liu; Bei Feng", ET_AL, "DeepSeek-V3 is a strong mixture-of-experts model with 671B parameters."),
    _paper("DeepSeek-R1: Incentivizing Reasoning Capability in LLMs via Reinforcement Learning", "DeepSeek-AI; Daya Guo; Dejian Yang", ET_AL, "DeepSeek-R1 learns to reason from rewards alone."),
    _paper("Gemini: A Family of Highly Capable Multimodal Models", "Gemini Team; Rohan Anil; Sebastian Borgeaud", ET_AL + " · deepmind", "Gemini models understand image, audio, video and text."),
    _paper("Gemma: Open Models Based on Gemini Research and Technology", "Gemma Team; Thomas Mesnard; Cassidy Hardin", ET_AL, "Gemma is a family of lightweight open models."),
    _paper("Gemma", "Gemma Team; Thomas Mesnard", ET_AL, "Gemma is a family of lightweight open models."),
    _paper("Nemotron-4 15B Technical Report", "NVIDIA; Jupinder Parmar; Shrimai Prabhumoye", ET_AL, "Nemotron-4 is a 15B multilingual model."),
    _paper("Cosmos World Foundation Model Platform for Physical AI", "NVIDIA; Niket Agarwal; Arslan Ali", ET_AL + " · nvidia", "Physical AI needs a world model; we offer a platform."),
    _paper("Yi: Open Foundation Models by 01.AI", "01. AI; Alex Young; Bei Chen", ET_AL, "The Yi model family shows strong abilities across many tasks."),
    _paper("The Llama 3 Herd of Models", "Llama Team; Aaron Grattafiori; Abhimanyu Dubey", ET_AL, "Modern AI systems are powered by foundation models."),
    _paper("Introducing MPT-7B: A New Standard for Open-Source, Commercially Usable LLMs", "MosaicML NLP Team", "", "MPT-7B is trained from scratch on 1T tokens of text and code."),
    _paper("No Language Left Behind: Scaling Human-Centered Machine Translation", "NLLB Team; Marta R. Costa-jussà; James Cross", ET_AL, "We translate between 200 languages without leaving any behind."),
    _paper("Kimi k1.5: Scaling Reinforcement Learning with LLMs", "Kimi Team; Angang Du; Bofei Gao", ET_AL, "Kimi k1.5 is trained with long-context reinforcement learning."),
    _paper("ChatGLM: A Family of Large Language Models from GLM-130B to GLM-4 All Tools", "Team GLM; Aohan Zeng; Bin Xu", ET_AL + " · tsinghua", "ChatGLM is an evolving family of models with all tools."),
    _paper("SmolLM3", "Hugging Face; Elie Bakouch; Loubna Ben Allal", ET_AL, "SmolLM3 is a small multilingual reasoner."),
    _paper("Dota 2 with Large Scale Deep Reinforcement Learning", "OpenAI; Christopher Berner; Greg Brockman", ET_AL, "OpenAI Five was the first AI to beat the champions at an esports game through learning."),
    _paper("Observation of a new particle in the search for the Standard Model Higgs boson with the ATLAS detector at the LHC", "ATLAS Collaboration", "", "A search for the Higgs boson in collisions at the LHC is presented."),
    _paper("Observation of Gravitational Waves from a Binary Black Hole Merger", "LIGO Scientific Collaboration; Virgo Collaboration; B. P. Abbott", ET_AL, "Two detectors observed a transient signal of a merger of black holes."),
    _paper("Planck 2018 results. VI. Cosmological parameters", "Planck Collaboration; N. Aghanim; Y. Akrami", ET_AL, "We present results on cosmological parameters from the final Planck mission."),
    _paper("Large Concept Models: Language Modeling in a Sentence Representation Space", "LCM team; Loïc Barrault; Paul-Ambroise Duquenne", ET_AL, "We model sentences as concepts in a representation space."),
    # Titles that end in capitals, digits, or mixed case
    _paper("LoRA: Low-Rank Adaptation of LLMs", "Edward J. Hu; Yelong Shen; Phillip Wallis", ET_AL, "Adaptation with rank decomposition freezes the weights of LLMs."),
    _paper("Finetuning Text-to-Text Transformers with T5", "Colin Raffel; Noam Shazeer; Adam Roberts", ET_AL, "T5 casts all problems into text-to-text."),
    _paper("Multilingual Pretraining with mT5", "Linting Xue; Noah Constant; Adam Roberts", ET_AL, "We introduce mT5, pretrained on 101 languages."),
    _paper("Robust Pretraining with RoBERTa", "Yinhan Liu; Myle Ott; Naman Goyal", ET_AL, "RoBERTa is a carefully tuned recipe."),
    _paper("Adapting LLaMA", "Hugo Touvron; Thibaut Lavril; Gautier Izacard", ET_AL, "LLaMA is a collection of foundation models."),
    _paper("Scaling PaLM", "Aakanksha Chowdhery; Sharan Narang; Jacob Devlin", ET_AL, "PaLM is a densely activated model of 540B parameters."),
    _paper("PaLM 2 Technical Report", "Rohan Anil; Andrew M. Dai; Orhan Firat", ET_AL, "PaLM 2 has better multilingual abilities."),
    _paper("A ConvNet for the 2020s", "Zhuang Liu; Hanzi Mao; Chao-Yuan Wu", ET_AL, "The roaring twenties of visual recognition began with ViTs; we build ConvNeXt."),
    _paper("ConvNeXt V2: Co-designing and Scaling ConvNets with Masked Autoencoders", "Sanghyun Woo; Shoubhik Debnath; Ronghang Hu", ET_AL, "ConvNeXt V2 joins masked autoencoders and convolution."),
    _paper("ConvNeXt", "Zhuang Liu; Hanzi Mao", "", "ConvNeXt is a pure convolution model."),
    _paper("NeRF in the Wild in 3D", "Ricardo Martin-Brualla; Noha Radwan", "", "Radiance fields from photo collections give views in 3D."),
    _paper("wav2vec 2.0", "Alexei Baevski; Henry Zhou; Abdelrahman Mohamed", ET_AL, "We learn speech representations from raw audio."),
    _paper("Pre-training Text Encoders with ELECTRA", "Kevin Clark; Minh-Thang Luong; Quoc V. Le", ET_AL, "ELECTRA learns to tell real tokens from replaced ones."),
    _paper("Opening OPT", "Susan Zhang; Stephen Roller", "", "OPT is a suite of decoder-only transformers."),
    _paper("Bias in GPT-4V(ision)", "Zhengyuan Yang; Linjie Li", "", "We study what GPT-4V(ision) sees."),
    _paper("Compiling for C++", "Bjarne Stroustrup", "", "C++ compilers are built from passes."),
    _paper("Retrieval with DPR", "Vladimir Karpukhin; Barlas Oğuz; Sewon Min", ET_AL, "DPR retrieves passages with dense vectors."),
    _paper("Deep Learning using Rectified Linear Units (ReLU)", "Abien Fred Agarap", "", "We use rectified units as the classification function."),
    _paper("Improved Techniques for Training GANs", "Tim Salimans; Ian Goodfellow; Wojciech Zaremba", ET_AL, "New features and procedures improve the training of GANs."),
    _paper("Towards a Universal Music VQ-VAE", "AJ Piergiovanni; J. Kim", "", "Music is coded by a VQ-VAE."),
    _paper("Flash Attention on A100", "Tri Dao", "", "Attention is made fast and exact on the A100."),
    # Punctuation at the end, inside, and both
    _paper("“Why Should I Trust You?”: Explaining the Predictions of Any Classifier", "Marco Tulio Ribeiro; Sameer Singh; Carlos Guestrin", "", "Machine learning models remain mostly black boxes; we explain predictions of any classifier."),
    _paper("Is Space-Time Attention All You Need for Video Understanding?", "Gedas Bertasius; Heng Wang; Lorenzo Torresani", " · meta", "We present a convolution-free approach to video."),
    _paper("On the Dangers of Stochastic Parrots: Can Language Models Be Too Big?", "Emily M. Bender; Timnit Gebru; Angelina McMillan-Major", ET_AL, "We ask how big is too big for models of language."),
    _paper("Cramming: Train Your Own Model in a Day!", "Jonas Geiping; Tom Goldstein", "", "How far can one get with a single GPU in a day?"),
    _paper("A Survey of Vision Transformers (ViT)", "Kai Han; Yunhe Wang; Hanting Chen", ET_AL, "We review transformers for vision by task."),
    _paper('The Curious Case of "Degeneration"', "Ari Holtzman; Jan Buys", "", "Decoding leads to degeneration of text."),
    _paper("Beyond the Imitation Game: Quantifying and extrapolating the capabilities of language models", "Aarohi Srivastava; Abhinav Rastogi; Abhishek Rao", ET_AL, "BIG-bench quantifies the capabilities of models."),
    _paper("ImageNet-trained CNNs are biased towards texture; increasing shape bias improves accuracy and robustness", "Robert Geirhos; Patricia Rubisch; Claudio Michaelis", ET_AL, "ImageNet-trained CNNs prefer texture to shape, which harms robustness."),
    _paper("Scaling Data, Parameters, and Compute", "Jared Kaplan; Sam McCandlish; Tom Henighan", ET_AL, "Loss falls as a power law in data, size and compute."),
    _paper("Faster, Better, Stronger", "Joseph Redmon; Ali Farhadi", "", "A detector that is better and faster."),
    _paper("Q&A over Tables: SQL, Python, or Both", "Wenhu Chen; Xueguang Ma", "", "Numbers in tables call for programs or both."),
    _paper("Following Vaswani et al. on Small Data", "Julian Richard Medina; Jugal Kalita", "", "Attention works on small data too."),
    _paper("Hello, World", "Ann Lee; Bo Li", "", "A greeting to the world."),
    # CamelCase in titles
    _paper("DeBERTa: Decoding-enhanced BERT with Disentangled Attention", "Pengcheng He; Xiaodong Liu; Jianfeng Gao", ET_AL, "DeBERTa improves BERT by disentangled attention."),
    _paper("XLNet: Generalized Autoregressive Pretraining for Language Understanding", "Zhilin Yang; Zihang Dai; Yiming Yang", ET_AL, "XLNet learns context in both directions, for language understanding."),
    _paper("Solving Olympiad Problems with AlphaGeometry", "Trieu H. Trinh; Yuhuai Wu; Quoc V. Le", ET_AL, "AlphaGeometry proves theorems in the plane."),
    _paper("AlphaFold", "John Jumper; Richard Evans; Alexander Pritzel", ET_AL, "AlphaFold predicts the structure of proteins."),
    _paper("ImageNet Classification with Deep Convolutional Neural Networks", "Alex Krizhevsky; Ilya Sutskever; Geoffrey E. Hinton", "", "We trained a deep network on ImageNet."),
    _paper("Fast Graph Learning with PyTorch", "Matthias Fey; Jan Eric Lenssen", "", "PyTorch Geometric is a library for learning on graphs."),
    _paper("Playing Atari with TensorFlow", "Volodymyr Mnih; Koray Kavukcuoglu", "", "TensorFlow runs the games."),
    _paper("YOLOv4: Optimal Speed and Accuracy of Object Detection", "Alexey Bochkovskiy; Chien-Yao Wang; Hong-Yuan Mark Liao", "", "YOLOv4 is a fast detector for production."),
    _paper("MobileNetV2: Inverted Residuals and Linear Bottlenecks", "Mark Sandler; Andrew Howard; Menglong Zhu", ET_AL, "MobileNetV2 improves mobile models by inverted residuals."),
    _paper("DeepMind Control Suite", "Yuval Tassa; Yotam Doron; Alistair Muldal", ET_AL, "A set of continuous control tasks."),
    _paper("WebGPT: Browser-assisted question-answering with human feedback", "Reiichiro Nakano; Jacob Hilton; Suchir Balaji", ET_AL, "We train a model to browse, with feedback of humans."),
    _paper("HuggingGPT: Solving AI Tasks with ChatGPT and its Friends in Hugging Face", "Yongliang Shen; Kaitao Song; Xu Tan", ET_AL, "ChatGPT can plan tasks for models in Hugging Face."),
    _paper("SciBERT: A Pretrained Language Model for Scientific Text", "Iz Beltagy; Kyle Lo; Arman Cohan", " · allen-ai", "SciBERT helps with scientific text."),
    _paper("TinyLlama: An Open-Source Small Language Model", "Peiyuan Zhang; Guangtao Zeng; Tianduo Wang", ET_AL, "TinyLlama is a compact 1.1B model."),
    _paper("AutoGen", "Qingyun Wu; Gagan Bansal", "", "AutoGen lets agents talk with one another."),
    _paper("iBOT: Image BERT Pre-Training with Online Tokenizer", "Jinghao Zhou; Chen Wei; Huiyu Wang", ET_AL, "iBOT does masked prediction with an online tokenizer."),
    # Capitals, particles, accents and marks in names
    _paper("Deep learning", "Yann LeCun; Yoshua Bengio; Geoffrey Hinton", "", "Deep learning composes layers of features."),
    _paper("Gradient-Based Learning Applied to Document Recognition", "Yann LeCun; Léon Bottou; Y. Bengio; P. Haffner", "", "Networks trained by gradients read documents."),
    _paper("UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", "Leland McInnes; John Healy; James Melville", "", "UMAP is a technique for dimension reduction."),
    _paper("The Natural Language Decathlon: Multitask Learning as Question Answering", "Bryan McCann; Nitish Shirish Keskar; Caiming Xiong", ET_AL, "Ten tasks are cast as answering a question."),
    _paper("Information Theory, Inference, and Learning Algorithms", "David J. C. MacKay", "", "Inference and learning algorithms belong together."),
    _paper("Pixel Recurrent Neural Networks", "Aäron van den Oord; Nal Kalchbrenner; Koray Kavukcuoglu", " · deepmind", "Pixels are predicted one by one with recurrent networks."),
    _paper("Sampling from Generative Models", "van den Oord; de Vries", "", "We sample from generative models."),
    _paper("Guesswhat: Visual object discovery through multi-modal dialogue", "Harm de Vries; Florian Strub; Sarath Chandar", ET_AL, "A two-player game of dialogue about objects."),
    _paper("Multimodal Learning with al-Khwarizmi Features", "al-Qaimari; Ghassan Al-Regib", "", "We study features for learning."),
    _paper("Auto-Encoding Variational Bayes", "Diederik P Kingma; Max Welling", "", "How can inference in directed models with continuous variables be made efficient? By variational Bayes."),
    _paper("Emerging Properties in Self-Supervised Vision Transformers", "Mathilde Caron; Hugo Touvron; Ishan Misra; Hervé Jégou", ET_AL, "Self-supervised transformers show properties that supervised ones lack."),
    _paper("Advances in Pre-Training Distributed Word Representations", "Tomáš Mikolov; Édouard Grave; Piotr Bojanowski", ET_AL, "Tricks for training word representations together."),
    _paper("Poincaré Embeddings for Learning Hierarchical Representations", "Maximilian Nickel; Douwe Kiela", "", "Embeddings into hyperbolic space capture a hierarchy of representations."),
    _paper("Contextual String Embeddings for Sequence Labeling", "Özlem Çetinoğlu; Şeyma Yücel", "", "Characters suffice for labeling."),
    _paper("Automatic Differentiation in Machine Learning: a Survey", "Atılım Güneş Baydin; Barak A. Pearlmutter", ET_AL, "Differentiation is everywhere in machine learning."),
    _paper("Efficient Icelandic Parsing", "Þórunn Arnardóttir; Anton Karl Ingason", "", "We parse Icelandic."),
    _paper("Speech Recognition in Danish", "Åse Ødegård; Søren Kierkegård", "", "Danish speech is hard."),
    _paper("Data Science for All", "Raphael D'Souza; Cathy O'Neil", "", "What all should know."),
    _paper("Random Walks on Graphs", "N'Golo Traoré; D'Arcy Thompson", "", "We walk on graphs at random."),
    _paper("Long Short-Term Memory", "S. Hochreiter; J. Schmidhuber", "", "Recurrent nets forget; a memory cell with gates does not."),
    _paper("Attention with Fewer Heads", "T.-Y. Lin; J.-B. Alayrac; Y.-L. Boureau", ET_AL, "Some heads can be pruned."),
    _paper("Mining Long Patterns from Databases", "Roberto J. Bayardo, Jr.; Rakesh Agrawal", "", "Long patterns are mined from databases."),
    _paper("Neural Machine Translation by Jointly Learning to Align and Translate", "Dzmitry Bahdanau; KyungHyun Cho; Yoshua Bengio", "", "A model learns to align and translate at once."),
    _paper("Query-Reduction Networks for Question Answering", "MinJoon Seo; Sewon Min; Ali Farhadi", ET_AL, "We reduce queries for question answering."),
    _paper("Speech Synthesis with BERT", "JaeHyun Park; SungHo Kim", "", "BERT helps to speak."),
    _paper("Few-Shot Parsing", "DeShawn Jackson; LaTanya Sweeney; JoAnn Smith", "", "Parsing with few examples."),
    _paper("Prefix-Tuning: Optimizing Continuous Prompts for Generation", "Xiang Lisa Li; Percy Liang", " · stanford", "We tune a prefix for generation."),
    _paper("Big Data Integration", "Xin (Luna) Dong; Divesh Srivastava", "", "Data integration at scale."),
    # Short and single names; one author; words as names
    _paper("Deep Residual Learning for Image Recognition", "Kaiming He; Xiangyu Zhang; Shaoqing Ren; Jian Sun", "", "Residual learning eases the training of deep networks for recognition."),
    _paper("Group Normalization", "Yuxin Wu; Kaiming He", "", "Batch statistics fail for small batches; groups help."),
    _paper("Qwen3 Embedding: Advancing Text Embedding and Reranking", "An Yang; Bo Li; Ji Xu; Li Du", "", "Embedding and reranking from one base."),
    _paper("Statistical Learning", "Bin Yu", "", "On stability."),
    _paper("Domain Randomization", "Suharto", "", "Randomization of the domain helps."),
    _paper("Keyword Search in Databases", "Parag; Soumen Chakrabarti", "", "Searching in databases without a schema."),
    _paper("Adam: A Method for Stochastic Optimization", "Diederik P. Kingma; Jimmy Ba", "", "Adam is a method for stochastic optimization."),
    _paper("Claude", "Amanda Askell; Yuntao Bai", ET_AL, "Claude is an assistant."),
    _paper("Florence: A New Foundation Model for Computer Vision", "Lu Yuan; Dongdong Chen; Yi-Ling Chen", ET_AL, "Florence is a model for vision from the web."),
    _paper("Florence", "Lu Yuan; Dongdong Chen", "", "Florence is a model for vision."),
    _paper("Attention Is All You Need", "Ashish Vaswani; Noam Shazeer; Niki Parmar", ET_AL + " · google", "Sequence models rest on recurrence; we propose the Transformer."),
    _paper("What Did You Expect", "Can Türker; Will Grant; May Long", "", "Expectations are studied."),
    _paper("Language Models are Few-Shot Learners", "Tom B. Brown; Benjamin Mann; Nick Ryder", ET_AL, "Scaling up models makes few-shot learners of them."),
    _paper("You Only Look Once: Unified, Real-Time Object Detection", "Joseph Redmon; Santosh Divvala; Ross Girshick; Ali Farhadi", "", "Detection becomes one regression."),
    _paper("Vietnamese Treebanks Revisited", "Nguyễn Phương Thái; Vũ Xuân Lương; Nguyễn Thị Minh Huyền", "", "We revisit treebanks."),
    _paper("Highly accurate protein structure prediction for the human proteome", "Kathryn Tunyasuvunakool; Jonas Adler; Zachary Wu", ET_AL, "We predict structures for the proteome of man."),
    _paper("A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity", "Martin Jinek; Krzysztof Chylinski; Ines Fonfara", ET_AL, "Bacteria and archaea have evolved an adaptive immunity guided by RNA."),
    _paper("Quantum supremacy using a programmable superconducting processor", "Frank Arute; Kunal Arya; Ryan Babbush", ET_AL, "A processor with 53 qubits samples faster than a supercomputer."),
    _paper("The Large N Limit of Superconformal Field Theories and Supergravity", "Juan M. Maldacena", "", "The large N limit of field theories includes a sector that describes supergravity."),
    _paper("Electric Field Effect in Atomically Thin Carbon Films", "K. S. Novoselov; A. K. Geim; S. V. Morozov", ET_AL, "Thin carbon films are made stable under ambient conditions."),
    _paper("Measurement of the W boson mass at CDF", "T. Aaltonen; S. Amerio; D. Amidei", ET_AL, "We measure the mass of the W boson with the CDF detector."),
    _paper("Molecular Structure of Nucleic Acids: A Structure for Deoxyribose Nucleic Acid", "J. D. Watson; F. H. C. Crick", "", "We wish to suggest a structure for the salt of the acid."),
    _paper("Search for Dark Matter with LUX", "D. S. Akerib; S. Alsum", ET_AL, "LUX is a detector filled with xenon."),
    _paper("Scaling Laws · A Second Look", "Jordan Hoffmann; Sebastian Borgeaud", ET_AL + " · deepmind, mila", "We look at the laws again."),
)  # fmt: skip

"""Piper's voices: any ``.onnx`` file with its ``.onnx.json``, run by onnxruntime, its phonemes made by eSpeak NG.

Without the package piper-tts, which is 46 MB under the GPL: only what is here is needed of it. It also splits a line
wherever eSpeak NG sees a sentence end ("Mr. | Smith"), scales each part to full scale, and is random by default.
"""

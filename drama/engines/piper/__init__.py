"""Piper's voices: any ``.onnx`` file with its ``.onnx.json``, run by onnxruntime, its phonemes made by eSpeak NG.

Without the package piper-tts: that is 46 MB under the GPL, and of it only what stands here is needed. It also parts a
line wherever eSpeak NG sees a sentence end ("Mr. | Smith"), scales each part to full scale, and is random unless told.
"""
